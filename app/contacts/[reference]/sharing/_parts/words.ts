/** What was recorded, as the page says it afterwards. */
export const RECORDED_WORDS: Record<string, string> = {
  agreement: 'The answer is recorded.',
  openness: 'What the family knows is recorded.',
  basis: 'The basis is recorded.',
  checks: 'A manager is asked. Until one agrees nothing goes to another agency.',
  request: 'The request is ended, and its duty with it.',
  answer: 'Your answer is recorded.',
  right: 'It is put right. What was recorded before stays readable under it.',
  back: 'The agreement is taken back. From now on it opens nothing more.',
  sent: 'It is recorded, with its basis and by whose authority it went.',
};
