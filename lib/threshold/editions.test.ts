/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': 'd86cbefda08dfc8bb52126f2bb7f6bd6b1f42bafcdecad6be8b9f47e9c2dee21',
  'norfolk-threshold-guide 2016-17': '90309bf82680a2be07de5eead7181dccda1169c603d98a080d06906526478c52',
  'norfolk-threshold-guide 2017-18': '41892ad7e79d29a95a09184d032ff062a48db3eb45bbd97f3f85bd98f73bec95',
  'norfolk-threshold-guide 2018-19': 'fe7bcf114b44867054c792c96115a0d85dcd0e8f05229a97c30d52f05934d919',
  'somerset-effective-support 2019': '91e07f2b1849cb08380e6a92267f961876e69d9b1ac375731f84a6d95cf23871',
  'blackburn-with-darwen-conr 2014': '695fb7990a73d4098b79c8560ec522b0277f707c937b5022a8aa4f5d6dead259',
  'plymouth-building-support 2012': '786e56df28c237703cf1dd9eb56c78f589adeacd1a9fa3ba4c86468c066c7b36',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
