/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': '2bf6ac9acb1b4b5125d58cce5b4d5177ed5fde70362e3606cb3621daedbd8c6a',
  'norfolk-threshold-guide 2016-17': '999239bcefeef0a37b9202a2c7c8c32a29ac01aee161c3f06186c01d2a1e8967',
  'norfolk-threshold-guide 2017-18': '214a4aa821ec66ea27e2c288b48efaf85e16528d2d51c83fd25318e2178a9ed8',
  'norfolk-threshold-guide 2018-19': 'f51bc7e735f2d7f9f16585a68065ecf70f66d466af877e866e0ad6de2fc91f01',
  'somerset-effective-support 2019': '4a40e58e2a0dbfb1820d79b0d173c7500e077cdb6c8995e1c32eff0fc418b3d0',
  'blackburn-with-darwen-conr 2014': '22dcbe92a27eb3f4410fd5d5deff1bce3c7da5473ae557a43f1e17411ab011a1',
  'plymouth-building-support 2012': '58b309e47dac6aee78b32ffd4b4b425cbbc73d814f96a4aa2b9a9ebe457fec2f',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
