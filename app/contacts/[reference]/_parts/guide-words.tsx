import type { StoredProposal } from '@/lib/contact/store';
import { isRange, type Guide, type IndicatorAnswer } from '@/lib/threshold/model';

/** The guide's own words for every sign that was said to be there, and the edition that the proposal was made from. */
export function GuideWords({ guide, proposal }: { guide: Guide; proposal: StoredProposal }) {
  const present = new Set(proposal.input.children.flatMap(({ indicators = {} }) => Object.entries<IndicatorAnswer>(indicators).filter(([, answer]) => answer === 'present').map(([id]) => id)));
  const signs = guide.indicators.filter(({ id }) => present.has(id));
  return (
    <details className="ds-more">
      <summary>The guide’s own words</summary>
      {signs.length === 0 && <p className="ds-unknown">No sign was ticked as present.</p>}
      <dl className="ds-said__rows">
        {signs.map(({ id, kind, level, phrase, help, source }) => (
          <div key={id}>
            <dt>
              {id} · {guide.vocabulary[kind]}
              {kind !== 'ST' && <> · {isRange(level) ? `levels ${level}` : `level ${level}`}</>}
            </dt>
            <dd>
              <p>{phrase}</p>
              {help !== '' && <p className="ds-secondary">{help}</p>}
              <p className="ds-secondary">{source}</p>
            </dd>
          </div>
        ))}
      </dl>
      <p className="ds-secondary">
        Made from {proposal.guideId} {proposal.guideVersion}, content <code className="ds-hash">{proposal.guideHash.slice(0, 16)}</code>. It is stored with the contact and never changed.
      </p>
    </details>
  );
}
