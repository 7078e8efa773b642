import type { ConcernWords, FromWords } from './concern-words';

/** What a list says of a concern. */
export function ConcernLine({ words, whose }: ConcernWords) {
  return (
    <p className={`ds-row-summary${whose === 'nothing known' ? ' ds-unknown' : ''}`} dir={whose === 'theirs' ? 'auto' : undefined}>
      {words}
    </p>
  );
}

/** Who reported it, as a list says it. */
export function FromLine({ words, name }: FromWords) {
  return name ? <bdi>{words}</bdi> : words;
}
