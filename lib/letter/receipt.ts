import type { Temporal } from 'temporal-polyfill';
import type { ReferrerClass } from '@/lib/contact/report/classify';
import { letter, longDateTime, whomToRing, type Block, type Heading, type LetterText } from './model';
import { PERHAPS_NOT_TOLD } from './progress';

export interface ReceiptFacts extends Heading {
  referrerClass: ReferrerClass;
  /** What is decided is lawfully not told to them (safe practice 5), and nothing is asked of them in writing: neither is promised. */
  outcomeKept: boolean;
  receivedAt: Temporal.Instant;
  /** By when a social worker decides: the earlier of the two clocks. */
  decideBy: Temporal.Instant;
  /** Set where it cannot wait to be read: the number that is answered when it came in (domain 7.1). */
  ringNow: { number: string; whose: 'day' | 'night' } | null;
}

/** Before everything else, what cannot wait for a reader: whom to ring. */
function ringFirst({ ringNow }: ReceiptFacts): Block[] {
  if (ringNow === null) return [];
  const whose = ringNow.whose === 'night' ? ', the emergency duty team' : '';
  return [{ kind: 'paragraph', text: `Ring ${ringNow.number} now${whose}. Do not wait for us to read this. If a child is in danger at this moment, ring 999 first.` }];
}

/**
 * The receipt, written at once and by nobody: it says that the concern is here and that no person has read it
 * (safe practice 20), so it is not the acknowledgement, which only a named worker gives (domain 3.2).
 * @returns null for the subject of a concern, who is told nothing (safe practice 5).
 */
export function receipt(facts: ReceiptFacts): LetterText | null {
  if (facts.referrerClass === 'subject') return null;
  const by = longDateTime(facts.decideBy);
  const begin: Block[] = [
    ...ringFirst(facts),
    { kind: 'paragraph', text: `We have what you told us. It reached us on ${longDateTime(facts.receivedAt)}. A person has not read it yet.` },
  ];
  if (facts.referrerClass === 'public') {
    return letter(facts, `We have your concern: ${facts.reference}`, [
      ...begin,
      { kind: 'paragraph', text: 'A social worker will read it and decide what should be done. We may not be able to tell you what that is, because it is private to the child and the family.' },
      { kind: 'paragraph', text: `If you see or hear anything more, ring ${facts.area.publicPhone}. If a child is in danger now, ring 999.` },
    ]);
  }
  return letter(facts, `We have your concern: ${facts.reference}`, [
    ...begin,
    { kind: 'heading', text: 'What happens next' },
    {
      kind: 'list',
      items: [
        'A social worker reads it, with the threshold guide beside them. You can see when that was on your page for this contact.',
        ...(facts.outcomeKept ? [PERHAPS_NOT_TOLD] : ['They may ask you for more. Please answer as soon as you can; the clock does not wait.', `They decide by ${by}, and we write to tell you.`]),
      ],
    },
    { kind: 'paragraph', text: `If ${facts.outcomeKept ? 'nobody has read it' : 'you have heard nothing'} by ${by}, please ring us. It is right to chase.` },
    { kind: 'heading', text: 'Until then' },
    { kind: 'paragraph', text: 'Nobody is watching the child because of this form. Your own duty to keep the child safe goes on, and so does your agency’s. If anything changes, ring; do not wait for us.' },
    ...whomToRing(facts),
  ]);
}
