import { readAuthority, readNames } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { calledOf, familyLetter, familyReader } from '../family/family';
import { gateRefusals } from '../family/family-gate';
import { addConfirmation, familyOf, readFamilySecret, readGate, type Confirmed } from '../family/family-store';
import { toldUnasked } from '../family/silence-store';
import { silenceWordsOf } from '@/lib/contact/secrecy/silence-words-store';
import { familyProblems } from '../family/family-problems';
import { areaOf, hasTold } from '../model';
import { readLatestDecided, readOccasion } from '../occasion-store';
import { wentAt } from '../outcome/outcome-writing';
import { familyConfirmation } from '../schema';
import { addLetter, cancelLetter, keyOfPerson, lettersOf } from '../store';
import { addSafeContact } from '../outcome/telling-store';

export type FamilyLetterProblem = 'not_offered' | 'incomplete' | 'written_already';

/**
 * Writes one letter to one person of the family about one child, after a named worker confirmed everything for it (safe
 * practice 4). Nothing that forbids a letter is passed by. It is read and sent as every other letter.
 * @param given every field as typed; what it lacks is told by `familyProblems`.
 * @returns the letter's id.
 */
export async function writeFamilyLetter(tx: Tx, person: Person, contactId: string, given: Record<string, unknown>): Promise<Result<{ letterId: string }, FamilyLetterProblem>> {
  await lockContacts(tx, [contactId]);
  const gate = await readGate(tx, contactId);
  if (gateRefusals(gate, tx.at).length > 0) return refused('not_offered');
  const silence = await silenceWordsOf(tx, contactId);
  const [people, secret] = [await familyOf(tx, contactId), await readFamilySecret(tx, contactId, gate, silence)];
  const decided = await readLatestDecided(tx, contactId);
  const read = familyConfirmation.safeParse(given);
  if (!read.success || familyProblems(given, people, secret, decided).length > 0) return refused('incomplete');
  const confirmed = read.data;
  const [recipient, child] = [people.find(({ id }) => id === confirmed.recipient), people.find(({ id }) => id === confirmed.child)];
  const own = decided?.byPerson.get(child?.id ?? '');
  if (recipient === undefined || child === undefined || decided === null || own == null) return refused('incomplete');
  const letters = (await lettersOf(tx, contactId)).filter((letter) => letter.kind === 'family' && letter.recipient.key === keyOfPerson(recipient.id) && letter.aboutId === child.id);
  const ofThis = letters.filter((letter) => letter.decisionId === decided.id);
  const waits = ofThis.find(({ state }) => state === 'to_preview');
  if (ofThis.some(({ state }) => hasTold(state)) || (waits !== undefined && !(await toldUnasked(tx, waits)))) return refused('written_already');
  // It was confirmed before anybody was asked why its reader may be told.
  if (waits !== undefined) await cancelLetter(tx, waits, 'written_anew');
  const earlier = letters.find((letter) => letter.decisionId !== decided.id && hasTold(letter.state)) ?? null;
  const [authority, names] = [await readAuthority(tx), await readNames(tx, [decided.by])];
  const { reference } = await readOccasion(tx, contactId);
  const text = familyLetter({
    area: areaOf(authority),
    reference,
    recipientName: calledOf(recipient),
    writtenAt: tx.at,
    standing: confirmed.standing,
    calledBy: child.unborn || child.givenName.trim() === '' ? null : child.givenName.trim(),
    route: own.route,
    decidedAt: decided.at,
    decidedBy: names.get(decided.by) ?? 'The social worker',
    interpreter: confirmed.interpreter,
    reading: confirmed.reading,
    agreedWords: secret.agreedWords,
    ownWords: confirmed.ownWords,
    replaces: earlier === null ? null : wentAt(earlier),
  });
  const { id: letterId } = await addLetter(tx, {
    contactId,
    decisionId: decided.id,
    kind: 'family',
    occasion: `${decided.id} ${child.id}`,
    recipient: { key: keyOfPerson(recipient.id), accountId: null, name: calledOf(recipient), email: '', referrerClass: 'public' },
    to: familyReader(confirmed.standing, calledOf(recipient)),
    text,
    issue: Math.max(0, ...ofThis.map(({ issue }) => issue)) + 1,
    aboutId: child.id,
    replacesId: earlier?.id ?? null,
  });
  const safeContactId = await addSafeContact(tx, contactId, { recipientKey: keyOfPerson(recipient.id), way: 'letter', how: confirmed.how, provedBy: confirmed.provedBy, provedOn: confirmed.provedOn, noMessage: confirmed.noMessage, words: confirmed.wayWords });
  const { standing, standingWords, wish, wishWords, toldBecause, language, interpreter, reading } = confirmed;
  await addConfirmation(tx, contactId, { letterId, recipientId: recipient.id, childId: child.id, safeContactId, standing, standingWords, wish, wishWords, toldBecause, language, interpreter, reading } satisfies Confirmed);
  await addEvent(tx, contactId, 'letter_written', { letter: letterId, decision: decided.id, kind: 'family' });
  tx.ledger({ action: 'letter.written', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, decision: decided.id, kind: 'family', by: person.actorId, ...(secret.somebodyMustNotBeTold ? { despite: 'who_must_not_be_told' } : {}) } });
  return ok({ letterId });
}
