import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { newId } from '@/lib/platform/ids';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { carryAdded } from '../../additions/carry-added';
import { withSilenceAgain } from '../../additions/again';
import { carryBirths } from '../../additions/carry-births';
import { withDangerKnown } from '../../additions/danger-store';
import { decideAgain } from '../../additions/decide-again';
import { decidedWith } from '../../additions/joined-store';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';
import { lockContacts, refreshQueue } from '../../queue/queue-store';
import { recordContact } from '../../record';
import { carryClosings } from '../../secrecy/carry-closings';
import { carrySecrets } from '../../secrecy/carry-secrets';
import { silenceWordsOf } from '../../secrecy/silence-words-store';
import { readOpen } from '../../standing-store';
import { readContact, type Contact } from '../../store';
import { addRaised, readRaised } from '../raised-store';

export type RaiseProblem = 'no_consultation' | 'decided_elsewhere';

/**
 * Makes a consultation a concern, in one step and without a word typed again (safe practice 2). Its clocks run from when the
 * call began: they never ran from anywhere else. What had been decided on it is decided again. One that has ended goes on in a contact
 * of its own, from the same report, all that was added to it and the same beginning, since nothing re-opens an end; not one that was joined
 * into a contact that is open: it is decided with that one, and another beside it would tell whoever decides there nothing. Pressed twice it
 * is done once.
 * @returns the reference of the contact in which it goes on.
 */
export async function raiseConsultation(tx: Tx, person: Person, { id }: ContactHead): Promise<Result<{ reference: string }, RaiseProblem>> {
  await lockContacts(tx, [id]);
  const kept = await readContact(tx, id);
  if (kept?.kind !== 'consultation') return refused('no_consultation');
  const before = await readRaised(tx, id);
  if (before !== null) return ok({ reference: before.became?.reference ?? kept.reference });
  if ((await tx.asSystem((system) => decidedWith(system, id))) !== null) return refused('decided_elsewhere');
  const goesOn = (await readOpen(tx, { contactId: id })) === null ? await anew(tx, kept) : null;
  await addRaised(tx, id, goesOn?.contactId ?? null);
  await addEvent(tx, id, 'consultation_raised', goesOn === null ? {} : { contact: goesOn.contactId });
  if (goesOn === null) {
    await decideAgain(tx, id, kept.receivedAt);
    await refreshQueue(tx, id);
  } else {
    await addEvent(tx, goesOn.contactId, 'consultation_raised', { contact: id });
    await tx.asSystem(async (system) => carryAdded(system, id, goesOn.contactId, await carryBirths(system, kept, goesOn.contactId)));
    await refreshQueue(tx, goesOn.contactId);
  }
  tx.ledger({ action: 'consultation.raised', objectKind: 'contact', objectId: id, detail: { became: goesOn?.contactId ?? null, by: person.role } });
  if (goesOn !== null) await tx.asSystem((system) => carryClosings(system, id, goesOn.contactId));
  return ok({ reference: goesOn?.reference ?? kept.reference });
}

/** The same report as a concern, from the same beginning; what was kept secret in the one is kept secret in the other. */
async function anew(tx: Tx, kept: Contact): Promise<{ contactId: string; reference: string }> {
  const { channel, sourceCode, receivedAt, immediate } = kept;
  // What was added to it goes with it; who must not be told, and what endangers whoever visits, by what was joined in stands there alone.
  const [all, known] = await tx.asSystem(async (system) => [await silenceWordsOf(system, kept.id), await withDangerKnown(system, kept)] as const);
  const joined = all.filter(({ reference }) => reference !== kept.reference);
  const report = withSilenceAgain(known.report, joined.map(({ words }) => words));
  const made = await recordContact(
    tx,
    {
      ...{ report, channel, sourceCode, receivedAt, immediate },
      agency: { id: kept.agencyId, name: kept.agencyName, kind: kept.agencyKind },
      referrer: { id: kept.referrerId, name: kept.referrerName, role: kept.referrerRole, phone: kept.referrerPhone, email: kept.referrerEmail },
      key: newId(),
      followsId: kept.id,
    },
    await readAuthority(tx),
  );
  if (!made.ok) throw new Error('a fresh key is nobody else’s');
  await tx.asSystem((system) => carrySecrets(system, kept.id, made.value.contactId));
  return made.value;
}
