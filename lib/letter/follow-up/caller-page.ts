import { readAuthority } from '@/lib/access/store';
import { additionTexts } from '@/lib/contact/additions/addition-store';
import { addWords, type Added } from '@/lib/contact/additions/add-words';
import { readAddition, type AddProblem, type NewAddition } from '@/lib/contact/additions/addition';
import { toldAgain } from '@/lib/contact/additions/again';
import { recordAgain, toldByTheSame } from '@/lib/contact/additions/record-again';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { addEvent } from '@/lib/contact/event-store';
import type { Contact } from '@/lib/contact/store';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import type { Gathering, Tx } from '@/lib/platform/db';
import { ok, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import { hasTold } from '../model';
import { readStatus, type StatusHead } from '../status/read-status';
import { keepRead } from '../keep-read';
import { lockLetters } from '../letter-lock-store';
import { letterById, LETTERS, readLetter, type Letter } from '../store';
import { linkProblem } from './follow-up';
import type { Shut } from './link';
import { readCallFacts, type ReadCallFacts } from './follow-up-store';
import { addReply, repliesOf } from './link-store';
import { sayable, type SaidAndAgreed } from './said';
import { callOfLetter } from './which-call';

/** What whoever rang reads: their own words, what was agreed, and what they said of it since. */
export interface CallerPage extends SaidAndAgreed {
  reference: string;
  calledAt: Temporal.Instant;
  /** How far the contact is, in the four words of a referrer’s link (domain 7.11); null of a call that was put to a contact: its caller does not learn that we knew the child. */
  status: StatusHead | null;
  replies: { at: Temporal.Instant; verdict: 'confirmed' | 'corrected'; words: string }[];
}

/** What the product reads of a contact to say whether a call's caller may open their letter, and what stands on their page. */
export const CALL: Gathering = {
  // With what became of a child that was not born yet.
  people: { of: 'contactPerson', with: { include: { born: true, unbornStates: { include: { undone: true } } } } },
  queue: { of: 'queueRow' },
  closure: { of: 'closure' },
  events: { of: 'contactEvent' },
  duties: { of: 'duty' },
  letters: LETTERS,
  proposals: { of: 'proposal' },
  additions: { of: 'addition' },
  decisions: { of: 'decision', with: { include: { countersign: true } } },
  emergencyDecisions: { of: 'emergencyDecision' },
  questions: { of: 'question' },
  restrictions: { of: 'contactRestriction' },
  familyTellings: { of: 'familyTelling' },
  agreed: { of: 'callAgreed', with: { include: { steps: true }, orderBy: [{ at: 'asc' }, { why: 'asc' }, { id: 'asc' }] } },
  putCalls: { of: 'putCall' },
  callerCorrections: { of: 'callerCorrection' },
  callerReplies: { of: 'callerReply', with: { include: { letter: true } } },
  protectedDetails: 'counted',
};

/**
 * A letter that its caller may open now, with what it follows from; null when anything has come in between (domain 7.11). As the product.
 * @param contactId the contact that it is about, where it is at hand and what is read of that was foreseen.
 */
export async function openToCaller(system: Tx, letterId: string, contactId?: string): Promise<{ letter: Letter; facts: ReadCallFacts } | null> {
  const gone = await goneToCaller(system, letterId, contactId);
  return gone === null || linkProblem(gone.facts) !== null ? null : gone;
}

/** A letter that went to its caller and is theirs, whether or not they may still open it. As the product. @param contactId as in `openToCaller`. */
export async function goneToCaller(system: Tx, letterId: string, contactId?: string): Promise<{ letter: Letter; facts: ReadCallFacts } | null> {
  const letter = contactId === undefined ? await letterById(system, letterId) : await readLetter(system, contactId, letterId);
  // Only one that went, and did not come back from a wrong address.
  if (letter === null || letter.kind !== 'follow_up' || !(hasTold(letter.state) || letter.state === 'undelivered')) return null;
  const facts = await readCallFacts(system, letter.contactId, callOfLetter(letter));
  if (facts === null) return null;
  // It went to an account by an address that was put right since: whoever has that account is not who rang.
  return letter.recipient.accountId !== null && letter.recipient.accountId !== facts.accountId ? null : { letter, facts };
}

/**
 * A call that the actor made and may answer, signed in, whether or not its page opens to them; null where it is not theirs, or who rang is
 * kept as a protected source. For the product: the actor is shown nothing of it.
 */
export async function answerableCall(tx: Tx, letterId: string): Promise<{ letter: Letter; facts: ReadCallFacts } | null> {
  const letter = await letterById(tx, letterId);
  if (letter?.kind !== 'follow_up' || letter.recipient.accountId !== tx.actor.actorId) return null;
  const theirs = await tx.asSystem((system) => goneToCaller(system, letterId));
  return theirs === null || theirs.facts.sealed ? null : theirs;
}

/** Reads the page, and keeps when it was first read. As the product, in the name of whoever reads. */
export async function readCallerPage(system: Tx, { letter, facts }: { letter: Letter; facts: ReadCallFacts }): Promise<CallerPage> {
  const { contactId, call, reference, calledAt, words, addresses, names, secretDetails } = facts;
  const [replies, records, pregnancies, status] = await Promise.all([
    repliesOf(system, contactId, call), agreedOf(system, contactId, call, secretDetails), pregnanciesOf(system, contactId),
    call === null ? readStatus(system, contactId, system.at) : null,
  ]);
  const additions = await additionTexts(system, contactId, replies.flatMap(({ additionKey }) => additionKey ?? []));
  // Once, and last: whatever is written makes what was told before old.
  if (letter.events.every(({ what }) => what !== 'read')) {
    await lockLetters(system, [letter]);
    const now = await letterById(system, letter.id);
    if (now !== null) await keepRead(system, now);
  }
  return {
    // Who reads it is not known for certain: they learn no more of a pregnancy than whoever opens an envelope.
    ...sayable({ words, addresses, names, records, pregnancies, to: { as: 'post' }, way: 'link' }),
    ...{ reference, calledAt },
    status,
    replies: replies.map(({ at, verdict, additionKey }) => ({ at, verdict, words: additions.get(additionKey ?? '') ?? '' })),
  };
}

/** What the caller answers: that it is right, or what is not. */
export interface CallerAnswer {
  verdict: 'confirmed' | 'corrected';
  text: string;
  immediate: boolean;
  /** Idempotency key of this answer. */
  key: string;
  /** Whether what they write is about somebody who works where they work (domain 7.3). */
  aboutColleague?: NewAddition['aboutColleague'];
}

/** What became of it. */
export interface Answered extends Added {
  /** Why the page opens no more; null where it opens. */
  shut: Shut | null;
  /** The contact that their words began, to whose referrer a receipt is owed; null where there is none. */
  newContactId: string | null;
}

/** By which letter they answer, where they work, and whether by its link or signed in. */
interface Answering {
  letter: Letter;
  facts: Pick<ReadCallFacts, 'agencyId'>;
  way: 'link' | 'account';
}

export type AnswerProblem = AddProblem | 'nothing_chosen';

/**
 * Keeps the caller's answer. A correction is an addition like any other: the words before stand, the guide proposes anew on
 * all facts, and the contact is back in the queue, unread (safe practice 8). If it concerns a colleague of theirs, the contact is kept
 * from their agency with it, as if they had said so on the telephone (domain 7.3). As the product, in the name of whoever answers.
 */
export async function keepAnswer(system: Tx, where: Answering, answer: CallerAnswer): Promise<Result<Answered, AnswerProblem>> {
  const kept = await keep(system, where, answer);
  // Asked afterwards: what they wrote may be what shuts it.
  if (!kept.ok || (await openToCaller(system, where.letter.id)) !== null) return kept;
  return ok({ ...kept.value, shut: answer.aboutColleague === 'yes' && kept.value.newContactId === null ? 'colleague' : 'unsaid' });
}

async function keep(system: Tx, { letter, facts, way }: Answering, { verdict, text, immediate, key, aboutColleague }: CallerAnswer): Promise<Result<Answered, AnswerProblem>> {
  const { contactId, id: letterId } = letter;
  const call = callOfLetter(letter);
  const by = system.actor.actorId;
  if (verdict === 'confirmed') {
    const latest = (await repliesOf(system, contactId, call)).at(-1);
    if (latest?.verdict === 'confirmed') return ok({ added: false, urgent: false, shut: null, newContactId: null });
    await addReply(system, { contactId, letterId, by, way, additionKey: null });
    await addEvent(system, contactId, 'caller_confirmed', { way });
    system.ledger({ action: 'caller.confirmed', objectKind: 'letter', objectId: letterId, detail: { way } });
    return ok({ added: true, urgent: false, shut: null, newContactId: null });
  }
  const read = readAddition({ key, text, immediate, indicators: {}, ...(aboutColleague !== undefined && { aboutColleague }) });
  if (!read.ok) return read;
  // Of a call that was put to the contact: whoever reported it reads nothing of another's (safe practice 9).
  const anothers = call === null ? {} : { kind: 'correction' as const, receivedAt: system.at, caller: letter.recipient.name, channel: 'phone' as const };
  const added = await addWords(system, contactId, { ...read.value, ...anothers }, { agencyId: facts.agencyId });
  if (!added.ok) return added.problem === 'closed' ? beginAnew(system, letter, read.value) : added;
  const answered = ok<Answered>({ ...added.value, shut: null, newContactId: null });
  if (!(await addReply(system, { contactId, letterId, by, way, additionKey: key }))) return answered;
  await addEvent(system, contactId, 'caller_corrected', { way });
  system.ledger({ action: 'caller.corrected', objectKind: 'letter', objectId: letterId, detail: { way } });
  return answered;
}

/** To a contact that is finished nothing is added: what its caller puts right begins a new one, told by whoever rang (safe practice 8). */
async function beginAnew(system: Tx, letter: Letter, fresh: NewAddition): Promise<Result<Answered, AnswerProblem>> {
  const { name, email } = letter.recipient;
  // Who rang about another's contact is named as they are known here; neither they nor their agency read what others told of it.
  const anothers = (before: Contact, said: NewAddition) => ({
    report: toldAgain(before.report, said, { person: { name, jobTitle: '', agencyName: '', email, phone: '' }, same: false, toldOn: londonDate(before.receivedAt) }),
    agency: { id: null, name: '', kind: '' },
    referrer: { id: null, name, role: '', phone: '', email },
  });
  const again = await recordAgain(system, await readAuthority(system), letter.contactId, fresh, callOfLetter(letter) === null ? toldByTheSame : anothers);
  return again.ok ? ok({ added: again.value.created, urgent: again.value.urgent, shut: null, newContactId: again.value.contactId }) : again;
}
