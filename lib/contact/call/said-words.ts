import { KEPT_SECRET } from '@/lib/people/kept-secret';
import type { Report } from '../schema';
import { hide, type Kept } from '../secrecy/protecting';

/** An address that a report gives: it travels in no letter (domain 7.5, 7.6). */
export type SaidAddress = Pick<Kept, 'kind' | 'words'>;

/** Addresses as reported. */
export function addressesOf({ children }: Pick<Report, 'children'>): SaidAddress[] {
  return children.flatMap(({ address, postcode }): SaidAddress[] => [
    { kind: 'address', words: address },
    { kind: 'postcode', words: postcode },
  ]).filter(({ words }) => words.trim() !== '');
}

const AN_ADDRESS = '[an address]';

/** A text without addresses. What is kept secret says so already, and an address that is not does not say that it is. */
export function withoutAddresses(text: string, addresses: readonly SaidAddress[]): string {
  return text.split(KEPT_SECRET).map((part) => hide(part, addresses).replaceAll(KEPT_SECRET, AN_ADDRESS)).join(KEPT_SECRET);
}

/** The caller's own words of what happened. */
export function wordsOfCaller({ incident }: Pick<Report, 'incident'>): string {
  return [incident.what, incident.when, incident.whoSawOrSaid, incident.exactWords].map((text) => text.trim()).filter((text) => text !== '').join('\n\n');
}
