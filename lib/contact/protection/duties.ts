import { londonWords } from '@/lib/clock/evidence';
import { dutyDue } from '@/lib/duty/model';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { PROTECTION_LAW, type Protection, type ProtectionEnd } from './model';

const HOW_IT_ENDS = { police: '72 elapsed hours from then end', order: 'The court said that it ends' } as const;

/** Owes it to the child to know what follows by the instant at which the protection ends: the duty service's, until somebody takes it. */
export async function oweWhatFollows(tx: Tx, { id, contactId, personId, kind, beganAt, endsAt }: Pick<Protection, 'id' | 'contactId' | 'personId' | 'kind' | 'beganAt' | 'endsAt'>): Promise<void> {
  const evidence = `${kind === 'police' ? 'The police took or kept the child' : 'The order was made'} ${londonWords(beganAt)}. ${HOW_IT_ENDS[kind]} ${londonWords(endsAt)}.`;
  await openDuty(tx, { contactId, personId, occasionId: id, code: 'PROTECTION_ENDS', law: PROTECTION_LAW[kind], dueAt: endsAt, evidence });
}

/** Asks a manager whether the child may go home: an hour, since it is about a child in danger (safe practice 7). */
export async function oweAgreement(tx: Tx, { contactId, personId }: Pick<Protection, 'contactId' | 'personId'>, endId: string): Promise<void> {
  await openDuty(tx, { contactId, personId, occasionId: endId, code: 'AGREE_RETURN', ...dutyDue('AGREE_RETURN', { receivedAt: tx.at, decidedAt: tx.at, atLevel4: true }) });
}

/** Ends what was owed of a record, and what a manager was asked of it. */
export async function endOwed(tx: Tx, { id, contactId, ends }: Pick<Protection, 'id' | 'contactId' | 'ends'>, words: string, how: 'done' | 'ended_lawfully' = 'done'): Promise<void> {
  const asked = new Set(ends.map((end) => end.id));
  for (const duty of await openDuties(tx, contactId)) {
    const mine = duty.occasionId !== null && ((duty.code === 'PROTECTION_ENDS' && duty.occasionId === id) || (duty.code === 'AGREE_RETURN' && asked.has(duty.occasionId)));
    if (mine) await dischargeDuty(tx, duty.id, how, words);
  }
}

/** Ends the duty to answer whether the child may go home. */
export async function endAsked(tx: Tx, contactId: string, { id }: Pick<ProtectionEnd, 'id'>, words: string): Promise<void> {
  for (const duty of await openDuties(tx, contactId)) if (duty.code === 'AGREE_RETURN' && duty.occasionId === id) await dischargeDuty(tx, duty.id, 'done', words);
}
