import { openRoute } from '@/app/_edge/route';
import { shutPage } from '@/app/message/_parts/shut';
import { OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { ofColleague } from '@/lib/contact/additions/addition';
import { tellByLink } from '@/lib/letter/status/verbs/tell-by-link';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { plainPage, seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = openRoute('POST /message/[token]/tell', async ({ form, params, request }) => {
  const token = params['token'] ?? '';
  const here = `/message/${encodeURIComponent(token)}`;
  const [key, text, challenge] = [form.text('key'), form.text('text'), form.text('act') === 'challenge'];
  if (!isId(key)) return seeOther(`${here}?problem=not_readable`);
  const told = await tellByLink(token, request.cookies.get(OPENED_COOKIE)?.value, { key, text, challenge, immediate: form.text('immediate') === 'yes', ...ofColleague(form.text('aboutColleague')) }, writeReceipt);
  if (told.ok) {
    const { how, urgent, shut } = told.value;
    if (shut !== null) return shutPage(token, { shut, urgent });
    const done = challenge ? (how === 'again' ? 'challenged_again' : 'challenged') : how;
    return seeOther(`${here}?done=${urgent ? 'urgent_' : ''}${done}`);
  }
  // Nothing is kept of whoever has not opened the link: what they typed is shown to them again.
  if (text.trim() !== '') return plainPage(409, 'That was not sent', [told.problem === 'ask_code' ? 'The half hour for which the page is open has run out. Go back, open the link again, and send it then.' : 'It could not be taken. Ring us, and give the reference. If a child is in danger now, ring 999.', 'What you typed is still in your browser: go back, and it is there. It was:', text]);
  return seeOther(told.problem === 'dead' || told.problem === 'ask_code' ? here : `${here}?problem=${told.problem}`);
}, { concern: true });
