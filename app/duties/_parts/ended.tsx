import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { SummaryList } from '@/components/govuk';
import type { DischargeHow, Duty } from '@/lib/duty/model';
import { evidenceWords } from '@/lib/duty/evidence';

/** How a duty ended, for its heading and its form. */
export const HOW_WORDS: Record<DischargeHow, { text: string; hint: string }> = {
  done: { text: 'Done', hint: 'Answer what is asked below.' },
  accepted: { text: 'Accepted by a named person elsewhere', hint: 'Answer what is asked below. Until then it is ours.' },
  ended_lawfully: { text: 'No longer owed in law', hint: 'A manager says why, such as a child found to live elsewhere.' },
};

/** The same, where one person does not say it. */
export const BY_TWO = 'Two persons: somebody else has written above, under “Meanwhile”, why it is not owed; then a social-work-qualified manager who does not owe it, and did not decide, report or hold the contact, says so here.';

/** What a duty ended on: by whom, when, each question with its answer, and words. */
export function Ended({ discharge: { how, at, evidence, words }, name, now }: { discharge: NonNullable<Duty['discharge']>; name: ReactNode; now: Temporal.Instant }) {
  const repeats = words === evidenceWords(evidence);
  return (
    <>
      <h2 className="govuk-heading-m">{HOW_WORDS[how].text}</h2>
      <p className="govuk-body">
        <bdi>{name}</bdi>, <DateTime at={at} now={now} within />
      </p>
      {evidence.length > 0 && (
        <SummaryList
          rows={evidence.map(({ question, answer, because }) => ({
            key: { text: question },
            value: {
              html: (
                <>
                  {answer === '' ? <span className="ds-unknown">Not answered</span> : <Narrative text={answer} />}
                  {because !== '' && <p className="ds-secondary">{because}</p>}
                </>
              ),
            },
          }))}
        />
      )}
      {!repeats && <Narrative text={words} />}
    </>
  );
}
