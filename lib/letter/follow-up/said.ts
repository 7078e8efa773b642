import { withoutAddresses, type SaidAddress } from '@/lib/contact/call/said-words';
import { agreedNow, type AgreedRecord } from '@/lib/contact/ending/agreed-store';
import { withTexts, type Agreed } from '@/lib/contact/ending/agreed';
import { keptFrom, type Pregnancy, type WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import { NOT_WRITTEN, withoutNames, type FollowUpWay } from './follow-up';

/** What is needed to say what the caller said and what was agreed, and no more. Our notes are no part of it. */
export interface Sayable {
  /** The caller's own words of what happened. */
  words: string;
  /** Of the contact and of the call. */
  addresses: readonly SaidAddress[];
  records: readonly AgreedRecord[];
  pregnancies: readonly Pregnancy[];
  to: WrittenTo;
  way: FollowUpWay;
  /** Of everybody named in the contact, and in the call. */
  names: readonly string[];
}

/** What the caller said and what was agreed, as it may stand in the letter and on the caller's page. */
export interface SaidAndAgreed {
  /** Null where it may not be repeated to this reader. */
  said: string | null;
  agreed: Agreed | null;
}

/** What may be repeated to whoever rang. By post no words of theirs and no name stand in it; a pregnancy only where they may know of it. */
export function sayable({ words, addresses, records, pregnancies, to, way, names }: Sayable): SaidAndAgreed {
  const kept = keptFrom(pregnancies, to);
  const clean = (text: string) => (way === 'post' ? withoutNames(withoutAddresses(text, addresses), names) : withoutAddresses(text, addresses));
  const may = (text: string) => (kept && speaksOfPregnancy(text) ? (text === '' ? '' : NOT_WRITTEN) : clean(text));
  const agreed = agreedNow(records);
  return {
    said: way === 'post' || words === '' || (kept && speaksOfPregnancy(words)) ? null : clean(words),
    agreed: agreed === null ? null : withTexts(agreed, may),
  };
}
