import { openRoute } from '@/app/_edge/route';
import { notTakenPage, shutPage } from '@/app/message/_parts/taken';
import { ofColleague } from '@/lib/contact/additions/addition';
import { OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { answerByLink } from '@/lib/letter/follow-up/verbs/answer-by-link';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { seeOther } from '@/lib/platform/http/answer';
import { isId } from '@/lib/platform/ids';

export const POST = openRoute('POST /message/[token]/answer', async ({ form, params, request }) => {
  const token = params['token'] ?? '';
  const here = `/message/${encodeURIComponent(token)}`;
  const [key, verdict, text, immediate] = [form.text('key'), form.text('verdict'), form.text('text'), form.text('immediate') === 'yes'];
  if (!isId(key) || (verdict !== 'confirmed' && verdict !== 'corrected')) return seeOther(`${here}?problem=nothing_chosen`);
  const kept = await answerByLink(token, request.cookies.get(OPENED_COOKIE)?.value, { key, verdict, text, immediate, ...ofColleague(form.text('aboutColleague')) }, writeReceipt);
  if (kept.ok && kept.value.shut !== null) return shutPage(token, { shut: kept.value.shut, urgent: kept.value.urgent });
  if (kept.ok) return seeOther(`${here}?done=${kept.value.urgent && verdict === 'corrected' ? 'urgent' : verdict}`);
  if (text.trim() !== '') return notTakenPage(token, kept.problem, { text, immediate });
  return seeOther(kept.problem === 'dead' || kept.problem === 'ask_code' ? here : `${here}?problem=${kept.problem}`);
}, { concern: true });
