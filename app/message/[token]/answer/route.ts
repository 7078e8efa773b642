import { openRoute } from '@/app/_edge/route';
import { shutPage } from '@/app/message/_parts/shut';
import { ofColleague } from '@/lib/contact/additions/addition';
import { OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { answerByLink } from '@/lib/letter/follow-up/verbs/answer-by-link';
import { plainPage, seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = openRoute('POST /message/[token]/answer', async ({ form, params, request }) => {
  const token = params['token'] ?? '';
  const here = `/message/${encodeURIComponent(token)}`;
  const [key, verdict, text] = [form.text('key'), form.text('verdict'), form.text('text')];
  if (!isId(key) || (verdict !== 'confirmed' && verdict !== 'corrected')) return seeOther(`${here}?problem=nothing_chosen`);
  const kept = await answerByLink(token, request.cookies.get(OPENED_COOKIE)?.value, { key, verdict, text, immediate: form.text('immediate') === 'yes', ...ofColleague(form.text('aboutColleague')) });
  if (kept.ok && kept.value.shut !== null) return shutPage(token, { shut: kept.value.shut, urgent: kept.value.urgent });
  if (kept.ok) return seeOther(`${here}?done=${kept.value.urgent && verdict === 'corrected' ? 'urgent' : verdict}`);
  // Nothing of the caller's is kept before the link is open: what they typed is shown to them again.
  if (text.trim() !== '') return plainPage(409, 'That was not sent', [kept.problem === 'ask_code' ? 'The half hour for which the code opens the page has run out. Go back, open the link again with the code, and send it then.' : 'It could not be taken. Ring us, and give the reference.', 'What you typed is still in your browser: go back, and it is there. It was:', text]);
  return seeOther(kept.problem === 'dead' || kept.problem === 'ask_code' ? here : `${here}?problem=${kept.problem}`);
}, { concern: true });
