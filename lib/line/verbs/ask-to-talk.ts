import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { textOf } from '@/lib/platform/draft/model';
import { closeDraft, lockDraft } from '@/lib/platform/draft/store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addRingBack } from '../ring-back-store';
import { askRules } from '../rules';
import { readAsked, type Asked } from '../schema';
import { addBooking, endBooking, findSlot, isThereFor, lockBooking, lockSlots } from '../slot-store';

/** taken: somebody has booked that time, it is over, or whoever would ring is away then. incomplete: the page says what is missing. */
export type AskProblem = 'missing' | 'incomplete' | 'taken';

export const ASK_PROBLEMS: Record<Exclude<AskProblem, 'missing'>, string> = {
  incomplete: 'Something is missing: see below. Nothing was booked, and what you typed is kept.',
  taken: 'That time has just gone: somebody booked it, or whoever would ring is away then. Choose another; what you typed is kept.',
};

async function keep(tx: Tx, person: Person, asked: Asked, onBehalf: boolean, requestId: string): Promise<string | null> {
  const { name, role, agencyId, agencyName, phone, about } = asked;
  const given = { name, role, agencyId, agencyName, phone, about, requestId, accountId: onBehalf ? null : person.actorId };
  if (asked.how === 'ring') return addRingBack(tx, { ...given, askedBy: person.actorId, origin: onBehalf ? 'on_behalf' : 'asked', reachable: asked.window, promisedAt: asked.window.to, ownerId: null, bookingId: null });
  // A time that is being taken back is not booked meanwhile.
  await lockSlots(tx);
  const slot = await findSlot(tx, asked.slotId);
  if (slot === null || slot.from.epochMilliseconds <= tx.at.epochMilliseconds || !(await isThereFor(tx, slot))) return null;
  return addBooking(tx, { ...given, bookedBy: person.actorId, slotId: slot.id });
}

/**
 * Keeps a request to be rung back, or books a time, from its draft: once, however often it is sent. A booking that it moves
 * ends with the same commit, so that nobody is without a time between the two.
 */
export async function askToTalk(tx: Tx, person: Person, draftId: string): Promise<Result<Asked['how'], AskProblem>> {
  const draft = await lockDraft(tx, draftId);
  if (draft === null || draft.kind !== 'talk') return refused('missing');
  const { fields } = draft.content;
  if (draft.closedAt !== null) return ok(textOf(fields, 'how') === 'ring' ? 'ring' : 'slot');
  const { settings } = await readAuthority(tx);
  const rules = await askRules(tx, person, settings, fields);
  const { asked } = readAsked(fields, rules);
  if (asked === null) return refused('incomplete');
  // As the product: a partner may ask, and sees nothing of what others have asked.
  const id = await tx.asSystem((system) => keep(system, person, asked, rules.onBehalf, draft.id));
  if (id === null) return refused('taken');
  const moving = textOf(fields, 'moves');
  if (moving !== '') {
    await tx.asSystem(async (system) => {
      const before = await lockBooking(system, moving);
      if (before?.accountId === person.actorId) await endBooking(system, moving, 'moved');
    });
  }
  await closeDraft(tx, draft.id, { how: 'sent', version: draft.version, resultId: id });
  tx.ledger({ action: asked.how === 'ring' ? 'ring_back.asked' : 'talk.booked', objectKind: asked.how === 'ring' ? 'ring_back' : 'booking', objectId: id, detail: { onBehalf: rules.onBehalf, moved: moving !== '' } });
  tx.announce('queue');
  return ok(asked.how);
}
