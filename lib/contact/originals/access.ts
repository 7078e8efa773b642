import type { Role } from '@/lib/access/model';
import { ORIGINAL_TABLE } from './kinds';
import type { Original } from './original-store';

/** Who is given a file as it came where others are not: managers, and emergency duty, who are alone at night (decision 46). */
export const KEEPERS: readonly Role[] = ['manager', 'emergency_duty_worker'];

/** What somebody may have of a file. */
export interface Given {
  /** As it came. */
  original: boolean;
  /** The picture drawn anew. */
  copy: boolean;
}

/**
 * What of a file may be given to somebody who may open its contact (safe practice 7.17; ASVS v5.0.0-5.4.3).
 *
 * A file with a virus is given to nobody. Where there is a scanner, nor is what it has not called clean. Where there is none, keepers
 * may have it as it came, with a warning. What is clean is for all: of a picture the copy, since the file itself may say where it was
 * taken; that one is for keepers, who are asked for it by the police.
 * @param scanner whether this installation has one.
 */
export function givenOf({ scan, kind, copyKind }: Pick<Original, 'scan' | 'kind' | 'copyKind'>, role: Role, scanner: boolean): Given {
  const keeper = KEEPERS.includes(role);
  switch (scan) {
    case 'infected':
    case 'lost':
      return { original: false, copy: false };
    case 'clean':
      return { original: keeper || ORIGINAL_TABLE[kind].picture !== true, copy: copyKind !== null };
    case 'unscanned':
    case 'scanning':
    case 'scan_failed':
      return { original: keeper && !scanner, copy: false };
  }
}
