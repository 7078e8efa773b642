import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readWhoSpoken, type Candidate, type Other } from '../identity/candidate-store';
import { monthsBefore, REPEAT_MONTHS } from '../identity/history';
import { isOpenState } from '../state';
import type { Report } from '../schema';
import { asSaid, knowsOf, mothersSaid, pairsSaid, spokenChildren, spokenMothers, type Knows } from './known';
import { countedElsewhere } from './raised-store';

/** A child who is spoken of, or the mother of one not born yet, and whom of earlier contacts they may be. */
export interface KnownChild {
  key: string;
  name: string;
  mother: boolean;
  /** It can be said who they are: they will be somebody of the contact. */
  sayable: boolean;
  candidates: Candidate[];
}

/** What is known here of a family while a call is taken down. */
export interface KnownFamily {
  knows: Knows | null;
  /** Whether an earlier contact may be about a child: the one thing told before the worker said that they know nobody. */
  any: boolean;
  /** Empty until then, and to whoever may know the family. */
  children: KnownChild[];
  /** Tellings in the 12 months up to the call, it included, by what the worker said is the same child; for the repeat rule. */
  in12Months: number;
}

const everyContact = ({ other, also }: Candidate): Other[] => [other, ...also];

/** What tells of a mother is history, and no telling of her child. */
const saidTheSame = (children: readonly KnownChild[]): Other[] => children.flatMap(({ mother, candidates }) => (mother ? [] : candidates.filter(({ said }) => said === 'same').flatMap(everyContact)));

async function tellings(tx: Tx, children: readonly KnownChild[], began: Temporal.Instant): Promise<number> {
  const since = monthsBefore(began, REPEAT_MONTHS).epochMilliseconds;
  const same = saidTheSame(children);
  const counted = new Set(same.filter(({ receivedAt, shown }) => shown !== 'nothing' && receivedAt.epochMilliseconds >= since && receivedAt.epochMilliseconds <= began.epochMilliseconds).map(({ contactId }) => contactId));
  return 1 + counted.size - (await countedElsewhere(tx, [...counted])).size;
}

/**
 * Whom the children of a call may be, and the mothers of those not born yet, as far as its worker may open the contacts: nothing
 * but that there is an earlier contact until they said that they know nobody in the family, and nothing more once they said that
 * they may (domain 7.14). A contact they may not open is not there. Needs casework rights.
 */
export async function readKnown(tx: Tx, fields: Fields, report: Pick<Report, 'children' | 'household'>, began: Temporal.Instant): Promise<KnownFamily> {
  const knows = knowsOf(fields);
  const spoken = [...spokenChildren(fields, report).map((child) => ({ ...child, adult: false, written: true })), ...spokenMothers(fields, report).map((mother) => ({ ...mother, adult: true }))];
  const found = spoken.length === 0 ? [] : await readWhoSpoken(tx, spoken, asSaid([...pairsSaid(fields), ...mothersSaid(fields)]));
  const children = found.flatMap(({ id, candidates }) => {
    const one = spoken.find((each) => each.id === id);
    return one === undefined || candidates.length === 0 ? [] : [{ key: id, name: `${one.givenName} ${one.familyName}`.trim(), mother: one.adult, sayable: one.written, candidates }];
  });
  const any = children.length > 0;
  if (knows !== 'no') return { knows, any, children: [], in12Months: 1 };
  return { knows, any, children, in12Months: await tellings(tx, children, began) };
}

/** The contacts of a candidate that are open work: what a caller adds may belong there. */
export function openContacts(children: readonly KnownChild[]): Other[] {
  const same = saidTheSame(children);
  return [...new Map(same.filter(({ state }) => state !== null && isOpenState(state)).map((other) => [other.contactId, other])).values()];
}
