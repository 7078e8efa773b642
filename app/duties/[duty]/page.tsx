import type { ReactNode } from 'react';
import { page } from '@/app/_edge/page';
import { DateTime, Narrative } from '@/components/doorstep';
import { Button, InsetText, Radios, Select, SummaryList, Textarea } from '@/components/govuk';
import { Done, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { ROLE_NAMES, type Person } from '@/lib/access/model';
import { readNames } from '@/lib/access/store';
import { readColleagues } from '@/lib/contact/queue/claim-store';
import { expectsChild } from '@/lib/contact/unborn-store';
import { readContact } from '@/lib/contact/store';
import { siblingLines } from '@/lib/decision/sibling-store';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { questionsOf, readEvidence } from '@/lib/duty/evidence';
import { dutyForm } from '@/lib/duty/evidence-questions';
import { CALLED_OFF_BY_TWO, DISCHARGES, DUTY_PROBLEMS, ENDS_BY_ITS_ACT, mayDischarge, mayOweIt, mayTake, type Duty, type DutyProblem, type EvidenceLine } from '@/lib/duty/model';
import { dutyNotes } from '@/lib/duty/note-store';
import { offersOf, ownerGone, type DutyOffer } from '@/lib/duty/offer-store';
import { readDuty, whoLetWait } from '@/lib/duty/store';
import { readShown } from '@/lib/restriction/opening-store';
import { letterById } from '@/lib/letter/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import { DutyTag } from '../_parts/duty-table';
import { BY_TWO, Ended, HOW_WORDS } from '../_parts/ended';
import { EvidenceFields } from '../_parts/evidence-fields';
import { typedOfDuty } from '../_parts/typed';

export const metadata = { title: 'Duty' };

const isProblem = (text: string): text is DutyProblem => Object.hasOwn(DUTY_PROBLEMS, text);
const FIELD_OF: Partial<Record<DutyProblem, string>> = { how_missing: 'how', needs_a_named_person: 'how', managers_ending: 'how', ends_by_decision: 'how', not_written: 'how', second_person: 'how', own_decision: 'how', own_answer: 'how', words_missing: 'words', no_colleague: 'to', reason_missing: 'reason', note_missing: 'note' };

const DONE_WORDS: Record<string, string> = {
  noted: 'What was done is kept. The duty is still owed.',
  offered: 'Offered. Until it is accepted it stays with whoever owes it now.',
  accepted: 'The duty is yours.',
  declined: 'You declined, and whoever offered it can see why.',
  taken_back: 'The offer is taken back.',
};

/** What was said about the boxes of the form, made anew from what was typed. */
function errorsOf(problem: string, duty: Duty, typed: Fields, unborn: boolean, at: Duty['openedAt']): FormError[] {
  if (!isProblem(problem)) return [];
  const how = DISCHARGES.find((known) => known === textOf(typed, 'how'));
  if (problem === 'evidence_missing' && how !== undefined) return readEvidence(questionsOf(duty.code, how, { unborn }), typed, at).notes;
  return [{ field: FIELD_OF[problem] ?? 'main', message: DUTY_PROBLEMS[problem] }];
}

async function childName(tx: Tx, duty: Duty): Promise<string | null> {
  if (duty.personId === null) return null;
  const named = async (contactId: string) => (await readContact(tx, contactId))?.people.find(({ id }) => id === duty.personId);
  // A child of a contact that was joined in is named there, for those who may open it.
  const joined = duty.code === 'CHILD_NOT_KNOWN' && duty.occasionId !== null ? duty.occasionId : null;
  const mayRead = joined !== null && (await readShown(tx, [joined])).get(joined) !== 'nothing';
  const person = (await named(duty.contactId)) ?? (mayRead ? await named(joined) : undefined);
  if (person === undefined) return null;
  return `${person.givenName} ${person.familyName}`.trim() || (person.unborn ? 'Child not born yet' : `Child ${person.ordinal}, name not known`);
}

export default page('GET /duties/[duty]', async ({ tx, person, params, query }) => {
  const duty = await readDuty(tx, params['duty'] ?? '');
  if (!duty) throw new Error('the wrapper checks the duty');
  const kind = DUTY_KINDS[duty.code];
  const form = dutyForm(duty.code);
  const [unborn, offers, noted, typed, child, note, offer, answer, gone, letWait] = await Promise.all([
    expectsChild(tx, duty.contactId), offersOf(tx, duty.id), dutyNotes(tx, [duty.id]), typedBefore(tx, { kind: 'duty', contactId: duty.contactId, about: duty.id }), childName(tx, duty),
    typedBefore(tx, typedOfDuty(duty, 'note')), typedBefore(tx, typedOfDuty(duty, 'offer')), typedBefore(tx, typedOfDuty(duty, 'answer')), ownerGone(tx, duty), whoLetWait(tx, duty),
  ]);
  const notes = noted.get(duty.id) ?? [];
  const names = await readNames(tx, [duty.ownerId, duty.discharge?.by, ...notes.map(({ by }) => by), ...offers.flatMap(({ by, toId }) => [by, toId])].flatMap((id) => id ?? []));
  const called = (id: string | null) => (id === null ? undefined : (names.get(id) ?? 'Somebody outside the duty service'));
  tx.ledger({ action: 'duty.opened', objectKind: 'duty', objectId: duty.id, detail: { contact: duty.contactId } });
  const problem = query('problem');
  const errors = errorsOf(problem, duty, typed, unborn, tx.at);
  const grid = duty.code === 'SIBLINGS' ? await siblingLines(tx, duty.contactId) : null;
  const letter = duty.occasionId !== null && (duty.code === 'TELL_REFERRER' || duty.code === 'TELL_FAMILY') ? await letterById(tx, duty.occasionId) : null;
  const waiting = offers.find(({ answer }) => answer === null);
  const open = duty.discharge === null;
  const works = can(person, 'POST /duties/[duty]/discharge').allowed;
  const done = query('done') === 'noted' && !open ? 'What you wrote is kept. The duty had ended before.' : DONE_WORDS[query('done')];
  // Whatever was typed for a duty that somebody else ended meanwhile is still to be said of it.
  const unsaid = problem !== 'already_discharged' ? '' : [textOf(offer, 'words'), textOf(answer, 'reason'), textOf(typed, 'words')].find((words) => words.trim() !== '') ?? '';
  const row = (label: string, value: ReactNode) => ({ key: { text: label }, value: { html: value } });
  return {
    backHref: '/duties',
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={done} />
        <PageHeading caption={duty.reference} heading={kind.title} aside={<DutyTag duty={duty} now={tx.at} />} />
        <SummaryList
          rows={[
            row('Contact', <a className="govuk-link" href={`/contacts/${duty.reference}`}>{duty.reference}</a>),
            ...(child === null ? [] : [row('About', <bdi>{child}</bdi>)]),
            ...(duty.episode > 0 ? [row('Which time missing', `${duty.episode} of those known; more are recorded with the contact’s duties`)] : []),
            ...(letter === null ? [] : [row('Letter', <a className="govuk-link" href={`/contacts/${letter.text.reference}/letters/${letter.id}`}>The letter that did not reach <bdi>{letter.recipient.name}</bdi></a>)]),
            row('Law', duty.law),
            row('Time allowed', kind.clockWords),
            row('Due', duty.dueAt === null ? 'No instant can be given' : <DateTime at={duty.dueAt} now={tx.at} due />),
            row('How that came about', duty.evidence),
            row('Opened', <DateTime at={duty.openedAt} now={tx.at} />),
            row('Owed by', <bdi>{called(duty.ownerId) ?? `${ROLE_NAMES[duty.ownerRole]}; nobody has taken it`}</bdi>),
          ]}
        />
        {open && form !== null && form.mind.length > 0 && (
          <InsetText>
            {form.mind.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </InsetText>
        )}
        {open && !kind.transferable && <InsetText>{duty.ownerId === SOURCE_ID ? 'It is the protected source’s, who finds it on their own page. Ask them by a question on the contact’s page whether it is done: it reaches them, and nobody learns who they are.' : duty.ownerId === null || gone ? 'Whoever learned of it cannot sign in here. Ring them, and record below what they tell you.' : 'It is on the page of whoever learned of it, who says there that it is done. Ring them if it is late.'}</InsetText>}
        {open && waiting !== undefined && <Offered duty={duty} typed={answer} offer={waiting} person={person} called={called} now={tx.at} errors={errors} />}
        {grid !== null && <EachChild lines={grid} reference={duty.reference} />}
        {notes.length > 0 && (
          <>
            <h2 className="govuk-heading-m">What was done meanwhile</h2>
            {notes.map((note) => (
              <section key={note.id}>
                <p className="govuk-body ds-secondary">
                  <bdi>{called(note.by)}</bdi>, <DateTime at={note.at} now={tx.at} within />
                </p>
                <Narrative text={note.words} />
              </section>
            ))}
          </>
        )}
        {duty.discharge === null ? works && <Open duty={duty} person={person} gone={gone} ownWaiting={letWait === person.actorId} note={note} typed={typed} errors={errors} unborn={unborn} decided={grid === null || grid.length > 0} /> : <Ended discharge={duty.discharge} name={names.get(duty.discharge.by) ?? (duty.discharge.by === duty.ownerId ? 'Its owner, outside the duty service' : 'A colleague')} now={tx.at} />}
        {!open && works && <NoteForm duty={duty} value={unsaid} errors={errors} />}
        {open && works && waiting === undefined && mayTake(duty, person.role) === null && ENDS_BY_ITS_ACT[duty.code] === undefined && <Give duty={duty} colleagues={(await readColleagues(tx)).filter(({ accountId, places }) => accountId !== person.actorId && accountId !== duty.ownerId && accountId !== letWait && places.some((place) => mayOweIt(duty, place) === null))} typed={offer} errors={errors} />}
        <History offers={offers} called={called} now={tx.at} />
      </>
    ),
  };
});

type Called = (id: string | null) => string | undefined;

/** An offer that waits: whoever it went to accepts or declines, whoever made it may take it back. */
function Offered({ duty, typed, offer, person, called, now, errors }: { duty: Duty; typed: Fields; offer: DutyOffer; person: Person; called: Called; now: Duty['openedAt']; errors: readonly FormError[] }) {
  const [toMe, byMe] = [offer.toId === person.actorId, offer.by === person.actorId];
  return (
    <InsetText>
      <p>
        <strong>{toMe ? 'Offered to you' : <>Offered to <bdi>{called(offer.toId)}</bdi></>}</strong> by <bdi>{byMe ? 'you' : called(offer.by)}</bdi>, <DateTime at={offer.at} now={now} within />. It is not answered yet: whoever owed it owes it still.
      </p>
      {offer.words !== '' && <Narrative text={offer.words} />}
      {toMe && (
        <form method="post" action={`/duties/${duty.id}/answer`} noValidate>
          <Textarea id="reason" name="reason" rows={2} label={{ text: 'If you decline: why?' }} value={textOf(typed, 'reason')} errorMessage={errorFor(errors, 'reason')} />
          <div className="govuk-button-group">
            <Button text="Accept it" name="answer" value="accepted" preventDoubleClick />
            <Button text="Decline" name="answer" value="declined" classes="govuk-button--secondary" preventDoubleClick />
          </div>
        </form>
      )}
      {byMe && !toMe && (
        <form method="post" action={`/duties/${duty.id}/answer`}>
          <Button text="Take the offer back" name="answer" value="taken_back" classes="govuk-button--secondary ds-button--small" />
        </form>
      )}
    </InsetText>
  );
}

/** What the decision says for each child (domain 7.13): the answer that this duty asks for. */
function EachChild({ lines, reference }: { lines: readonly EvidenceLine[]; reference: string }) {
  return (
    <>
      <h2 className="govuk-heading-m">Each child, as decided</h2>
      {lines.length === 0 ? (
        <p className="govuk-body">
          Nothing is decided yet. <a className="govuk-link" href={`/contacts/${reference}/decision`}>The decision</a> asks the question for every child of the household and every child in contact with the person.
        </p>
      ) : (
        <SummaryList rows={lines.map(({ question, answer, because }) => ({ key: { html: <bdi>{question}</bdi> }, value: { html: <>{answer}{because !== '' && <p className="ds-secondary">{because}</p>}</> } }))} />
      )}
    </>
  );
}

function Open({ duty, person, gone, ownWaiting, note, typed, errors, unborn, decided }: { duty: Duty; person: Person; gone: boolean; ownWaiting: boolean; note: Fields; typed: Fields; errors: readonly FormError[]; unborn: boolean; decided: boolean }) {
  const act = ENDS_BY_ITS_ACT[duty.code];
  const offered = ownWaiting ? [] : DISCHARGES.filter((how) => mayDischarge(duty, person, how, gone) === null);
  const notMine = !ownWaiting && duty.ownerId !== person.actorId && mayOweIt(duty, person) === null;
  const asked = offered.filter((how) => how !== 'ended_lawfully').flatMap((how) => questionsOf(duty.code, how, { unborn }));
  return (
    <>
      {notMine && act === undefined && (
        <form method="post" action={`/duties/${duty.id}/take`}>
          <Button text="Take it in my name" classes="govuk-button--secondary" />
        </form>
      )}
      {act !== undefined && <InsetText>{act}</InsetText>}
      {act === undefined && offered.length === 0 && <InsetText>{DUTY_PROBLEMS[ownWaiting ? 'own_waiting' : (mayDischarge(duty, person, 'done', gone) ?? 'not_your_role')]}</InsetText>}
      {!decided && <InsetText>{DUTY_PROBLEMS.no_decision}</InsetText>}
      <NoteForm duty={duty} value={textOf(note, 'words')} errors={errors} />
      {act === undefined && offered.length > 0 && (
        <form method="post" action={`/duties/${duty.id}/discharge`} noValidate>
          <h2 className="govuk-heading-m">The end of this duty</h2>
          <Radios
            name="how"
            value={textOf(typed, 'how')}
            errorMessage={errorFor(errors, 'how')}
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'How did it end?', classes: 'govuk-fieldset__legend--s' } }}
            items={offered.map((how) => ({ value: how, text: HOW_WORDS[how].text, hint: { text: how === 'ended_lawfully' && CALLED_OFF_BY_TWO.includes(duty.code) ? BY_TWO : HOW_WORDS[how].hint } }))}
          />
          <EvidenceFields questions={asked} fields={typed} errors={errors} />
          <Textarea
            name="words"
            value={textOf(typed, 'words')}
            rows={3}
            label={{ text: person.role === 'manager' ? 'Anything more; or why it is no longer owed in law' : 'Anything more', classes: 'govuk-label--s' }}
            hint={{ text: 'Kept with the duty for good.' }}
            errorMessage={errorFor(errors, 'words')}
          />
          <Button text="End this duty" preventDoubleClick />
        </form>
      )}
    </>
  );
}

/** What was done so far; or, once it has ended, what else is to be said of it. */
function NoteForm({ duty, value, errors }: { duty: Duty; value: string; errors: readonly FormError[] }) {
  const open = duty.discharge === null;
  return (
    <>
      <h2 className="govuk-heading-m">{open ? 'Meanwhile' : 'Anything else'}</h2>
      <form method="post" action={`/duties/${duty.id}/note`}>
        <Textarea
          name="words"
          id="note"
          rows={2}
          label={{ text: open ? 'What was done so far?' : 'What else was done, or is to be said?' }}
          hint={{ text: open ? 'Shown with the duty and on the overdue board. It does not end the duty.' : 'Shown with the duty. How it ended stays as it is.' }}
          value={value}
          errorMessage={errorFor(errors, 'note')}
        />
        <Button text="Keep this" classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </>
  );
}

/** Hands a duty over to a colleague by name. */
function Give({ duty, colleagues, typed, errors }: { duty: Duty; colleagues: readonly { accountId: string; name: string; jobTitle: string }[]; typed: Fields; errors: readonly FormError[] }) {
  return (
    <form method="post" action={`/duties/${duty.id}/offer`} noValidate>
      <h2 className="govuk-heading-m">Hand it over</h2>
      <Select
        id="to"
        name="to"
        label={{ text: 'To which colleague?' }}
        hint={{ text: 'It is theirs once they accept, and not before.' }}
        value={textOf(typed, 'to')}
        errorMessage={errorFor(errors, 'to')}
        items={[{ value: '', text: 'Choose' }, ...colleagues.map(({ accountId, name, jobTitle }) => ({ value: accountId, text: jobTitle === '' ? name : `${name}, ${jobTitle}` }))]}
      />
      <Textarea id="offer-words" name="words" rows={2} label={{ text: 'What do they need to know?' }} value={textOf(typed, 'words')} />
      <Button text="Offer it" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

const VERDICT_WORDS = { accepted: 'accepted it', declined: 'declined it', taken_back: 'did not need to answer: it was taken back' } as const;

/** Every offer that was answered. */
function History({ offers, called, now }: { offers: readonly DutyOffer[]; called: Called; now: Duty['openedAt'] }) {
  const answered = offers.flatMap((offer) => (offer.answer === null ? [] : [{ ...offer, answer: offer.answer }]));
  if (answered.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Handed over</h2>
      <ul className="govuk-list govuk-list--bullet">
        {answered.map(({ id, by, toId, answer }) => (
          <li key={id}>
            <bdi>{called(by)}</bdi> offered it; <bdi>{called(toId)}</bdi> {VERDICT_WORDS[answer.verdict]}, <DateTime at={answer.at} now={now} within />. {answer.reason}
          </li>
        ))}
      </ul>
    </>
  );
}
