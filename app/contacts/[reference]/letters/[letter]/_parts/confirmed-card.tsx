import type { Temporal } from 'temporal-polyfill';
import { Card, DateTime } from '@/components/doorstep';
import { FAMILY_STANDING_WORDS, INTERPRETER_WORDS, READING_NEED_WORDS, WISH_WORDS } from '@/lib/letter/family/family';
import type { confirmationOf } from '@/lib/letter/family/family-store';

type Confirmation = NonNullable<Awaited<ReturnType<typeof confirmationOf>>>;

const wordsIn = (table: Record<string, string>, code: string) => (Object.hasOwn(table, code) ? table[code] : code);

/** What a named worker confirmed for a letter to the family. */
export function ConfirmedCard({ confirmation, by, now }: { confirmation: Confirmation; by: string | undefined; now: Temporal.Instant }) {
  const { standing, standingWords, wish, wishWords, toldBecause, language, interpreter, reading, at } = confirmation;
  const rows: [string, string][] = [
    ['By what right', `${wordsIn(FAMILY_STANDING_WORDS, standing)}. ${standingWords}`],
    ['The young person’s wish', `${wordsIn(WISH_WORDS, wish)}. ${wishWords}`],
    ...(toldBecause === '' ? [] : [['Why they are told, though a report says who must not be', toldBecause] satisfies [string, string]]),
    ['Language', `${language}. ${wordsIn(INTERPRETER_WORDS, interpreter)}.`],
    ['How they read', `${wordsIn(READING_NEED_WORDS, reading)}.`],
  ];
  return (
    <Card heading="Confirmed for this letter" id="confirmed">
      <dl className="govuk-summary-list govuk-summary-list--no-border">
        {rows.map(([what, words]) => (
          <div className="govuk-summary-list__row" key={what}>
            <dt className="govuk-summary-list__key">{what}</dt>
            <dd className="govuk-summary-list__value">{words}</dd>
          </div>
        ))}
      </dl>
      <p className="ds-secondary">
        <bdi>{by ?? 'A colleague'}</bdi>, <DateTime at={at} now={now} within />
      </p>
    </Card>
  );
}
