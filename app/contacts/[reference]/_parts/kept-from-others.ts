import { handedBack, plainPage, seeOther } from '@/lib/platform/http/answer';

/**
 * Back to the page with what was done or why not; words that a refusal would lose are shown again.
 * @param path the page, such as `/contacts/R/protected`.
 */
export function answerKept(path: string, result: { ok: true } | { ok: false; problem: string }, done: string, words: Record<string, string>, typed: readonly string[]): Response {
  if (result.ok) return seeOther(`${path}?done=${done}`);
  const kept = typed.filter((text) => text.trim() !== '');
  if (kept.length === 0) return seeOther(`${path}?problem=${result.problem}`);
  return plainPage(409, 'That was not done', [words[result.problem] ?? 'It could not be done.', ...handedBack(kept)]);
}
