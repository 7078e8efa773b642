import { route } from '@/app/_edge/route';
import { slotForm, typedInto } from '@/lib/line/schema';
import { publishSlots } from '@/lib/line/verbs/publish-slots';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { refused } from '@/lib/platform/result';
import { PUBLISH_FIELDS, PUBLISH_FORM } from '../typed';

export const POST = route(
  'POST /slots/publish',
  async ({ tx, person, form }) => {
    const given = slotForm.safeParse(typedInto(form.fields(), PUBLISH_FIELDS));
    const published = given.success ? await publishSlots(tx, person, given.data) : refused('form' as const);
    if (published.ok) {
      await endTyped(tx, PUBLISH_FORM);
      return seeOther('/slots?done=published');
    }
    await keepTyped(tx, PUBLISH_FORM, form.fields());
    return seeOther(`/slots?problem=${published.problem}#publish`);
  },
  { back: () => '/slots' },
);
