import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readWhoSpoken, type Candidate, type Other } from '../identity/candidate-store';
import { monthsBefore, REPEAT_MONTHS } from '../identity/history';
import { isOpenState } from '../state';
import type { Report } from '../schema';
import { asSaid, knowsOf, pairsSaid, spokenChildren, type Knows } from './known';
import { countedElsewhere } from './raised-store';

/** A child who is spoken of, and whom of earlier contacts it may be. */
export interface KnownChild {
  key: string;
  name: string;
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

async function tellings(tx: Tx, children: readonly KnownChild[], began: Temporal.Instant): Promise<number> {
  const since = monthsBefore(began, REPEAT_MONTHS).epochMilliseconds;
  const same = children.flatMap(({ candidates }) => candidates.filter(({ said }) => said === 'same').flatMap(everyContact));
  const counted = new Set(same.filter(({ receivedAt, shown }) => shown !== 'nothing' && receivedAt.epochMilliseconds >= since && receivedAt.epochMilliseconds <= began.epochMilliseconds).map(({ contactId }) => contactId));
  return 1 + counted.size - (await countedElsewhere(tx, [...counted])).size;
}

/**
 * Whom the children of a call may be, as far as its worker may open the contacts: nothing but that there is an earlier contact
 * until they said that they know nobody in the family, and nothing more once they said that they may (domain 7.14). A contact
 * they may not open is not there. Needs casework rights.
 */
export async function readKnown(tx: Tx, fields: Fields, report: Pick<Report, 'children'>, began: Temporal.Instant): Promise<KnownFamily> {
  const knows = knowsOf(fields);
  const spoken = spokenChildren(fields, report);
  const found = spoken.length === 0 ? [] : await readWhoSpoken(tx, spoken, asSaid(pairsSaid(fields)));
  const children = found.flatMap(({ id, candidates }) => {
    const child = spoken.find((each) => each.id === id);
    return child === undefined || candidates.length === 0 ? [] : [{ key: id, name: `${child.givenName} ${child.familyName}`.trim(), candidates }];
  });
  const any = children.length > 0;
  if (knows !== 'no') return { knows, any, children: [], in12Months: 1 };
  return { knows, any, children, in12Months: await tellings(tx, children, began) };
}

/** The contacts of a candidate that are open work: what a caller adds may belong there. */
export function openContacts(children: readonly KnownChild[]): Other[] {
  const same = children.flatMap(({ candidates }) => candidates.filter(({ said }) => said === 'same').flatMap(everyContact));
  return [...new Map(same.filter(({ state, shown }) => isOpenState(state) && shown !== 'nothing').map((other) => [other.contactId, other])).values()];
}
