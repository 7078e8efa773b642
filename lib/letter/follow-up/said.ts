import { agreedNow, type AgreedRecord } from '@/lib/contact/ending/agreed-store';
import { withTexts, type Agreed } from '@/lib/contact/ending/agreed';
import type { Report } from '@/lib/contact/schema';
import { hide, KEPT_SECRET } from '@/lib/contact/secrecy/protecting';
import { keptFrom, type Pregnancy, type WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { speaksOfPregnancy } from '@/lib/people/unborn';
import { NOT_WRITTEN, withoutNames, type FollowUpWay } from './follow-up';

/** What is needed to say what the caller said and what was agreed, and no more. Our notes are no part of it. */
export interface Sayable {
  report: Report;
  records: readonly AgreedRecord[];
  pregnancies: readonly Pregnancy[];
  to: WrittenTo;
  way: FollowUpWay;
  /** Of everybody named in the contact. */
  names: readonly string[];
}

/** What the caller said and what was agreed, as it may stand in the letter and on the caller's page. */
export interface SaidAndAgreed {
  /** Null where it may not be repeated to this reader. */
  said: string | null;
  agreed: Agreed | null;
}

/** Addresses as reported: they travel in no letter (domain 7.5, 7.6). */
function addressesOf({ children }: Report): { kind: 'address' | 'postcode'; words: string }[] {
  return children.flatMap(({ address, postcode }) => [
    { kind: 'address' as const, words: address },
    { kind: 'postcode' as const, words: postcode },
  ]).filter(({ words }) => words.trim() !== '');
}

const AN_ADDRESS = '[an address]';

/** A text without addresses. What is kept secret says so already, and an address that is not does not say that it is. */
function withoutAddresses(text: string, addresses: ReturnType<typeof addressesOf>): string {
  return text.split(KEPT_SECRET).map((part) => hide(part, addresses).replaceAll(KEPT_SECRET, AN_ADDRESS)).join(KEPT_SECRET);
}

/** The caller's own words of what happened. */
function wordsOf({ incident }: Report): string {
  return [incident.what, incident.when, incident.whoSawOrSaid, incident.exactWords].map((text) => text.trim()).filter((text) => text !== '').join('\n\n');
}

/** What may be repeated to whoever rang. By post no words of theirs and no name stand in it; a pregnancy only where they may know of it. */
export function sayable({ report, records, pregnancies, to, way, names }: Sayable): SaidAndAgreed {
  const kept = keptFrom(pregnancies, to);
  const addresses = addressesOf(report);
  const clean = (text: string) => (way === 'post' ? withoutNames(withoutAddresses(text, addresses), names) : withoutAddresses(text, addresses));
  const may = (text: string) => (kept && speaksOfPregnancy(text) ? (text === '' ? '' : NOT_WRITTEN) : clean(text));
  const words = wordsOf(report);
  const agreed = agreedNow(records);
  return {
    said: way === 'post' || words === '' || (kept && speaksOfPregnancy(words)) ? null : clean(words),
    agreed: agreed === null ? null : withTexts(agreed, may),
  };
}
