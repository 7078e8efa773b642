/** That no manager agreed to it, chosen instead of an agreement: only what has gone already can go so. */
export const NO_REQUEST = 'none';

const SEPARATORS = /[,;/&+\n]|\band\b/;
/** The agencies of a text, as compared: without capitals, marks and the small word before a name. */
function agenciesIn(text: string): string {
  const names = text.normalize('NFKC').toLowerCase().split(SEPARATORS);
  const bare = names.map((name) => name.replace(/[^\p{L}\p{N}]+/gu, ' ').trim().replace(/^(?:the|her|his|their) (?=.)/, ''));
  return `|${bare.filter((name) => name !== '').join('|')}|`;
}

/**
 * Is this agency one of those that a request names? "GP and school nurse" names the GP and the school nurse, and not the school:
 * a manager agreed to those alone (domain 7.16). A name with "and" in it is found as it stands.
 */
export function namesAgency(named: string, agency: string): boolean {
  const wanted = agenciesIn(agency);
  return wanted !== '||' && agenciesIn(named).includes(wanted);
}
