import type { Temporal } from 'temporal-polyfill';
import { normaliseName } from '@/lib/people/model';
import type { Report } from '../schema';

/** What two contacts about one child have in common beside the child, for whoever judges whether both tell of one thing. Pure. */
export interface Alike {
  /** Whole hours between their receipts. */
  hoursApart: number;
  /** Signs that both say are present, by their codes. */
  signs: string[];
  sameWhen: boolean;
  sameWhere: boolean;
}

interface Telling {
  receivedAt: Temporal.Instant;
  report: Pick<Report, 'children' | 'incident'>;
}

const present = ({ report: { children } }: Telling) => new Set(children.flatMap(({ indicators }) => Object.entries(indicators).flatMap(([id, answer]) => (answer === 'present' ? [id] : []))));
const sameWords = (one: string, other: string) => normaliseName(one) !== '' && normaliseName(one) === normaliseName(other);

/** What is the same in both. That they came on one day, or name one sign, proves nothing: a person says whether it is one thing. */
export function alike(one: Telling, other: Telling): Alike {
  const [mine, theirs] = [present(one), present(other)];
  return {
    hoursApart: Math.floor(Math.abs(one.receivedAt.since(other.receivedAt).total('hours'))),
    signs: [...mine].filter((id) => theirs.has(id)).sort(),
    sameWhen: sameWords(one.report.incident.when, other.report.incident.when),
    sameWhere: sameWords(one.report.incident.where, other.report.incident.where),
  };
}
