import { page, type PageContext } from '@/app/_edge/page';
import { BackLink, InsetText, Tag } from '@/components/govuk';
import { Card, DateTime } from '@/components/doorstep';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { gateRefusals, GATE_REFUSAL_WORDS, type GateRefusal } from '@/lib/letter/family/family-gate';
import { familyProblems, type FamilySecret } from '@/lib/letter/family/family-problems';
import { familyOf, readFamilySecret, readGate, type FamilyChoice } from '@/lib/letter/family/family-store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { letterStateWords } from '@/lib/letter/model';
import { readLatestDecided, type DecidedOccasion } from '@/lib/letter/occasion-store';
import { familyTelling } from '@/lib/letter/schema';
import { lettersOf, type Letter } from '@/lib/letter/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { WRITING } from '../_parts/dossier';
import { dayTyped } from '../_parts/day-typed';
import { familyGiven } from './_parts/given';
import { LetterForm } from './_parts/letter-form';
import { TellingForm, Tellings } from './_parts/telling-form';

export const metadata = { title: 'Letters to the family' };

const DONE_WORDS: Record<string, string> = { kept: 'What you typed is kept. Nothing is written yet.', telling: 'Recorded.' };

/** @param held what the letter must keep and what was decided: read, and what is kept secret opened for it, only where it is asked what a form lacks. */
async function letterErrors(problem: string, fields: Fields, people: readonly FamilyChoice[], held: () => Promise<[FamilySecret, DecidedOccasion | null]>): Promise<FormError[]> {
  if (problem === 'not_offered') return [{ field: 'gate', message: 'No letter to this family may be written now. The reasons stand below.' }];
  if (problem === 'written_already') return [{ field: 'letters', message: 'A letter of this decision to this person about this child is there already.' }];
  return problem === 'incomplete' ? familyProblems(familyGiven(fields, dayTyped(fields, 'provedOn')), people, ...(await held())) : [];
}

function tellingErrors(problem: string, fields: Fields): FormError[] {
  if (problem === 'managers') return [{ field: 'kind', message: 'That the family may be told is recorded by a manager' }];
  if (problem !== 'incomplete') return [];
  const read = familyTelling.safeParse({ kind: textOf(fields, 'kind'), named: textOf(fields, 'named'), tell: textOf(fields, 'tell'), tellBy: textOf(fields, 'tellBy'), tellFrom: dayTyped(fields, 'tellFrom'), words: textOf(fields, 'words') });
  return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: path.join('.') === 'words' ? 'telling-words' : path.join('.'), message }));
}

function Written({ letters, reference, now }: { letters: readonly Letter[]; reference: string; now: PageContext['tx']['at'] }) {
  if (letters.length === 0) return <p className="govuk-body">None is written yet.</p>;
  return (
    <ul className="govuk-list">
      {letters.map((letter) => (
        <li key={letter.id}>
          <a className="govuk-link" href={`/contacts/${reference}/letters/${letter.id}`}>
            To <bdi>{letter.text.to}</bdi>
          </a>{' '}
          <Tag text={letterStateWords(letter)} classes={letter.state === 'to_preview' || letter.state === 'came_back' ? 'govuk-tag--yellow' : 'govuk-tag--grey'} />{' '}
          <span className="ds-secondary">
            <DateTime at={letter.events.findLast(({ what }) => what !== 'previewed')?.at ?? letter.madeAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Refusals({ refusals }: { refusals: readonly GateRefusal[] }) {
  return (
    <InsetText>
      <p className="govuk-body">
        <strong>No letter to this family is offered.</strong> For staff only:
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {refusals.map((refusal) => (
          <li key={refusal}>{GATE_REFUSAL_WORDS[refusal]}</li>
        ))}
      </ul>
    </InsetText>
  );
}

/** Letters to the family: whether one may be written, and one at a time with everything confirmed for it (safe practice 4). */
export default page('GET /contacts/[reference]/family', async ({ tx, person, contact, query }) => {
  if (!contact) throw new Error('the wrapper loads the contact');
  tx.foresee(contact.id, WRITING);
  const [gate, people, all, silence, fields, tellingFields] = await Promise.all([
    readGate(tx, contact.id), familyOf(tx, contact.id), lettersOf(tx, contact.id), silenceWordsOf(tx, contact.id), typedBefore(tx, { kind: 'family_letter', contactId: contact.id }), typedBefore(tx, { kind: 'family_telling', contactId: contact.id }),
  ]);
  const refusals = gateRefusals(gate, tx.at);
  const letters = all.filter(({ kind }) => kind === 'family');
  const names = await readNames(tx, gate.tellings.map(({ by }) => by));
  const works = can(person, 'POST /contacts/[reference]/family/write').allowed;
  const errors = await letterErrors(query('problem'), fields, people, async () => Promise.all([readFamilySecret(tx, contact.id, gate, silence), readLatestDecided(tx, contact.id)]));
  const tellingProblems = tellingErrors(query('telling'), tellingFields);
  const done = Object.hasOwn(DONE_WORDS, query('done')) ? DONE_WORDS[query('done')] : undefined;
  return {
    before: <nav aria-label="Back"><BackLink href={`/contacts/${contact.reference}`} text="Back to the contact" /></nav>,
    body: (
      <>
        <FormErrors errors={[...errors, ...tellingProblems]} />
        <Done text={done} />
        <PageHeading caption={contact.reference} heading="Letters to the family" lead="One letter to one person about one child, and only where no rule forbids it." />
        <div className="ds-beside">
          <Card heading="Write one letter" id="gate">
            {refusals.length > 0 ? <Refusals refusals={refusals} /> : works ? <LetterForm reference={contact.reference} people={people} silence={silence} fields={fields} errors={errors} /> : <p className="govuk-body">A letter may be written. Social workers write it.</p>}
          </Card>
          <div className="ds-beside__side">
            <Card heading="Written" id="letters">
              <Written letters={letters} reference={contact.reference} now={tx.at} />
            </Card>
            <Card heading="What police and strategy discussion said" id="telling">
              <Tellings tellings={gate.tellings} names={names} now={tx.at} />
              {works && <TellingForm reference={contact.reference} manages={person.role === 'manager'} fields={tellingFields} errors={tellingProblems} />}
            </Card>
          </div>
        </div>
      </>
    ),
  };
});
