/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': '3164ed6d7bef235c9a74451fb86ca7c275e231748bce0890fee674a0b4b0f628',
  'norfolk-threshold-guide 2016-17': 'c8d50aa1b62f167b478e48c00fa912896c46df6f9062f0e3891a2d0562b74288',
  'norfolk-threshold-guide 2017-18': 'd9407b989192bc54e0ec464c7e5c5039df571b1224555946049a32f1610b2682',
  'norfolk-threshold-guide 2018-19': 'f628276ee91ab498d31841068f9c7a1c9cc11a95b2ce751df309de149426bdca',
  'somerset-effective-support 2019': 'd6c2b4d4b0dddeecdb8e79079dce120d5bf8168022c7baa2ccea2b94e65de497',
  'blackburn-with-darwen-conr 2014': '103b0b6b94e843e2f3abc26838290d4b62917ae474c63e7dda6a15fb7d81bdcb',
  'plymouth-building-support 2012': 'bf1bf5fd4576d58c63b3a862afc038473cc163f1da70744aed3c77bf72b977d3',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
