import { machineRoute } from '@/app/_edge/machine';
import { answerFiled } from '@/app/api/v1/_parts/answer';
import { readAuthority } from '@/lib/access/store';
import { fileContact } from '@/lib/contact/machine/verbs/file-contact';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';

/** A concern of another system (docs/api.md): never refused for its shape (safe practice 17). */
export const POST = machineRoute('POST /api/v1/contacts', ['contacts'], async ({ tx, machine, bytes, whole, contentType, headers }) => {
  const authority = await readAuthority(tx);
  const filed = await fileContact(tx, machine, authority, { key: headers.get('idempotency-key'), bytes, whole, contentType });
  if (filed.how === 'filed' && filed.created) await writeReceipt(tx, filed.contactId, authority);
  return answerFiled(filed, authority, tx.at);
}, { takes: true });
