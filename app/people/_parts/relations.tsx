import type { Temporal } from 'temporal-polyfill';
import { Day, Line, OneOf, type Typed } from '@/app/report/_parts/questions';
import { DateTime } from '@/components/doorstep';
import { Button, Details } from '@/components/govuk';
import { nameOf, type Appearance, type Named } from '@/lib/lookup/person';
import { ENDINGS, RESPONSIBILITY } from '@/lib/lookup/relation';
import type { Relation } from '@/lib/lookup/relation-store';
import { RESPONSIBILITY_WORDS, spanWords } from '@/lib/lookup/relation-words';

interface Reading {
  look: string;
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

function EndForm({ relation, typed, look }: { relation: Relation; typed: Typed; look: string }) {
  const scoped = { ...typed, scope: `${relation.id}-` };
  const items = Object.entries(ENDINGS).filter(([how]) => (how === 'undone') === (relation.over !== null)).map(([value, text]) => ({ value, text }));
  return (
    <Details classes="ds-act" summaryText="Ended, or written down by mistake" open={Object.keys(typed.fields).length > 0}>
      <form method="post" action={`/people/${look}/relation/end`} noValidate>
        <input type="hidden" name="relation" value={relation.id} />
        <OneOf typed={scoped} name="how" label="What is so?" items={items} small />
        {relation.over === null && <Day typed={scoped} name="until" label="If it has ended: when?" />}
        <Line typed={scoped} name="why" label="How do you know?" />
        <Button text="Keep it" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

function One({ relation, people, reading, ending }: { relation: Relation; people: ReadonlyMap<string, Named>; reading: Reading; ending: Typed }) {
  const { names, now, look } = reading;
  const called = (id: string) => nameOf(people.get(id) ?? { givenName: '', familyName: '' }) || 'somebody not named';
  return (
    <li>
      <p className="govuk-body">
        <bdi>{called(relation.otherId)}</bdi>: <strong>{relation.relation}</strong> of <bdi>{called(relation.personId)}</bdi>, {RESPONSIBILITY_WORDS[relation.parentalResponsibility]}, {spanWords(relation)}
        {relation.over !== null && <strong className="ds-mark">{relation.over.how === 'mistake' ? 'written down by mistake' : 'ended'}</strong>}
      </p>
      <p className="ds-secondary">
        {relation.source}. <bdi>{names.get(relation.by) ?? 'A colleague'}</bdi>, <DateTime at={relation.at} now={now} within />
      </p>
      {relation.ends.map(({ how, why, at, by }) => (
        <p className="ds-secondary" key={at.toString()}>
          {ENDINGS[how]}: {why}. <bdi>{names.get(by) ?? 'A colleague'}</bdi>, <DateTime at={at} now={now} within />
        </p>
      ))}
      <EndForm relation={relation} typed={ending} look={look} />
    </li>
  );
}

/** Who this person is to others and others to them, as workers established it; beside what was told, which stands in the tables. */
export function Relations({ relations, appearances, typed, endingOf, reading }: { relations: readonly Relation[]; appearances: readonly Appearance[]; typed: Typed; endingOf: (id: string) => Typed; reading: Reading }) {
  const people = new Map(appearances.flatMap(({ words }) => (words === null ? [] : [words.mine, ...words.others])).map((person) => [person.id, person]));
  const others = appearances.flatMap(({ words, reference }) => (words?.others ?? []).map((person) => ({ value: person.id, text: `${nameOf(person) || 'Somebody not named'}, in ${reference}` })));
  return (
    <>
      {relations.length === 0 && <p className="govuk-body">No worker has written down who is who to this person. What contacts tell stands in the tables above.</p>}
      <ul className="govuk-list">
        {relations.map((relation) => (
          <One key={relation.id} relation={relation} people={people} reading={reading} ending={endingOf(relation.id)} />
        ))}
      </ul>
      {others.length > 0 && (
        <Details classes="ds-act" summaryText="Write down who somebody is to this person" open={Object.keys(typed.fields).length > 0}>
          <form method="post" action={`/people/${reading.look}/relation`} noValidate>
            <OneOf typed={typed} name="other" label="Who?" items={others} small />
            <Line typed={typed} name="relation" label="What are they to this person?" hint="Such as mother, father, stepfather, grandmother" width="govuk-input--width-20" />
            <OneOf typed={typed} name="parentalResponsibility" label="Do they have parental responsibility?" items={Object.entries(RESPONSIBILITY).map(([value, text]) => ({ value, text }))} small />
            <Day typed={typed} name="from" label="From when, if known" />
            <Day typed={typed} name="until" label="Until when, if it is over" />
            <Line typed={typed} name="source" label="How is it known?" hint="Such as: birth certificate seen, court order of a date, said by the mother" />
            <Button text="Write it down" preventDoubleClick />
          </form>
        </Details>
      )}
    </>
  );
}
