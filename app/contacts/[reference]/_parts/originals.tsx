import type { Temporal } from 'temporal-polyfill';
import { FileForm, NEVER_SEND, sizeWords } from '@/app/report/_parts/files';
import { Card, DateTime } from '@/components/doorstep';
import { Button, Details } from '@/components/govuk';
import type { FormError } from '@/components/shell';
import type { Role } from '@/lib/access/model';
import { GOT_WRITTEN } from '@/lib/contact/call/call-fields';
import { givenOf, type Given } from '@/lib/contact/originals/access';
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

/** What staff are told of a file that they are not given, and of one that they are given with care. */
function standing({ scan, kind, copyKind }: Original, given: Given, scanner: boolean): string | null {
  switch (scan) {
    case 'infected':
      return `It contains a virus and is given to nobody. Ask whoever sent it for the same in words.`;
    case 'lost':
      return 'It did not arrive: we could not keep it. Ask whoever sent it for it.';
    case 'clean':
      if (ORIGINAL_TABLE[kind].picture !== true) return null;
      if (given.original) return 'As it came it may say where and when it was taken: give that to nobody but the police or a court.';
      return copyKind === null ? 'No copy could be made of it. A manager can have it as it came.' : null;
    case 'unscanned':
    case 'scanning':
    case 'scan_failed':
      if (scanner) return scan === 'scan_failed' ? 'The virus scanner gave no answer. It is asked again, and until then nobody is given the file.' : 'It is being checked for viruses. Until then nobody is given it.';
      return given.original ? 'Nobody has scanned it. Open it only where your council lets you open what came by post or mail.' : 'Sealed: nobody has scanned it. A manager can have it as it came.';
  }
}

function OneFile({ reference, file, role, scanner, secret, now }: { reference: string; file: Original; role: Role; scanner: boolean; secret: boolean; now: Temporal.Instant }) {
  const { id, name, kind, sizeBytes, sha256, addedAt } = file;
  const given = givenOf(file, role, scanner);
  const words = standing(file, given, scanner);
  const called = secret ? 'a file' : <bdi>{name}</bdi>;
  const href = `/contacts/${reference}/originals/${id}`;
  return (
    <li>
      {given.copy && (
        <a className="govuk-link" href={`${href}/copy`} download>
          Download a copy of {called}
        </a>
      )}
      {given.copy && given.original && ', or '}
      {given.original && (
        <a className="govuk-link" href={href} download>
          {given.copy ? 'as it came' : <>Download {secret ? 'it' : called}</>}
        </a>
      )}
      {!given.copy && !given.original && called}: {ORIGINAL_TABLE[kind].words}, {sizeWords(sizeBytes)}, attached <DateTime at={addedAt} now={now} within />
      {words !== null && <p className="ds-secondary">{words}</p>}
      <p className="ds-hash">SHA-256 {sha256}</p>
    </li>
  );
}

/**
 * The files of a contact: to be downloaded, never shown (safe practice 7.17).
 * @param scanner whether this installation has a virus scanner.
 * @param secret something of the contact is kept secret: a name of a file may say it, and the download asks for a reason first.
 * @param attach where the reader may attach one, with what was wrong with the last.
 */
export function Originals({ reference, originals, role, scanner, secret, attach = null, now }: { reference: string; originals: readonly Original[]; role: Role; scanner: boolean; secret: boolean; attach?: { errors: readonly FormError[] } | null; now: Temporal.Instant }) {
  if (originals.length === 0 && attach === null) return null;
  return (
    <Card heading="Files" id="originals">
      {originals.length > 0 && (
        <>
          <ul className="govuk-list">
            {originals.map((file) => (
              <OneFile key={file.id} reference={reference} file={file} role={role} scanner={scanner} secret={secret} now={now} />
            ))}
          </ul>
          <p className="govuk-hint">Each download is recorded.{secret && ' Details of this contact are protected and may stand in a file: you give a reason first, on the page “Protected details”.'}</p>
        </>
      )}
      {attach !== null && (
        <Details summaryText="Attach a file" open={attach.errors.length > 0}>
          <p className="govuk-body">{NEVER_SEND}</p>
          <FileForm action={`/contacts/${reference}/originals/add`} label="A file that belongs to this contact" errors={attach.errors} />
        </Details>
      )}
    </Card>
  );
}
