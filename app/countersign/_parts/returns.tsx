import type { Temporal } from 'temporal-polyfill';
import { DateTime, StackTable } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { PROTECTION_KINDS, timeLeftWords } from '@/lib/contact/protection/model';
import type { WaitingReturn } from '@/lib/contact/protection/waiting-store';
import type { Shown } from '@/lib/restriction/model';
import { Rationale, waitedWords } from './words';

/** Children of whom somebody asks that they go home from police protection or an order: by when a manager answers, and when it ends by itself. */
export function Returns({ returns, shown, names, now }: { returns: readonly WaitingReturn[]; shown: ReadonlyMap<string, Shown>; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  if (returns.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m" id="returns">
        A child goes home
      </h2>
      <StackTable
        caption="Children who are to go home from police protection or an emergency protection order, the soonest due first"
        columns={[{ heading: 'Contact', classes: 'ds-col-narrow' }, { heading: 'Protected until', classes: 'w-1/5' }, { heading: 'To whom, and why that is safe', classes: 'w-1/3' }, { heading: 'Asked' }, { heading: 'Due', classes: 'ds-col-clock' }]}
        rows={returns.map(({ id, protectionId, contactId, reference, kind, endsAt, homeAt, words, by, at, due }) => ({
          id: `return-${id}`,
          urgent: true,
          cells: [
            <a key="contact" className="govuk-link ds-reference" href={`/contacts/${reference}/under-protection?of=${protectionId}`}>
              {reference}
            </a>,
            <>
              {PROTECTION_KINDS[kind]} until <DateTime at={endsAt} now={now} within />
              <div className="ds-secondary">{timeLeftWords(endsAt, now)}</div>
            </>,
            <>
              <Rationale words={words} shown={shown.get(contactId) ?? 'nothing'} />
              <p className="ds-secondary">
                From <DateTime at={homeAt} now={now} within />
              </p>
            </>,
            <>
              <DateTime at={at} now={now} />
              <div className="ds-secondary">
                {waitedWords(at, now)}, by <bdi>{names.get(by) ?? 'a colleague'}</bdi>
              </div>
            </>,
            <>
              {due === null ? 'Not known' : <DateTime at={due} now={now} />} {due !== null && due.epochMilliseconds <= now.epochMilliseconds && <Tag text="Overdue" classes="govuk-tag--red" />}
            </>,
          ],
        }))}
      />
    </>
  );
}
