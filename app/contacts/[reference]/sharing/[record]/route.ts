import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { isId } from '@/lib/platform/ids';
import { seeOther } from '@/lib/platform/http/answer';
import { answerRequest } from '@/lib/sharing/verbs/answer-request';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordAgreement } from '@/lib/sharing/verbs/record-agreement';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';

const RECORDS = { agreement: recordAgreement, openness: recordOpenness, basis: recordBasis, checks: askForChecks, sent: recordSent, request: answerRequest } as const;
const isRecord = (text: string): text is keyof typeof RECORDS => Object.hasOwn(RECORDS, text);

/** Adds one record; where that is refused, what was typed is shown again. */
export const POST = route('POST /contacts/[reference]/sharing/[record]', async ({ tx, contact, form, params }) => {
  const record = params['record'] ?? '';
  if (!contact) throw new Missing('reference', params['reference'] ?? '');
  const here = `/contacts/${contact.reference}/sharing`;
  if (!isRecord(record)) return seeOther(here);
  // What was typed for one request of several does not stand under the next.
  const request = record === 'request' && isId(form.text('request.id')) ? form.text('request.id') : null;
  const typed = { kind: 'sharing', contactId: contact.id, about: request ?? record } as const;
  const done = await RECORDS[record](tx, contact.id, form.fields());
  if (!done.ok) {
    await keepTyped(tx, typed, form.fields());
    return seeOther(`${here}?form=${record}${request === null ? '' : `&request=${request}`}&problem=${done.problem}`);
  }
  await endTyped(tx, typed);
  return seeOther(`${here}?done=${record}`);
}, { back: ({ reference }) => `/contacts/${reference}/sharing` });
