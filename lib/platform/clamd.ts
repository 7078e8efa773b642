import { Readable } from 'node:stream';
import NodeClam from 'clamscan';
import type { ClamdAddress } from './config';

/** How long a scanner may take for one file, and for answering at all. */
const SECONDS = 60;

/** What a scanner says of a file. */
export type ScanResult = 'clean' | 'infected';

/** The scanner did not say what the file is: it is down, hangs, or could not read it. Whatever it was, the file is not clean. */
export class NotScanned extends Error {
  constructor(options?: ErrorOptions) {
    super('the scanner gave no answer', options);
  }
}

function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the scanner took too long')), seconds * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Asks the virus scanner (ClamAV's daemon, command INSTREAM) what a file is. Nothing is written to a disk, and nothing but the bytes is sent.
 * @throws NotScanned where no answer came in time, or none that says clean or infected.
 */
export async function scanBytes(address: ClamdAddress, bytes: Uint8Array, seconds = SECONDS): Promise<ScanResult> {
  const at = address.socket === undefined ? { host: address.host, port: address.port } : { socket: address.socket };
  const scan = async () => {
    const clam = await new NodeClam().init({ clamscan: { active: false }, clamdscan: { ...at, timeout: seconds * 1000, localFallback: false }, preference: 'clamdscan' });
    return clam.scanStream(Readable.from([Buffer.from(bytes)]));
  };
  try {
    const { isInfected } = await within(seconds, scan());
    if (isInfected === null) throw new Error('the answer says neither');
    return isInfected ? 'infected' : 'clean';
  } catch (cause) {
    throw new NotScanned({ cause });
  }
}
