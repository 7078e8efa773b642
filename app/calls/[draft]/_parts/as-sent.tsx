import type { Temporal } from 'temporal-polyfill';
import { Card, DateTime } from '@/components/doorstep';
import { WarningText } from '@/components/govuk';
import { isCut, type Intake } from '@/lib/contact/machine/intake-store';
import { notificationsIn } from '@/lib/contact/machine/notifications';
import { jsonText, readJsonBytes, readReport } from '@/lib/contact/machine/read-sent';
import { layOut } from '@/lib/contact/machine/sent-text';
import { readText } from '@/lib/platform/http/body';
import { londonDate } from '@/lib/platform/time';
import { sizeWords } from '@/app/report/_parts/files';

/** Which text of two bytes a letter begins with its mark. */
const WIDE: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

/** The text as it came: JSON with its lines laid out and no word of it altered, anything else as it is; what is not text at all stands for itself. */
function textOf(bytes: Uint8Array): string {
  if (readJsonBytes(bytes).ok) return layOut(jsonText(bytes));
  return new TextDecoder(WIDE[Buffer.from(bytes.subarray(0, 2)).toString('hex')] ?? 'utf-8').decode(bytes).replaceAll('\0', '');
}

/** Each field that kept it from being read has a line, as far as a person reads them. */
const PROBLEMS_SHOWN = 100;

/** What another system sent, beside the page on which it is typed in; and what kept it from being read. */
export function AsSent({ intake: { systemName, agencyName, receivedAt, sizeBytes, lane }, body, now }: { intake: Intake; body: Uint8Array | null; now: Temporal.Instant }) {
  if (body === null) return null;
  const value = readJsonBytes(body);
  const count = notificationsIn(jsonText(body));
  const read = value.ok ? readReport(value.value, londonDate(receivedAt)) : value;
  return (
    <Card heading="As it was sent" id="as-sent">
      <p className="govuk-body">
        By <bdi>{systemName}</bdi> of <bdi>{agencyName}</bdi>, <DateTime at={receivedAt} now={now} within />, {sizeWords(sizeBytes)}. Type in what it says; nothing is taken over by itself. It is kept, sealed, as the original.
      </p>
      {isCut({ sizeBytes }) && <WarningText text="Only its first 2 megabytes were kept. What matters may stand in the rest: ring whoever sent it." />}
      {count > 1 && <WarningText text={`It holds ${count} concerns, and this page makes one contact. Log a call for each of the others first, and send this one last: with it, all ${count} wait no more.`} />}
      {lane === 'notification' && !value.ok && <WarningText text="It may hold several concerns: read it to its end. Log a call for each of the others first, and send this one last." />}
      {!readText(body).ok && <WarningText text="It is no text that is read here, so that what stands below may not be all that it says. Ring whoever sent it." />}
      {!read.ok && (
        <ul className="govuk-list govuk-list--bullet">
          {read.problem.slice(0, PROBLEMS_SHOWN).map(({ pointer, detail }) => (
            <li key={`${pointer} ${detail}`}>
              <bdi>{pointer === '' ? 'All of it' : pointer}</bdi>: {detail}
            </li>
          ))}
          {read.problem.length > PROBLEMS_SHOWN && <li>and {read.problem.length - PROBLEMS_SHOWN} more</li>}
        </ul>
      )}
      <pre className="ds-mail max-h-96 overflow-auto" dir="auto" tabIndex={0} role="region" aria-label="The text that was sent">
        {textOf(body)}
      </pre>
    </Card>
  );
}
