import { route } from '@/app/_edge/route';
import { seeOther } from '@/lib/platform/http/answer';

/** Asks who is there before the form is shown: what is typed into it is kept nowhere. */
export const POST = route('POST /account/password/begin', () => Promise.resolve(seeOther('/account/password')), { back: () => '/account' });
