import { WarningText } from '@/components/govuk';
import { lineAnswered } from '@/lib/access/lines';
import type { Authority } from '@/lib/access/store';
import { elapsedWords } from '@/lib/clock/model';
import type { Temporal } from 'temporal-polyfill';
import { Telephone } from './telephone';

/**
 * Tells the author of something serious that nobody has it (domain 7.10).
 * @param call it is a call that somebody takes: the line to ring is their own, and what is to be done is another.
 * @param since since when it has been serious and unsent; left out where that is told beside it.
 */
export function NotSent({ authority: { settings }, at, since, href, call = false }: { authority: Authority; at: Temporal.Instant; since?: Temporal.Instant | undefined; href?: string | undefined; call?: boolean }) {
  const forWords = since && ` for ${elapsedWords(since, at)}`;
  if (call) return <WarningText html={<>NOT SENT{forWords}. What was said {href === undefined ? 'here' : <a className="govuk-link" href={href}>in a call you took</a>} may be serious, and nobody else has it. Make it a contact as soon as the call allows.</>} />;
  const answered = lineAnswered(settings, at);
  return (
    <WarningText
      attributes={{ 'data-not-sent': '' }}
      html={
        <>
          NOT SENT{forWords}. What you say {href === undefined ? 'here' : <a className="govuk-link" href={href}>in a report you began</a>} may be serious, and nobody has it. Send it, or ring <Telephone number={answered === 'night' ? settings.nightPhone : settings.dayPhone} /> now.
        </>
      }
    />
  );
}
