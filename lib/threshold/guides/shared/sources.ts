/**
 * The public pages from which the shared indicators were drawn. They are other authorities' pages: the
 * indicator annexes of the five areas themselves were not available, so every guide is illustrative.
 */
const AUTHORITIES: Record<string, string> = {
  Bk: 'Buckinghamshire',
  Br: 'Bristol',
  Bu: 'Bury',
  Dv: 'Devon',
  DvI: 'Devon indicators page',
  ES: 'East Sussex',
  H: 'Hampshire',
  K: 'Kent',
  Li: 'Liverpool',
  Lo: 'London child protection procedures, pre-birth chapter',
  Nb: 'Northumberland',
  T: 'Torbay',
  Tr: 'Trafford',
  Wi: 'Wirral',
};

/** Expands source keys such as "T2" to words ("Torbay, level 2"); anything else stands as it is. */
export function sourceWords(keys: readonly string[]): string {
  return keys.map(words).join('; ');
}

function words(key: string): string {
  const [, letters, printedLevel] = /^([A-Za-z]+)(\d?)$/.exec(key) ?? [];
  const authority = letters === undefined ? undefined : AUTHORITIES[letters];
  if (authority === undefined) return key;
  return printedLevel === '' || printedLevel === undefined ? authority : `${authority}, level ${printedLevel}`;
}

/** General practice knowledge: no public source was found, so a partnership should look at these first. */
export const PRACTICE = 'general practice knowledge, no public source found';
