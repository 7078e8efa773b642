/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 57). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': 'f9310da3d3c34ef631e6eea82443c3ee83fdb1ca8672caf40fb9973e4563d6b8',
  'norfolk-threshold-guide 2016-17': '835b2004a99148e0e2922849ffaa8f5c584be15a1d2d9466062569d94cf4d333',
  'norfolk-threshold-guide 2017-18': '3b4d4408fe8b0047b73b656d218178fe286e6c9c88596fcc4f4f7d30fa0f98e7',
  'norfolk-threshold-guide 2018-19': 'efeaa826697e1ecdf60b873759094da47406340c7f5b064843ca33d1624e1bc1',
  'somerset-effective-support 2019': '33737eb7ef895624337c086ec9f84432546022bce421527f51e79dfbe3251d34',
  'blackburn-with-darwen-conr 2014': '240614fc21838e12cca4c98eb612c2a2a864dfc80ee8eb4c37a05343c25ebb12',
  'plymouth-building-support 2012': 'c15b0d16037708d1fbc11a6baf377ebb80513b8a2e32b00cbc995dedd710b2ed',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
