import type { Person } from '@/lib/access/model';
import { joinedContacts } from '@/lib/contact/additions/joined-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { secretsOf } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import { readAsks } from '../asks-store';
import { groundThen } from '../ground-then';
import { basisProblem, type Outbound, type SharingProblem } from '../model';
import { differs, lastSaid, mayPutSentRight, mayReachOthers, neverSent, sameGround, type PutRight, type Restated, type RightProblem, type Said, type SentCorrection } from '../put-right';
import { addSentCorrection, readFact } from '../put-right-store';
import { openAgain } from '../reopening';
import { readRight, type Right } from '../right-schema';
import { withWholeAgencies, type SharingWithPutRight } from '../sharing-store';

type Problem = SharingProblem | RightProblem;

/** What is typed as it is kept: without what is kept secret of its contact. */
function asKept<T extends Restated>({ agency, recipient, recipientRole, words, ...rest }: T, secrets: Parameters<typeof hide>[1]) {
  const plain = (text: string) => hide(text, secrets);
  return { ...rest, agency: plain(agency), recipient: plain(recipient), recipientRole: plain(recipientRole), words: plain(words) };
}

/** What the fact says from now on: on the ground on which it stood where agency and time are the same, else on the one that there was then. */
async function restated(tx: Tx, contactId: string, right: Extract<Right, { neverSent: false }>, { records, one, children }: { records: SharingWithPutRight; one: PutRight; children: readonly { id: string }[] }): Promise<Result<Said, Problem>> {
  const stands = lastSaid(one);
  const { said } = right;
  const under = right.under ?? stands.requestId;
  const kept = !neverSent(one) && sameGround(stands, said) && under === stands.requestId;
  if (kept && !differs(stands, said)) return refused('nothing_differs');
  const { trust, pregnancy } = await readAsks(tx, contactId);
  const reachAsked = trust !== null || pregnancy !== null || stands.trustReach !== null || stands.pregnancyReach !== null;
  if (reachAsked && mayReachOthers(stands, asKept(said, await secretsOf(tx, [contactId])))) return refused('reach_asked');
  const { personId } = stands;
  let ground: Pick<Said, 'ground' | 'opennessId' | 'requestId' | 'authorisedBy' | 'level'> = stands;
  if (!kept) {
    const then = await groundThen(tx, contactId, { fact: { personId, agency: said.agency, sentAt: said.sentAt }, under, openness: records.openness, requests: await withWholeAgencies(tx, contactId, records.requests), children });
    if (!then.ok) return then;
    const { gate, level } = then.value;
    ground = gate.open ? { ground: gate.ground, opennessId: gate.opennessId, requestId: gate.requestId, authorisedBy: gate.authorisedBy ?? stands.by, level } : { ground: 'none', opennessId: null, requestId: null, authorisedBy: null, level };
  }
  const basis = records.bases.find(({ id }) => id === said.basisId);
  if (basis === undefined && (ground.ground !== 'none' || said.basisId !== null)) return refused('basis_missing');
  const unfit = basis === undefined ? null : basisProblem(basis, { bases: records.bases, parts: [{ personId }], children, goneAt: said.sentAt });
  if (unfit !== null) return refused(unfit);
  const confidence = said.categories.includes('health') ? (basis?.confidence ?? null) : null;
  if (said.categories.includes('health') && confidence === null && ground.ground !== 'none') return refused('confidence_missing');
  const { ground: on, opennessId, requestId, authorisedBy, level } = ground;
  return ok({ ...said, confidence, ground: on, opennessId, requestId, authorisedBy, level });
}

/** Is it the correction that stands, word for word? A form that was sent twice is. @param secrets of its contact, without which it was kept. */
function sameAs(last: SentCorrection, { actorId }: Person, right: Right, secrets: Parameters<typeof hide>[1]): boolean {
  if (last.by !== actorId || last.why !== hide(right.why, secrets) || last.neverSent !== right.neverSent) return false;
  return right.neverSent || !differs(last, asKept(right.said, secrets));
}

/**
 * Puts right what was recorded as sent (domain 7.16; docs/decisions/0057): to whom, what, when, how and on what basis it went, or that it
 * was never sent; with the reason, by whoever recorded it or a manager. Nothing of the record is changed: the correction stands in its place,
 * on the ground that there was at the time which it says. A request that it had answered and answers no more is open again with its duty. A
 * form that is sent twice is one correction; whoever did not see the last one is told.
 */
export async function putRightSent(tx: Tx, person: Person, contactId: string, factId: string, fields: Fields): Promise<Result<null, Problem>> {
  // What was joined into this contact may have a request that is answered by it: nobody answers one meanwhile.
  await tx.asSystem(async (system) => lockContacts(system, [contactId, ...(await joinedContacts(system, contactId))]));
  const found = await readFact(tx, contactId, factId);
  if (found === null) return refused('no_fact');
  const { records, one } = found;
  if (!mayPutSentRight(one.recorded, person)) return refused('not_theirs');
  const asked = await askedOf(tx, contactId, 'right', fields);
  const stood = lastSaid(one);
  const read = readRight(asked, stood, tx.at);
  if (!read.ok) return refused('incomplete');
  const right = read.value;
  const last = one.corrections.at(-1) ?? null;
  if (textOf(fields, 'right.last') !== (last?.id ?? '')) {
    return last !== null && textOf(fields, 'right.last') === (last.replacesId ?? '') && sameAs(last, person, right, await secretsOf(tx, [contactId])) ? ok(null) : refused('put_right_meanwhile');
  }
  if (right.neverSent && neverSent(one)) return refused('nothing_differs');
  const said: Result<Said, Problem> = right.neverSent ? ok(stood) : await restated(tx, contactId, right, { records, one, children: asked.children });
  if (!said.ok) return said;
  const correction = await addSentCorrection(tx, contactId, one.recorded, { said: said.value, neverSent: right.neverSent, why: right.why, replacesId: last?.id ?? null });
  if (correction === null) return refused('put_right_meanwhile');
  const now: Outbound | null = right.neverSent ? null : { ...one.recorded, ...said.value };
  await openAgain(tx, stood, now, correction);
  await addEvent(tx, contactId, right.neverSent ? 'sent_never' : 'sent_put_right', { record: factId, correction, ground: right.neverSent ? null : said.value.ground });
  tx.ledger({ action: 'sharing.put_right', objectKind: 'contact', objectId: contactId, detail: { record: factId, correction, replaces: last?.id ?? null, never: right.neverSent, ground: right.neverSent ? null : said.value.ground, request: right.neverSent ? null : said.value.requestId } });
  return ok(null);
}
