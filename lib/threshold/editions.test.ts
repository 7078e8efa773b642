/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': '28da650600091cfce29d38767ac0bfc6a50d3fc9f51c1fe7f7508d71746fe622',
  'norfolk-threshold-guide 2016-17': '12fefbf30b67433deb02e9a9593ccfbca4006b25a786c6734000f2f7357a9bd6',
  'norfolk-threshold-guide 2017-18': '317a0f7a27f7b114b671efc330b8d4ec330715d4bc1f1ed4f602b7f1fd97ac79',
  'norfolk-threshold-guide 2018-19': '661b2a71a6afb227c3e62019cfafd345af0f77c2a062a71d2c85597c6427bea0',
  'somerset-effective-support 2019': '53ea47c2996a4851437ae6f14633d0e8b18c56bc327e481c332417fbefd8bba4',
  'blackburn-with-darwen-conr 2014': 'a58e0e732a600e1004b203f7796f8fb7896a33b88e0baa12e7f2d263439119bf',
  'plymouth-building-support 2012': 'c1460e4e36da0363b91013783db01a04cfa12a15f8037765cbb7c6351f113836',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
