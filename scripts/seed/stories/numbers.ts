/** The letters that a unique pupil number may begin with, by remainder. */
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
/** No school has this number: the pupil numbers made with it are nobody's. */
const NO_SCHOOL = '9999';

/** Local authority codes of the Department for Education (domain 2.1). */
const AUTHORITY_CODES: Readonly<Record<string, string>> = { cambridgeshire: '873', norfolk: '926', somerset: '933', 'blackburn-with-darwen': '889', plymouth: '879' };

const twoDigits = (year: number) => String(year % 100).padStart(2, '0');

/**
 * An NHS number from the range that is kept for tests (999), with its right check digit.
 * @param serial 0 to 999,999; where the arithmetic allows no check digit the next serial that does is taken,
 *   so serials must lie at least two apart to stay different.
 */
export function testNhsNumber(serial: number): string {
  for (let tried = serial; ; tried += 1) {
    const nine = `999${String(tried).padStart(6, '0')}`;
    const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${nine}${check}`;
  }
}

/** A unique pupil number with its right check letter, of a school that does not exist. */
export function testUpn(area: string, startedSchool: number, serial: number): string {
  const digits = `${AUTHORITY_CODES[area] ?? '999'}${NO_SCHOOL}${twoDigits(startedSchool)}${String(serial % 1000).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  return `${UPN_LETTERS[sum % 23]}${digits}`;
}
