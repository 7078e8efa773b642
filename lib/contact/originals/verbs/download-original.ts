import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { ContactHead } from '../../head';
import { liveLook, readMarkers } from '../../secrecy/protected-store';
import { liveUnseal, readIdentity } from '../../secrecy/seal-store';
import { ORIGINAL_TABLE } from '../kinds';
import { originalsOf, readBytesOf } from '../original-store';

/** An original as it came, with a name of ours: the sender's stays on the page. */
export interface Download {
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
}

/** missing: not there for this person. protected: something of the contact is kept secret, and the actor has given no reason to look. */
export type DownloadProblem = 'missing' | 'protected';

/**
 * Gives an original to whoever may open its contact; each time is an entry of the ledger. It may hold what was taken out of the
 * contact: of a protected source it is given only while two persons have agreed that the actor learns who it is (safe practice 7.14), and where
 * details are protected only while the actor may look at those (7.6).
 */
export async function downloadOriginal(tx: Tx, contact: ContactHead, id: string): Promise<Result<Download, DownloadProblem>> {
  if (!isId(id)) return refused('missing');
  // The database gives the identity to nobody but whom two persons allowed, and only so long.
  if (contact.sealed && ((await liveUnseal(tx, contact.id)) === null || (await readIdentity(tx, contact.id)) === null)) return refused('missing');
  if ((await readMarkers(tx, contact.id)).length > 0 && (await liveLook(tx, contact.id)) === null) return refused('protected');
  const read = async (reader: Tx) => ({ original: (await originalsOf(reader, contact.id)).find((each) => each.id === id), bytes: await readBytesOf(reader, contact.id, id) });
  const { original, bytes } = contact.sealed ? await tx.asSystem(read) : await read(tx);
  if (original === undefined || bytes === null) return refused('missing');
  tx.ledger({ action: 'original.downloaded', objectKind: 'original', objectId: id, detail: { contact: contact.id, sha256: original.sha256 } });
  return ok({ bytes, fileName: `${contact.reference}-original-${original.sha256.slice(0, 8)}.${ORIGINAL_TABLE[original.kind].endings[0]}` });
}
