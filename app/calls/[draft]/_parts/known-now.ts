import { fullDate, londonDate } from '@/components/doorstep/date-time-words';
import { ENTRY_KINDS, isTelling, stretchWords, withGaps, type Entry } from '@/lib/chronology/model';
import { entriesOf } from '@/lib/chronology/store';
import type { Knows } from '@/lib/contact/call/known';
import { whyField } from '@/lib/contact/call/known-fields';
import { openContacts, readKnown, type KnownFamily } from '@/lib/contact/call/known-store';
import type { ReadCall } from '@/lib/contact/call/read-call';
import type { Candidate, Other } from '@/lib/contact/identity/candidate-store';
import { STATE_TABLE } from '@/lib/contact/state';
import { likelihoodWords, type PairOutcome } from '@/lib/people/identity';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { routeWordsOf, type CanonicalLevel, type Guide } from '@/lib/threshold/model';

/** A row of the short line: something that happened, or a stretch in which nothing did. */
export type LineNow = { gap: string } | { when: string; what: string; reference: string; level: CanonicalLevel | null; words: string };

/** Somebody of earlier contacts whom a child may be. */
export interface CandidateNow {
  otherId: string;
  likelihood: string;
  said: PairOutcome | null;
  why: string;
  /** The worker may know somebody in it: date and level, and nothing to say of it before they are asked. */
  mayKnow: boolean;
  /** How the child is named there, to whoever has opened it. */
  named: string;
  reasons: { weight: string; words: string }[];
  line: LineNow[];
}

export interface KnownChildNow {
  key: string;
  name: string;
  /** Not a child, but the mother of one who is not born yet. */
  mother: boolean;
  /** Whether it can be said here who they are. */
  sayable: boolean;
  candidates: CandidateNow[];
  /** Less likely ones that are not shown: there is somebody on the telephone. */
  more: number;
}

/** What is known of the family while the call is taken down, as the page shows it. */
export interface KnownNow {
  knows: Knows | null;
  any: boolean;
  children: KnownChildNow[];
  /** Contacts about a child who was said to be the same that are open work. */
  open: string[];
}

const MOST_SHOWN = 3;

const weightWords = (bits: number) => `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;

function rowOf(entry: Entry, guide: Guide): LineNow {
  const { at, kind, called, reference, level, route, state } = entry;
  const what = isTelling(kind) ? called || ENTRY_KINDS[kind] : entry.title || ENTRY_KINDS[kind];
  const words = [route === null ? '' : routeWordsOf(guide, route).name, state === null ? '' : STATE_TABLE[state].staff.toLowerCase()].filter((part) => part !== '').join(', ');
  return { when: fullDate(londonDate(at)).replace(/^\S+ /, ''), what, reference: reference ?? '', level, words };
}

function candidateNow(candidate: Candidate, { childKey, mother, fields, guide, entries }: { childKey: string; mother: boolean; fields: Fields; guide: Guide; entries: readonly Entry[] }): CandidateNow {
  const { other, also, said, reasons } = candidate;
  const ids = new Set([other, ...also].map(({ contactId }) => contactId));
  const mayKnow = other.shown === 'nothing';
  const born = other.dateOfBirth === null ? 'date of birth not known' : `born ${other.dateOfBirth.split('-').reverse().join('/')}`;
  return {
    ...{ otherId: other.id, said, mayKnow },
    likelihood: mayKnow ? 'Another contact' : likelihoodWords(candidate, mother ? 'person' : 'child'),
    why: textOf(fields, whyField(childKey, other.id)),
    named: other.shown === 'words' ? `${`${other.givenName} ${other.familyName}`.trim() || 'Not named'}, ${born}` : '',
    reasons: mayKnow ? [] : reasons.map(({ words, bits }) => ({ words, weight: weightWords(bits) })),
    line: withGaps(entries.filter(({ contactId }) => contactId !== null && ids.has(contactId))).map((item) => (item.kind === 'gap' ? { gap: `${stretchWords(item.months)} with nothing recorded` } : rowOf(item.entry, guide))),
  };
}

const onLine = ({ contactId, reference, receivedAt, shown }: Other) => ({ id: contactId, reference, receivedAt, shown, scope: 'child' as const, about: [], direct: false, current: false });

/**
 * What is known here of the family of a call, with the figure that its proposal counts. Whose records were shown stands in the
 * ledger (decision 30), written once for what was typed and not at each saving.
 * @param noted whether it is shown anew.
 */
export async function knownNow(tx: Tx, draft: { id: string; fields: Fields }, call: Pick<ReadCall, 'report' | 'began' | 'guide'>, noted: boolean): Promise<{ known: KnownNow; family: KnownFamily }> {
  const { fields } = draft;
  const family = await readKnown(tx, fields, call.report, call.began);
  const shown = family.children.map(({ candidates, ...child }) => ({ ...child, candidates: candidates.slice(0, Math.max(MOST_SHOWN, candidates.filter(({ said }) => said !== null).length)), more: Math.max(0, candidates.length - MOST_SHOWN) }));
  const contacts = [...new Map(shown.flatMap(({ candidates }) => candidates.flatMap(({ other, also }) => [other, ...also])).map((other) => [other.contactId, other])).values()];
  if (noted && contacts.length > 0) tx.ledger({ action: 'call.who_proposed', objectKind: 'draft', objectId: draft.id, detail: { ids: contacts.map(({ contactId }) => contactId) } });
  if (noted && family.knows !== null && family.any) tx.ledger({ action: 'call.declared', objectKind: 'draft', objectId: draft.id, detail: { knows: family.knows } });
  const entries = contacts.length === 0 ? [] : await entriesOf(tx, contacts.map(onLine));
  const children = shown.map(({ key, name, mother, sayable, more, candidates }) => ({ key, name, mother, sayable, more, candidates: candidates.map((candidate) => candidateNow(candidate, { childKey: key, mother, fields, guide: call.guide, entries })) }));
  return { known: { knows: family.knows, any: family.any, children, open: openContacts(family.children).map(({ reference }) => reference) }, family };
}
