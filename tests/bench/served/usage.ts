/** What processes of this machine have used, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the processor's clock in a second: 100 on every Linux. */
const TICKS = 100;

const stat = (pid: number | string): string[] => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold spaces and brackets of its own.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
};

/** Seconds of processor of a process and all of its children, those that have ended with them. */
export function processorOf(pid: number): number {
  const own = (fields: string[]) => fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0) / TICKS;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && stat(name)[1] === String(pid));
  return own(stat(pid)) + children.reduce((sum, child) => sum + own(stat(child)), 0);
}

/** Megabytes of memory that a process holds. */
export function memoryOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
