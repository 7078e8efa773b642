import { route } from '@/app/_edge/route';
import { Missing } from '@/app/_edge/subject';
import { isOutcome, readPeriod } from '@/lib/assurance/retention/schedules';
import { setPeriod } from '@/lib/assurance/retention/verbs/set-period';
import { textOf } from '@/lib/platform/draft/model';
import { endTyped, keepTyped } from '@/lib/platform/draft/typed';
import { seeOther } from '@/lib/platform/http/answer';
import { periodFormOf } from '../../../_parts/words';

/** Keeps an area's own period; what cannot be kept is shown again as it was typed. */
export const POST = route(
  'POST /retention/periods/[outcome]/save',
  async ({ tx, form, params }) => {
    const outcome = params['outcome'] ?? '';
    if (!isOutcome(outcome)) throw new Missing('retention_period', outcome);
    const fields = form.fields();
    const read = readPeriod(outcome, (field) => textOf(fields, field));
    const done = read.ok ? await setPeriod(tx, outcome, read.value, textOf(fields, 'stood')) : ({ ok: false, problem: 'form' } as const);
    if (done.ok) {
      await endTyped(tx, periodFormOf(outcome));
      return seeOther('/retention?done=period#schedule');
    }
    await keepTyped(tx, periodFormOf(outcome), fields);
    return seeOther(`/retention/periods/${outcome}?problem=${done.problem}`);
  },
  { back: (params) => `/retention/periods/${params['outcome'] ?? ''}` },
);
