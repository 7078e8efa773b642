import { Button, FileUpload } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { ORIGINAL_TABLE, VIRUS } from '@/lib/contact/originals/kinds';
import type { Original } from '@/lib/contact/originals/original-store';

/** "1.2 MB". */
export const sizeWords = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** Endings offered by the dialogue in which a file is chosen; what it is is told by its bytes all the same. */
const ACCEPT = Object.values(ORIGINAL_TABLE)
  .filter(({ past, own }) => past !== true && own !== true)
  .flatMap(({ endings }) => endings.map((ending) => `.${ending}`))
  .join(',');

const KINDS_HINT = 'Picture, PDF, Word, OpenDocument, e-mail (.eml, .msg) or text, up to 8 megabytes. It is kept sealed.';

/** Where a file stands, for whoever sent it. */
export function fileState({ scan }: Pick<Original, 'scan'>, scanner: boolean): string {
  switch (scan) {
    case 'clean':
      return 'Kept. No virus was found.';
    case 'infected':
      return `${VIRUS}. It goes to nobody.`;
    case 'lost':
      return 'It did not arrive: we could not keep it. We know its name and will ask you for it.';
    case 'unscanned':
    case 'scanning':
    case 'scan_failed':
      return scanner ? 'Kept. It is being checked for viruses.' : 'Kept, sealed. Nobody has opened it.';
  }
}

/** What is to be said above a form of files: a virus was found, or a file did not arrive. */
export function fileErrors(files: readonly Pick<Original, 'scan' | 'name'>[]): FormError[] {
  return files.flatMap(({ scan, name }) => (scan === 'infected' ? [{ field: 'files', message: `${VIRUS}: ${name}. Take it away, or leave it: it goes to nobody.` }] : []));
}

/** To which of several unfinished ones a file belongs, where there may be several. */
function Of({ of }: { of: string | undefined }) {
  return of === undefined ? null : <input type="hidden" name="of" value={of} />;
}

/** The files of something, each with a way to take it away where there is one. */
export function FileList({ files, scanner, removeAt, of }: { files: readonly Original[]; scanner: boolean; removeAt?: string | undefined; of?: string | undefined }) {
  return (
    <ul className="govuk-list" id="files">
      {files.map((file) => (
        <li key={file.id} className="ds-act-row">
          <span>
            <bdi>{file.name}</bdi>: {ORIGINAL_TABLE[file.kind].words}, {sizeWords(file.sizeBytes)}. {fileState(file, scanner)}
          </span>
          {removeAt !== undefined && (
            <form method="post" action={removeAt}>
              <input type="hidden" name="file" value={file.id} />
              <Of of={of} />
              <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>Take away<span className="govuk-visually-hidden"> {file.name}</span></>} />
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

/** One file at a time, with or without scripts. */
export function FileForm({ action, label, button = 'Attach it', of, errors }: { action: string; label: string; button?: string; of?: string | undefined; errors: readonly FormError[] }) {
  return (
    <form method="post" action={action} encType="multipart/form-data">
      <Of of={of} />
      <FileUpload id="file" name="file" label={{ text: label, classes: 'govuk-label--s' }} hint={{ text: KINDS_HINT }} errorMessage={errorFor(errors, 'file')} attributes={{ accept: ACCEPT }} />
      <Button text={button} classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

/** What must never be sent: a picture of that kind is an offence to have, to copy and to send, whoever does it and for whatever reason. */
export const NEVER_SEND = 'Never copy or send a nude or sexual picture of a child, also not as proof: that is an offence. Say in words that there is one and on which device, leave the device alone, and ring the police.';
