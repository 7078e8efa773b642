import type { Block, LetterText } from '@/lib/letter/model';
import { leftOut, type Piece } from './model';

/** Who gives what to whom, and when. */
export interface PackHeading {
  council: string;
  service: string;
  /** Whoever asked. */
  to: string;
  reference: string;
  date: string;
  /** The day up to which records were gathered. */
  gathered: string;
}

const sameNext = (piece: Piece, before: Piece | undefined) => before !== undefined && before.contactId === piece.contactId && before.title === piece.title;

/**
 * A pack as it is given out: what was kept, by heading, and what was left out by category and number alone. Nothing that was not
 * reviewed is in it. A heading that named somebody else is there only where something under it was kept. Pure.
 */
export function packText({ council, service, to, reference, date, gathered }: PackHeading, pieces: readonly Piece[]): LetterText {
  const kept = pieces.filter(({ verdict }) => verdict === 'keep');
  const without = leftOut(pieces);
  const blocks = kept.flatMap((piece, index): Block[] => {
    const before = kept[index - 1];
    const begins: Block[] = before !== undefined && before.contactId !== piece.contactId ? [{ kind: 'paragraph', text: 'From another contact:' }] : [];
    const heading: Block[] = sameNext(piece, before) ? [] : [{ kind: 'heading', text: piece.title }];
    return [...begins, ...heading, { kind: 'paragraph', text: `${piece.label}:` }, { kind: 'quote', text: piece.words }];
  });
  return {
    title: `Copy of records, ${reference}`,
    from: [council, service],
    to,
    date,
    reference,
    blocks: [
      { kind: 'paragraph', text: `You asked for a copy of what we hold about a child. This is what was recorded up to ${gathered}.` },
      ...blocks,
      { kind: 'heading', text: 'What was left out' },
      ...(without.length === 0 ? [{ kind: 'paragraph' as const, text: 'Nothing that we may tell you of was left out.' }] : [{ kind: 'list' as const, items: without }]),
      { kind: 'paragraph', text: 'Details that somebody asked us to keep secret, and who told us where they asked not to be known, are never part of such a copy. If you think that something is wrong or missing you can ask us to look again, or complain to the Information Commissioner’s Office: ico.org.uk, 0303 123 1113.' },
    ],
  };
}
