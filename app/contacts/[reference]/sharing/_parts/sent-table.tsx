import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative, StackTable } from '@/components/doorstep';
import { BASIS_WORDS, CATEGORY_WORDS, CONFIDENCE_WORDS, GROUND_WORDS, SENT_HOW_WORDS, type SharingRecords } from '@/lib/sharing/model';

/** Everything that went to another agency: to whom, what, on what basis, by whose authority, when and how. */
export function SentTable({ records: { outbound, bases }, names, now }: { records: SharingRecords; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  return (
    <StackTable
      caption="What was sent to whom"
      columns={[{ heading: 'When' }, { heading: 'To whom' }, { heading: 'What' }, { heading: 'On what basis' }, { heading: 'By whose authority' }]}
      rows={outbound.map((fact) => {
        const basis = bases.find(({ id }) => id === fact.basisId);
        return {
          id: fact.id,
          cells: [
            <>
              <DateTime at={fact.sentAt} now={now} />
              <div className="ds-secondary">{SENT_HOW_WORDS[fact.how]}</div>
            </>,
            <>
              <bdi>{fact.agency}</bdi>
              <div className="ds-secondary">
                <bdi>{fact.recipient}</bdi>
                {fact.recipientRole !== '' && <>, <bdi>{fact.recipientRole}</bdi></>}
              </div>
            </>,
            <>
              <div>
                {fact.kind === 'question' ? 'Question: ' : 'Fact: '}
                {fact.categories.map((category) => CATEGORY_WORDS[category]).join('; ')}
              </div>
              <Narrative text={fact.words} />
            </>,
            <>
              {basis !== undefined && BASIS_WORDS[basis.basis]}
              {fact.confidence !== null && <div className="ds-secondary">Confidence: {CONFIDENCE_WORDS[fact.confidence]}</div>}
            </>,
            <>
              <bdi>{names.get(fact.authorisedBy) ?? 'a colleague'}</bdi>
              <div className="ds-secondary">
                {GROUND_WORDS[fact.ground]}. Recorded by <bdi>{names.get(fact.by) ?? 'a colleague'}</bdi>
              </div>
            </>,
          ],
        };
      })}
    />
  );
}
