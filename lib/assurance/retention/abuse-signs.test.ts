import { expect, test } from 'vitest';
import { guides } from '@/lib/threshold/guides';
import { ABUSE_SIGNS } from './abuse-signs';

/** Words of a guide that may mean the sexual abuse of a child. */
const MAY_MEAN = /sexual|exploit|groom|indecent|naked|image|traffick|drawing them in|marriage/i;

/** Signs with such words that are none, and why. */
const NONE: Record<string, string> = {
  I032: 'Early signs that somebody draws them in, to what is not known: several such signs are I068',
  I035: 'Words or behaviour beyond the age, early and mild: nobody was harmed, and where it was learned is asked',
  I094: 'Came alone and seeks asylum: trafficking is asked about, and is I106 where it was so',
  I108: 'Genital mutilation, forced marriage and “honour” abuse: harm of another kind; sexual abuse beside it is I101',
};

test('every sign whose words may mean the sexual abuse of a child is kept as that, or stands here with why not', () => {
  const meant = guides.flatMap(({ indicators }) => indicators).filter(({ phrase, help }) => MAY_MEAN.test(`${phrase} ${help}`));
  expect(new Set(meant.map(({ id }) => id))).toEqual(new Set([...Object.keys(ABUSE_SIGNS), ...Object.keys(NONE)]));
});
