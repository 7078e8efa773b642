import { addEvent } from '@/lib/contact/event-store';
import { secretsOf } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isRecordedElsewhere } from '../apart-store';
import { askedOf } from '../asked';
import { readHeard } from '../asks-store';
import { withHeard } from '../heard';
import { levelsThen } from '../levels-then';
import { afterEnd, basisProblem, gatesOf, namesAgency, NO_REQUEST, partsOf, recordedBy, type ChecksRequest, type NewOutbound, type Outbound, type SharingProblem } from '../model';
import { isOfEnded, notAgreed, type Asks } from '../reach';
import { readSent } from '../schema';
import { addOutbound, readGoverning, readLevels, readSharing, sentByForm, withWholeAgencies } from '../sharing-store';

/** Is it what was kept, word for word? A form that was sent twice is; one that was changed and sent again is another. @param kept all its rows. @param secrets of its contact, without which it was kept. */
function sameAs(kept: Awaited<ReturnType<typeof sentByForm>>, contactId: string, { sentAt, late, personId, trustAgreedAt, ...fact }: NewOutbound, secrets: Parameters<typeof hide>[1]): boolean {
  const plain = (value: unknown) => JSON.stringify(typeof value === 'string' ? hide(value, secrets) : value);
  const said = { ...fact, contactId, sentBy: late?.sentBy ?? '', lateWhy: late?.why ?? '' };
  const about = personId === null ? kept.length > 1 || kept[0]?.personId === null : kept.length === 1 && kept[0]?.personId === personId;
  // What goes as it is recorded has no time of its own.
  return about && kept.every(({ personId: _, sentAt: at, trustAgreedAt: agreedAt, ...row }) => (late === null || at.equals(sentAt)) && agreedAt?.toString() === trustAgreedAt?.toString() && Object.entries(row).every(([name, value]) => plain(value) === plain(said[name as keyof typeof said])));
}

/** Is this an agency that told us of somebody who works or may work there? Then it goes to the employer, whatever was chosen. */
function toldOfTheirs({ trust }: Asks, agency: string): boolean {
  return trust?.employers.some((employer) => namesAgency(employer, agency) || namesAgency(agency, employer)) ?? false;
}

/**
 * Why it may not go now, whatever its gate (domain 7.12, 7.15): it would reach the adult of whom something is alleged, or their employer, and
 * nobody agreed; or somebody whom the mother has not told; or it is about a pregnancy that has ended, which stops everything but telling
 * so to an agency that was told of it before. No level lifts any of them.
 * @param standing the children whose pregnancy has not ended.
 */
function reachProblem(fact: NewOutbound, { pregnancy }: Asks, { standing, outbound }: { standing: number; outbound: readonly Outbound[] }): SharingProblem | null {
  if (notAgreed(fact)) return 'trust_not_agreed';
  if (fact.pregnancyReach === 'not_told') return 'pregnancy_not_told';
  if (pregnancy === null || !isOfEnded(pregnancy, fact, standing)) return null;
  const before = outbound.some(({ agency, personId, pregnancyReach }) => namesAgency(agency, fact.agency) && (personId === null || pregnancy.ended.has(personId) || (pregnancyReach !== null && pregnancyReach !== 'nothing')));
  return fact.kind === 'fact' && before ? null : 'pregnancy_ended';
}

/**
 * Lets a question or fact go to another agency and records it: to whom, what, on what basis, by whose authority, when and
 * how. Below level 4 not before the parents of every child it is about were told and agree, or a manager agreed to go
 * without, and then to the agencies of that request alone; a fact about health not without a reason why confidence allows it
 * (domain 7.16). What has gone already is never refused for want of ground: it is recorded on the ground that there was then, or
 * as without any (decision 32). Nothing goes to whom it must not reach: the adult of whom something is alleged and their employer before
 * that was agreed, and whoever the mother has not told of a pregnancy (domain 7.12, 7.15). A form that is sent twice is one record. On a contact that was joined into another only what went before
 * the join is recorded, and what is about children alone whom the other does not name: the work on the rest, and what the family says of it,
 * goes on there (domain 7.8, 7.13).
 */
export async function recordSent(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const asked = await askedOf(tx, contactId, 'sent', fields);
  const read = readSent(asked, tx.at);
  if (!read.ok) return refused('incomplete');
  const { under, ...fact } = read.value;
  const { late, sentAt, personId, basisId, categories, kind } = fact;
  const form = textOf(fields, 'sent.form');
  const formId = isId(form) ? form : null;
  const before = formId === null ? [] : await sentByForm(tx, formId);
  if (before.length > 0) return sameAs(before, contactId, fact, await secretsOf(tx, [contactId])) ? ok(null) : refused('sent_already');
  const { ended } = await readGoverning(tx, contactId);
  if (await isRecordedElsewhere(tx, contactId, { ended, at: sentAt, personId, children: asked.children })) return refused('joined');
  const shown = await readSharing(tx, contactId);
  const { asks } = asked;
  // All the children are those whose pregnancy has not ended, where any is left: of the others nothing goes out as if it stood.
  const left = late === null ? asked.children.filter(({ id }) => !asks.pregnancy?.ended.has(id)) : asked.children;
  if (fact.trustReach === 'nobody' && toldOfTheirs(asks, fact.agency)) return refused('trust_employer');
  const barred = late === null ? reachProblem(fact, asks, { standing: left.length, outbound: shown.outbound }) : null;
  if (barred !== null) return refused(barred);
  const children = personId !== null || left.length === 0 ? asked.children : left;
  // What a manager agreed to is held against what was typed, not against what is shown of it.
  const records = { ...shown, requests: await withWholeAgencies(tx, contactId, shown.requests) };
  const governed = late === null ? await readLevels(tx, contactId) : await levelsThen(tx, contactId, sentAt);
  if (governed === null) return refused('before_contact');
  const levels = afterEnd(governed, ended, sentAt);
  const heard = { ...records, openness: withHeard(records.openness, await readHeard(tx, contactId)) };
  const { openness, requests } = late === null ? heard : recordedBy(heard, sentAt);
  const gatesUnder = (those: readonly ChecksRequest[]) => gatesOf({ ...levels, openness, requests: those }, children);
  const closedUnder = (those: readonly ChecksRequest[]) => gatesUnder(those).filter((each) => !each.gate.open && (personId === null || each.personId === personId)).length;
  const chosen = requests.filter(({ id }) => id === under);
  const named = chosen.filter(({ agencies }) => namesAgency(agencies, fact.agency));
  // One row about all would be about the child of a pregnancy that has ended, too.
  const parts = children.length < asked.children.length ? gatesUnder(named) : partsOf(gatesUnder(named), personId);
  const open = parts.filter(({ gate }) => gate.open);
  if (late === null && closedUnder(requests) > 0) return refused('gate_closed');
  // Said to be under none, it is what it is: refused while it is still to go, without ground where it has gone.
  if (under !== NO_REQUEST && closedUnder(requests) < closedUnder(named)) return refused(closedUnder(chosen) < closedUnder(named) ? 'agency_not_named' : 'request_missing');
  if (late === null && open.length < parts.length) return refused('gate_closed');
  const basis = records.bases.find(({ id }) => id === basisId);
  if (basis === undefined && (open.length > 0 || basisId !== null)) return refused('basis_missing');
  const unfit = basis === undefined ? null : basisProblem(basis, { bases: records.bases, parts, children: asked.children, goneAt: late === null ? null : sentAt });
  if (unfit !== null) return refused(unfit);
  const confidence = categories.includes('health') ? (basis?.confidence ?? null) : null;
  if (categories.includes('health') && confidence === null && open.length > 0) return refused('confidence_missing');
  const reached = { ...(fact.trustReach === null ? {} : { trust: fact.trustReach, agreed: fact.trustAgreer }), ...(fact.pregnancyReach === null ? {} : { pregnancy: fact.pregnancyReach }) };
  for (const part of parts) {
    const id = await addOutbound(tx, contactId, fact, { ...part, confidence, formId });
    if (id === null) continue;
    const ground = part.gate.open ? part.gate.ground : 'none';
    await addEvent(tx, contactId, ground === 'none' ? 'sent_without_ground' : 'sent_out', { record: id, kind, categories, ground, late: late !== null, ...reached });
    tx.ledger({ action: 'sharing.sent', objectKind: 'contact', objectId: contactId, detail: { record: id, kind, categories, ground, late: late !== null, basis: basis?.basis ?? null, request: part.gate.open ? part.gate.requestId : null, ...reached } });
  }
  return ok(null);
}
