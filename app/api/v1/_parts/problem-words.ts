/** Every code that a machine may be answered, and what it says of what was sent. */
export const PROBLEM_WORDS: Readonly<Record<string, string>> = {
  needs_typing: '202. Taken, and kept as it came: it could not be read, and a person types it in. Do not send it again.',
  other_content: '409. Something else was filed under this Idempotency-Key. Both are kept, and a person reads the second.',
  not_here: '404. There is nothing under this reference, or nothing for your agency: the two are answered alike.',
  unknown_key: '401. No key that is known here, or one that is revoked or exchanged. Nothing was taken, and where it was one that opened before, the duty service is told.',
  wrong_scope: '403. The key is for another purpose. Nothing was taken.',
  browser: '403. A browser asked. This door is for machines.',
  too_often: '429. Asked too often: wait as many seconds as Retry-After says. Concerns are never answered so: they are taken, and somebody rings you.',
  too_large: '413. More than 8 megabytes, or of a question more than 2. Nothing was taken, and the duty service was told that a concern did not fit: ring.',
  cut_off: '400. Less arrived than was announced. Nothing was taken: send it again under the same key.',
  try_again: '503. We are away for a moment. Whether it was taken is not known: send it again under the same key after as many seconds as Retry-After says, and it is taken once.',
  ours: '500. The fault is ours. Whether all of it was taken is not known: send it again under the same key, and it is taken once. It may be asked for by the member “code”.',
};
