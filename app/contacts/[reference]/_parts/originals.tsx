import type { Temporal } from 'temporal-polyfill';
import { sizeWords } from '@/app/calls/[draft]/_parts/originals';
import { Card, DateTime } from '@/components/doorstep';
import { Button, WarningText } from '@/components/govuk';
import { GOT_WRITTEN } from '@/lib/contact/call/call-fields';
import { ORIGINAL_TABLE } from '@/lib/contact/originals/kinds';
import type { Original } from '@/lib/contact/originals/original-store';

/** An e-mail or a letter that belongs to this contact is typed in and added to it, with its original. */
export function TypeInMore({ reference }: { reference: string }) {
  return (
    <form method="post" action="/calls/start">
      <input type="hidden" name="about" value={reference} />
      <p className="govuk-body">Something about this contact came by e-mail or by letter: type it in, and attach the original. It is added here, unread again for everyone, with its own time of receipt.</p>
      <div className="govuk-button-group">
        {GOT_WRITTEN.map((written) => (
          <Button key={written} text={`Add ${written === 'email' ? 'an e-mail' : 'a letter'}`} name="channel" value={written} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
        ))}
      </div>
    </form>
  );
}

/**
 * The originals of what was typed in: to be downloaded, never shown.
 * @param secret something of the contact is kept secret: a name of a file may say it, and the download asks for a reason first.
 */
export function Originals({ reference, originals, secret, now }: { reference: string; originals: readonly Original[]; secret: boolean; now: Temporal.Instant }) {
  if (originals.length === 0) return null;
  return (
    <Card heading="The original" id="originals">
      <WarningText text="Nobody has scanned it. Open it only where your council lets you open what came by post or mail." />
      <ul className="govuk-list">
        {originals.map(({ id, name, kind, sizeBytes, sha256, addedAt }) => (
          <li key={id}>
            <a className="govuk-link" href={`/contacts/${reference}/originals/${id}`} download>
              {secret ? 'Download it' : <>Download <bdi>{name}</bdi></>}
            </a>
            : {ORIGINAL_TABLE[kind].words}, {sizeWords(sizeBytes)}, attached <DateTime at={addedAt} now={now} />
            <p className="ds-hash">SHA-256 {sha256}</p>
          </li>
        ))}
      </ul>
      <p className="govuk-hint">Each download is recorded.{secret && ' Details of this contact are protected and may stand in it: you give a reason first, on the page “Protected details”.'}</p>
    </Card>
  );
}
