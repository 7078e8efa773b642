import type { Temporal } from 'temporal-polyfill';
import { DateTime } from '@/components/doorstep';
import { evidence } from '@/lib/clock/evidence';
import type { WorkNote } from '@/lib/contact/workspace-store';
import { DUTY_KINDS } from '@/lib/duty/codes';
import type { Duty } from '@/lib/duty/model';
import { LETTER_KIND_WORDS, letterStateWords, NOT_TOLD_WORDS, type NotToldGround } from '@/lib/letter/model';
import type { Letter, NotTold } from '@/lib/letter/store';

interface Named {
  names: ReadonlyMap<string, string>;
  now: Temporal.Instant;
}

const nameOf = (names: ReadonlyMap<string, string>, id: string) => names.get(id) ?? 'Somebody who no longer works here';

/** What the decision opened: by whom it was owed, by when, and how it ended. Ended duties stay. */
export function DutiesOpened({ duties, names, now }: Named & { duties: readonly Duty[] }) {
  if (duties.length === 0) return <p className="govuk-body">It opened no duty.</p>;
  return (
    <ul className="govuk-list govuk-list--bullet">
      {duties.map((duty) => (
        <li key={duty.id}>
          <strong>{DUTY_KINDS[duty.code].title}</strong>, {duty.dueAt === null ? 'no instant could be given' : <>by <DateTime at={duty.dueAt} now={now} within due /></>}.{' '}
          {duty.discharge === null ? (
            'Open.'
          ) : (
            <>
              Ended <DateTime at={duty.discharge.at} now={now} within /> by <bdi>{nameOf(names, duty.discharge.by)}</bdi>: {duty.discharge.words}
            </>
          )}{' '}
          <span className="ds-secondary">
            {duty.evidence} {duty.law}.
          </span>
        </li>
      ))}
    </ul>
  );
}

const groundWords = (ground: string) => (Object.hasOwn(NOT_TOLD_WORDS, ground) ? NOT_TOLD_WORDS[ground as NotToldGround] : ground);

const EVENT_WORDS: Record<string, string> = { sent: 'sent', posted: 'posted', delivered: 'the e-mail taken by the mail service', arrived: 'the e-mail arrived', read: 'read by its recipient', cancelled: 'cancelled', returned: 'came back', undelivered: 'did not arrive' };

/** When each person was told, or why not. A letter names its reader; what it says stands in the letter. */
export function Told({ letters, notTold, names, now }: Named & { letters: readonly Letter[]; notTold: readonly NotTold[] }) {
  if (letters.length === 0 && notTold.length === 0) return <p className="govuk-body">Nobody has been told yet, and no reason not to tell is recorded.</p>;
  return (
    <ul className="govuk-list govuk-list--bullet">
      {letters.map((letter) => (
        <li key={letter.id}>
          <bdi>{letter.recipient.name}</bdi>: {LETTER_KIND_WORDS[letter.kind].toLowerCase()}. {letterStateWords(letter)}.
          {letter.events
            .filter(({ what }) => EVENT_WORDS[what] !== undefined)
            .map(({ what, at }) => (
              <span key={`${what}${at.toString()}`}>
                {' '}
                {EVENT_WORDS[what]} <DateTime at={at} now={now} within />;
              </span>
            ))}
        </li>
      ))}
      {notTold.map(({ decisionId, ground, reason, by, at }) => (
        <li key={decisionId}>
          Not told: {groundWords(ground)}. {reason} <span className="ds-secondary"><bdi>{nameOf(names, by)}</bdi>, <DateTime at={at} now={now} within /></span>
        </li>
      ))}
    </ul>
  );
}

interface ClocksKeptProps extends Named {
  receivedAt: Temporal.Instant;
  due24h: Temporal.Instant;
  due1wd: Temporal.Instant | null;
  /** When the decision took effect; null while it waits for a second person or was returned. */
  effectAt: Temporal.Instant | null;
  breaches: readonly WorkNote[];
}

function Kept({ name, due, effectAt, now }: { name: string; due: Temporal.Instant; effectAt: Temporal.Instant | null; now: Temporal.Instant }) {
  const late = (effectAt ?? now).epochMilliseconds >= due.epochMilliseconds;
  return (
    <p className="govuk-body">
      {name}: ended <DateTime at={due} now={now} within />. <strong>{late ? 'Not kept' : effectAt === null ? 'Still running' : 'Kept'}</strong>.
    </p>
  );
}

/** Both clocks of the report, how their ends came about, whether they were kept, and what was done meanwhile when not. */
export function ClocksKept({ receivedAt, due24h, due1wd, effectAt, breaches, names, now }: ClocksKeptProps) {
  const lines = evidence(receivedAt);
  return (
    <>
      <Kept name="24 hours" due={due24h} effectAt={effectAt} now={now} />
      {due1wd !== null && <Kept name="One working day" due={due1wd} effectAt={effectAt} now={now} />}
      {lines.ok && (
        <p className="ds-secondary">
          {lines.value.due24h} {lines.value.due1wd}
        </p>
      )}
      {breaches.map(({ id, text, by, at }) => (
        <div key={id}>
          <p className="ds-narrative">{text}</p>
          <p className="ds-secondary">
            <bdi>{nameOf(names, by)}</bdi>, <DateTime at={at} now={now} within />
          </p>
        </div>
      ))}
    </>
  );
}
