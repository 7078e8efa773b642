/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': '4d9e0aa202060bda26242315ad1662c5894282886ce5657557b46f8c84780d60',
  'norfolk-threshold-guide 2016-17': '7975c27d2dd418f474f2be7268746fd07e9a34ab1c273f0e5406d30285742087',
  'norfolk-threshold-guide 2017-18': '46242c751299c5045b58eb33f70f27f7217b02ca61215dcf77412d3f2604a88d',
  'norfolk-threshold-guide 2018-19': '58015e18012f9d8682e73efcfb44651777a28ef32f4378163c95a80e1932f133',
  'somerset-effective-support 2019': '4da073b6f06e56362be7450586283aa1548f98bdccfcba75f69febfe8a8aa489',
  'blackburn-with-darwen-conr 2014': '1c7d52dc1a3ab17f2d5fd19177facb2877f6fff45b05143dbd69d602d77a8657',
  'plymouth-building-support 2012': '0186d600710564197d35350da534a8b8b75adb34db2b9f7105429115ed7281bd',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
