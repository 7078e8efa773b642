import type { Person } from '@/lib/access/model';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { ContactHead } from '../../head';
import { liveLook, readMarkers } from '../../secrecy/protected-store';
import { liveUnseal, readIdentity } from '../../secrecy/seal-store';
import { givenOf } from '../access';
import { ORIGINAL_TABLE } from '../kinds';
import { fromStaff, originalsOf, readBytesOf, readCopyOf } from '../original-store';

/** A file with a name of ours: the sender's stays on the page. */
export interface Download {
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
}

/** missing: not there for this person, or not to be given. protected: something of the contact is kept secret, and the actor has given no reason to look. */
export type DownloadProblem = 'missing' | 'protected';

/**
 * Gives a file, as it came or as it was drawn anew, to whoever may have it of those who may open its contact; each time is an entry of
 * the ledger. It may hold what was taken out of the contact: what a protected source sent is given only while two persons have agreed
 * that the actor learns who it is (safe practice 7.14), and where details are protected only while the actor may look at those (7.6).
 */
export async function downloadOriginal(tx: Tx, { role }: Pick<Person, 'role'>, contact: ContactHead, id: string, which: 'original' | 'copy', scanner = config().clamd !== null): Promise<Result<Download, DownloadProblem>> {
  if (!isId(id)) return refused('missing');
  const find = async (reader: Tx) => (await originalsOf(reader, contact.id)).find((each) => each.id === id);
  let original = await find(tx);
  let of = <T>(work: (reader: Tx) => Promise<T>) => work(tx);
  if (contact.sealed && (original === undefined || !fromStaff(original))) {
    // The database gives the identity to nobody but whom two persons allowed, and only so long.
    if ((await liveUnseal(tx, contact.id)) === null || (await readIdentity(tx, contact.id)) === null) return refused('missing');
    of = (work) => tx.asSystem(work);
    original = await of(find);
  }
  if ((await readMarkers(tx, contact.id)).length > 0 && (await liveLook(tx, contact.id)) === null) return refused('protected');
  if (original === undefined || !givenOf(original, role, scanner)[which]) return refused('missing');
  const bytes = await of((reader) => (which === 'copy' ? readCopyOf : readBytesOf)(reader, contact.id, id));
  if (bytes === null) return refused('missing');
  tx.ledger({ action: which === 'copy' ? 'original.copy_downloaded' : 'original.downloaded', objectKind: 'original', objectId: id, detail: { contact: contact.id, sha256: original.sha256, scan: original.scan } });
  const ending = which === 'copy' && original.copyKind !== null ? ORIGINAL_TABLE[original.copyKind].endings[0] : ORIGINAL_TABLE[original.kind].endings[0];
  return ok({ bytes, fileName: `${contact.reference}-${which}-${original.sha256.slice(0, 8)}.${ending}` });
}
