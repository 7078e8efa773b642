/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': 'c06e6b85cdc50f0909be78f952161ce7a65cb60c1838c69991548a01c25eaa33',
  'norfolk-threshold-guide 2016-17': '607a3fb6e33917b97a9eabbc5546581a249698eccf2b4df05afc8d5da76710fc',
  'norfolk-threshold-guide 2017-18': 'cd87a1689662affd3458763bd6654cf6409d3c3804d14e122006ff14d29b309a',
  'norfolk-threshold-guide 2018-19': 'a91acf6a2cb6cedfec01d910752d6c7445cda22218c1c995a830c3543c47dc6b',
  'somerset-effective-support 2019': 'fd39bacb931c904cb89c7f0d119adfbba281260cc5b9593f8181f0fb5f617310',
  'blackburn-with-darwen-conr 2014': '523c87942803722978f672a18124d13bb171a8a59f7701b39e50ca40fd713603',
  'plymouth-building-support 2012': '88bd49979159ef1ebe224efcc07fe8c3f54a63f4895ca65a54dcaefd4158e24b',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
