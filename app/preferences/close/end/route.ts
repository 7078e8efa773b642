import { route } from '@/app/_edge/route';
import { isId } from '@/lib/platform/ids';
import { seeOther } from '@/lib/platform/http/answer';
import { endClose } from '@/lib/restriction/close-store';

export const POST = route('POST /preferences/close/end', async ({ tx, person, form }) => {
  const id = form.text('close');
  if (isId(id) && (await endClose(tx, id))) tx.ledger({ action: 'close_person.ended', objectKind: 'account', objectId: person.actorId });
  return seeOther('/preferences?saved=1#close');
});
