import { openRoute } from '@/app/_edge/route';
import { notTakenPage, shutPage } from '@/app/message/_parts/taken';
import { OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { ofColleague } from '@/lib/contact/additions/addition';
import { tellByLink } from '@/lib/letter/status/verbs/tell-by-link';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = openRoute('POST /message/[token]/tell', async ({ form, params, request }) => {
  const token = params['token'] ?? '';
  const here = `/message/${encodeURIComponent(token)}`;
  const [key, text, challenge, immediate] = [form.text('key'), form.text('text'), form.text('act') === 'challenge', form.text('immediate') === 'yes'];
  if (!isId(key)) return seeOther(`${here}?problem=not_readable`);
  const told = await tellByLink(token, request.cookies.get(OPENED_COOKIE)?.value, { key, text, challenge, immediate, ...ofColleague(form.text('aboutColleague')) }, writeReceipt);
  if (told.ok) {
    const { how, urgent, shut } = told.value;
    if (shut !== null) return shutPage(token, { shut, urgent });
    const done = challenge ? (how === 'again' ? 'challenged_again' : 'challenged') : how;
    return seeOther(`${here}?done=${urgent ? 'urgent_' : ''}${done}`);
  }
  if (text.trim() !== '') return notTakenPage(token, told.problem, { text, immediate });
  return seeOther(told.problem === 'dead' || told.problem === 'ask_code' ? here : `${here}?problem=${told.problem}`);
}, { concern: true });
