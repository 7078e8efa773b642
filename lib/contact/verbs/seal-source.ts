import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { addSealedSource, sealContact } from '../secrecy/seal-store';
import { sealReason, withoutReporter, type SourceIdentity } from '../secrecy/sealing';
import { hasEnded } from '../additions/addition-store';
import { readContact, type Contact } from '../store';

function identityOf(contact: Contact): SourceIdentity {
  const { agencyId, agencyName, agencyKind, channel, sourceCode, referrerClass, pastAgency, aboutColleague, report } = contact;
  return {
    ...{ name: contact.referrerName, role: contact.referrerRole, phone: contact.referrerPhone, email: contact.referrerEmail },
    ...{ agencyId, agencyName, agencyKind, channel, sourceCode, referrerClass, pastAgency, aboutColleague },
    reporter: report.reporter,
  };
}

/**
 * Protects who reported a contact, afterwards and with a reason (domain 7.14): everything that says who it is goes,
 * encrypted, out of the contact, its letters, messages and timeline; the reporter goes on seeing their own. Once.
 */
export async function sealSource(tx: Tx, { id }: ContactHead, given: string): Promise<Result<null, 'reason_missing' | 'sealed_already'>> {
  const reason = sealReason.safeParse(given);
  if (!reason.success) return refused('reason_missing');
  await lockContacts(tx, [id]);
  const contact = await readContact(tx, id);
  if (contact === null || contact.sealed) return refused('sealed_already');
  const ended = await hasEnded(tx, id);
  await addSealedSource(tx, id, identityOf(contact), { accountId: null, reachable: contact.referrerId !== null, by: tx.actor.actorId, reason: reason.data });
  if (!(await sealContact(tx, id, withoutReporter(contact.report)))) return refused('sealed_already');
  await addEvent(tx, id, 'source_sealed');
  tx.ledger({ action: 'source.sealed', objectKind: 'contact', objectId: id });
  if (!ended) await refreshQueue(tx, id);
  return ok(null);
}
