import { type Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Card, DateTime } from '@/components/doorstep';
import { Details, InsetText, SummaryList, Tag } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { ROLE_NAMES } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { endedWithIt, type EndedWithIt } from '@/lib/contact/ended-duties';
import { readBorn, readExpected, UNBORN_PROBLEMS, type UnbornProblem } from '@/lib/contact/report/unborn-form';
import { unbornOf, type Unborn } from '@/lib/contact/unborn-store';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { dutiesOfContact } from '@/lib/duty/store';
import type { ExpectedRecord } from '@/lib/people/schema';
import { gestationOn, type UnbornStateCode } from '@/lib/people/unborn';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { typedUnborn, type UnbornAct } from './_parts/answer';
import { BornForm, EndedForm, ExpectedForm, MovedForm, OweForm, UndoForm } from './_parts/forms';

export const metadata = { title: 'Unborn child' };

const STATE_WORDS: Record<UnbornStateCode, string> = { expected: 'Expected', born: 'Born', moved: 'The mother moved away', pregnancy_ended: 'The pregnancy has ended' };

const DONE_WORDS: Record<UnbornAct, string> = {
  expected: 'What is known of the pregnancy is kept.',
  born: 'The birth is recorded. The guide has proposed anew with the new ages, and a decision covers each child.',
  moved: 'The move is recorded. The duty to tell the authority there is open, and ours until a named person there accepts.',
  ended: 'It is recorded. Letters that had not gone are stopped, and so are the duties for this child.',
  undo: 'It is undone, in your name. Nothing has begun again by itself: look at what had ended, and say what is owed.',
  owe: 'These duties are owed again.',
};

const isAct = (text: string): text is UnbornAct => Object.hasOwn(DONE_WORDS, text);
const isProblem = (text: string): text is UnbornProblem => Object.hasOwn(UNBORN_PROBLEMS, text);
const NOTHING: Fields = {};

type TypedOf = Record<UnbornAct, Fields>;

async function typedFor(tx: Tx, contactId: string, { personId }: Unborn): Promise<TypedOf> {
  const of = async (act: UnbornAct) => typedBefore(tx, typedUnborn(contactId, act, personId));
  return { expected: await of('expected'), born: await of('born'), moved: await of('moved'), ended: await of('ended'), undo: await of('undo'), owe: await of('owe') };
}

/** What to say about the boxes, made anew from what was typed. */
function errorsOf(problem: string, act: string, typed: TypedOf | undefined, at: Temporal.Instant): FormError[] {
  if (!isProblem(problem) || !isAct(act)) return [];
  if (problem !== 'incomplete') return [{ field: 'main', message: UNBORN_PROBLEMS[problem] }];
  switch (act) {
    case 'expected':
      return readExpected(typed?.expected ?? NOTHING).notes;
    case 'born':
      return readBorn(typed?.born ?? NOTHING, at).notes;
    case 'moved':
      return [{ field: 'where', message: 'Say to which authority or area.' }];
    case 'ended':
      return [{ field: 'sure', message: 'Tick this if the pregnancy has ended.' }];
    case 'undo':
      return [{ field: 'reason', message: 'Say how it is known that this was a mistake.' }];
    case 'owe':
      return [{ field: 'duty', message: 'Choose what is owed again.' }];
  }
}

/** The latest record as the boxes hold it, so that one part can be changed without typing the rest again. */
function fieldsOf({ due, midwifery, known }: ExpectedRecord): Fields {
  const on = due.how === 'unknown' ? null : due.on;
  return {
    'due.how': due.how,
    ...(on === null ? {} : { 'due.day': String(on.day), 'due.month': String(on.month), 'due.year': String(on.year) }),
    ...midwifery,
    known: known.by,
    people: known.by === 'listed' ? known.people.join('\n') : '',
  };
}

function dueWords({ due }: ExpectedRecord, on: Temporal.PlainDate) {
  if (due.how === 'unknown') return <span className="ds-unknown">Not known</span>;
  const far = gestationOn(due.on, on);
  return (
    <>
      {due.on.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}
      {due.how === 'estimated' && ', about'}
      <p className="ds-secondary">{far === null ? 'No number of weeks fits this date: check it.' : `${far.weeks} weeks${far.days === 0 ? '' : ` and ${far.days} day${far.days === 1 ? '' : 's'}`} today`}</p>
    </>
  );
}

function knownWords({ known }: ExpectedRecord) {
  if (known.by === 'mother_only') return 'Only the mother, and professionals in confidence';
  if (known.by === 'not_known') return 'Not known: held as if only the mother knew';
  return (
    <ul className="govuk-list">
      {known.people.map((name) => (
        <li key={name}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

const INFORMED_WORDS = { yes: 'Knows of this contact', no: 'Does not know of this contact', not_known: 'Not known whether they know' } as const;

export default page('GET /contacts/[reference]/unborn', async ({ tx, person, contact, query }) => {
  if (!contact) throw new Error('the wrapper loads the contact');
  const unborn = await unbornOf(tx, contact.id);
  const typed = new Map<string, TypedOf>();
  for (const each of unborn) typed.set(each.personId, await typedFor(tx, contact.id, each));
  const duties = await dutiesOfContact(tx, contact.id);
  const names = await readNames(tx, [...unborn.flatMap(({ entries }) => entries.flatMap(({ by, undone }) => [by, ...(undone === null ? [] : [undone.by])])), ...duties.flatMap(({ ownerId }) => ownerId ?? [])]);
  const writes = can(person, 'POST /contacts/[reference]/unborn/expected').allowed;
  const act = query('act');
  // The child whose form was refused: the one of whom something typed is kept.
  const refused = isAct(act) ? unborn.find(({ personId }) => textOf(typed.get(personId)?.[act] ?? NOTHING, 'child') === personId) : undefined;
  const scopeOf = (each: Unborn | undefined) => (unborn.length > 1 && each !== undefined ? `c${each.ordinal}-` : '');
  const errors = errorsOf(query('problem'), act, refused === undefined ? undefined : typed.get(refused.personId), tx.at);
  const done = query('done');
  const here = `/contacts/${contact.reference}/unborn`;
  return {
    backHref: `/contacts/${contact.reference}`,
    body: (
      <>
        <FormErrors errors={errors.map((error) => ({ ...error, field: `${scopeOf(refused)}${error.field}` }))} />
        {isAct(done) && <Done title={done === 'ended' ? 'Recorded' : 'Done'} text={DONE_WORDS[done]} />}
        <PageHeading caption={contact.reference} heading={unborn.length > 1 ? 'Unborn children' : 'Unborn child'} lead="What is known, who may learn of it, and what became of it." />
        {unborn.length === 0 && (
          <EmptyState heading="No child of this contact was reported as not born yet">
            <p>Where one is, its due date, midwifery and who knows of the pregnancy are kept here.</p>
          </EmptyState>
        )}
        {unborn.map((each) => (
          <One key={each.personId} here={here} unborn={each} typed={typed.get(each.personId)} errors={refused?.personId === each.personId ? errors : []} act={act} writes={writes} names={names} now={tx.at} scope={scopeOf(each)} again={endedWithIt(each, duties)} />
        ))}
      </>
    ),
  };
});

function One({ here, unborn, typed, errors, act, writes, names, now, scope, again }: { scope: string; again: readonly EndedWithIt[]; here: string; unborn: Unborn; typed: TypedOf | undefined; errors: readonly FormError[]; act: string; writes: boolean; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  const { personId, name, state, expected, entries, born } = unborn;
  const open = state === 'expected' || state === 'moved';
  const { midwifery } = expected;
  const mine = errors.length > 0;
  const forms = (form: UnbornAct) => ({ here, personId, scope, fields: typed?.[form] ?? NOTHING, errors: mine && act === form ? errors : [] });
  const recorded = entries.some((entry) => entry.state === 'expected');
  const expectedForm = forms('expected');
  const expectedFields = Object.keys(expectedForm.fields).length > 0 || !recorded ? expectedForm.fields : fieldsOf(expected);
  const row = (text: string, html: React.ReactNode) => ({ key: { text }, value: { html } });
  return (
    <Card heading={name === '' ? 'Child not born yet' : <bdi>{name}</bdi>} aside={<Tag text={STATE_WORDS[state]} classes={open ? 'govuk-tag--blue' : 'govuk-tag--grey'} />}>
      {state === 'pregnancy_ended' ? (
        <InsetText>The pregnancy has ended. Nothing is owed for this child, and nothing about it is written to anyone. If you sat with the family: talk with your manager, there is no hurry here.</InsetText>
      ) : (
        <SummaryList
          rows={[
            ...(open ? [row('Due', dueWords(expected, londonDate(now)))] : []),
            row('Midwifery', <>{midwifery.unit === '' ? <span className="ds-unknown">Not known where it is booked</span> : <bdi>{midwifery.unit}</bdi>}{midwifery.midwife !== '' && <>, <bdi>{midwifery.midwife}</bdi></>}<p className="ds-secondary">{INFORMED_WORDS[midwifery.informed]}{midwifery.informedWords === '' ? '' : `: ${midwifery.informedWords}`}</p></>),
            row('Who knows of the pregnancy', knownWords(expected)),
            ...(born.length > 0 ? [row('Born', <ul className="govuk-list">{born.map((child) => <li key={child.id}><bdi>{child.name || `Child ${child.ordinal}, name not known`}</bdi>{child.dateOfBirth !== null && `, ${child.dateOfBirth.split('-').reverse().join('/')}`}</li>)}</ul>)] : []),
          ]}
        />
      )}
      {state === 'pregnancy_ended' && writes && (
        <Details summaryText="It was recorded by mistake" open={mine && act === 'undo'}>
          <UndoForm {...forms('undo')} />
        </Details>
      )}
      {open && writes && again.length > 0 && <OweForm {...forms('owe')} duties={again.map(({ duty }) => ({ id: duty.id, title: DUTY_KINDS[duty.code].title, hint: `${duty.law}. Owed by ${duty.ownerId === null ? ROLE_NAMES[duty.ownerRole].toLowerCase() : (names.get(duty.ownerId) ?? 'somebody outside the duty service')}.` }))} />}
      {open && <InsetText>A strategy discussion for a child not born yet has midwifery at the table.</InsetText>}
      {open && writes && (
        <>
          {state === 'expected' && (
            <Details summaryText={recorded ? 'Change what is known' : 'Record due date, midwifery and who knows'} open={mine && act === 'expected'}>
              <ExpectedForm {...expectedForm} fields={expectedFields} />
            </Details>
          )}
          <Details summaryText="The child is born" open={mine && act === 'born'}>
            <BornForm {...forms('born')} />
          </Details>
          <Details summaryText="The mother moved to another area" open={mine && act === 'moved'}>
            <MovedForm {...forms('moved')} />
          </Details>
          <Details summaryText="The pregnancy has ended" open={mine && act === 'ended'}>
            <EndedForm {...forms('ended')} />
          </Details>
        </>
      )}
      {entries.length > 0 && (
        <Details summaryText="Who recorded what, and when">
          <ul className="govuk-list govuk-list--bullet">
            {entries.map((entry) => (
              <li key={entry.id}>
                {STATE_WORDS[entry.state]}: <bdi>{names.get(entry.by) ?? 'a colleague'}</bdi>, <DateTime at={entry.at} now={now} within />. {evidenceOf(entry.record)}
                {entry.undone !== null && (
                  <>
                    {' '}
                    Undone by <bdi>{names.get(entry.undone.by) ?? 'a colleague'}</bdi>, <DateTime at={entry.undone.at} now={now} within />: {entry.undone.reason}
                  </>
                )}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Card>
  );
}

/** How it is known, as the one who recorded it said. */
function evidenceOf(record: unknown): string {
  const said = record as { how?: unknown; where?: unknown } | null;
  return [said?.where, said?.how].filter((part): part is string => typeof part === 'string' && part !== '').join('. ');
}
