import { route } from '@/app/_edge/route';
import { startReport } from '@/lib/contact/verbs/start-report';
import { STEPS } from '@/lib/contact/report/steps';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /report/start', async ({ tx, person }) => seeOther(`/report/${await startReport(tx, person)}/${STEPS[0]}`));
