import { createElement } from 'react';
import type { Block, LetterText } from '@/lib/letter/model';
import { Narrative } from './narrative';

function Piece({ block, level }: { block: Block; level: 2 | 3 }) {
  switch (block.kind) {
    case 'heading':
      return createElement(`h${level}`, { className: 'govuk-heading-s' }, block.text);
    case 'paragraph':
      return <p className="govuk-body">{block.text}</p>;
    case 'quote':
      return (
        <blockquote className="ds-letter__quote">
          <Narrative text={block.text} />
        </blockquote>
      );
    case 'list':
      return (
        <ul className="govuk-list govuk-list--bullet">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'signature':
      return (
        <p className="govuk-body ds-letter__signature">
          {block.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      );
  }
}

/** A letter as it is read: on a sheet of its own, word for word as in the PDF. `titleLevel` is where it stands on the page. */
export function Letter({ letter, titleLevel = 1 }: { letter: LetterText; titleLevel?: 1 | 2 | undefined }) {
  return (
    <article className="ds-letter">
      <p className="ds-letter__from">
        {letter.from.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p className="ds-letter__about">
        <span>{letter.date}</span>
        <span>
          Reference <span className="ds-reference">{letter.reference}</span>
        </span>
      </p>
      <p className="govuk-body">
        <bdi>{letter.to}</bdi>
      </p>
      {createElement(`h${titleLevel}`, { className: 'govuk-heading-m' }, letter.title)}
      {letter.blocks.map((block, index) => (
        <Piece key={index} block={block} level={titleLevel === 1 ? 2 : 3} />
      ))}
    </article>
  );
}
