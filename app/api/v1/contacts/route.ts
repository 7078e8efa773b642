import { keyOf, machineDoor, takeOne } from '@/app/_edge/machine';
import { answerFiled } from '@/app/api/v1/_parts/answer';
import { readAuthority } from '@/lib/access/store';
import { readReport, readWhole } from '@/lib/contact/machine/read-sent';
import { fileContact } from '@/lib/contact/machine/verbs/file-contact';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { londonDate, now } from '@/lib/platform/time';

/** A concern of another system (docs/api.md): never refused for its shape (safe practice 17). */
export const POST = machineDoor('POST /api/v1/contacts', ['contacts'], async (call) => {
  const { machine, bytes, whole, contentType } = call;
  const value = readWhole(bytes, whole);
  return takeOne(call, value.ok ? readReport(value.value, londonDate(now())) : value, async (tx, read) => {
    const authority = await readAuthority(tx);
    const filed = await fileContact(tx, machine, authority, { key: keyOf(call), bytes, whole, contentType, read });
    if (filed.how === 'filed' && filed.created) await writeReceipt(tx, filed.contactId, authority);
    return answerFiled(filed, authority, tx.at);
  });
}, { takes: true });
