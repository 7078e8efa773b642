/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': '55ace13b0eec060e5fd003bbbb0a44763ffde39d25ddcdc043973c7117f94989',
  'norfolk-threshold-guide 2016-17': '54640524c97eb0189bffb6361aae135edd14eddbb378e42d0edc0b2396ba1132',
  'norfolk-threshold-guide 2017-18': '7c49a330c817305d9425d53a6043b0cac591c38ebc8ae7d46ee352a03d2afcf4',
  'norfolk-threshold-guide 2018-19': '3dd19e7f235987e2a3230d30194684af305a26e1c7f6dd73f9d13a4a45fcb455',
  'somerset-effective-support 2019': 'fa51d93a49214eebf8f718658b52045aeafbeb49312bf91313b6f2eeed85afa5',
  'blackburn-with-darwen-conr 2014': 'ae0032dfe454c0e7f09355c712627a3e952967e5ee1d2f888dc1387fe6cac6c8',
  'plymouth-building-support 2012': '98d49bce82f6461bdb935b71a207c7ca56bf82a84f06de01ee65af7079ef1741',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
