/**
 * Each edition as it is: a rule, a sign or a word that changes under an unchanged version is seen here, and has to be said (decisions 6 and 58). Whoever changes
 * one on purpose writes the new hash here, says so in the commit, and knows that what is added to older contacts is judged by the stricter of both.
 */
import { expect, test } from 'vitest';
import { contentHash, guides } from '@/lib/threshold/guides';

const PINNED: Record<string, string> = {
  'cambridgeshire-mosi 2016': 'b61f40a2973081ff55fd780e03c38ef4126674b52b188a0e27b32b922450adef',
  'norfolk-threshold-guide 2016-17': 'dbddcf398a011e31963861678185b97cb116d9af5e2776a8264672d5c2b3ad40',
  'norfolk-threshold-guide 2017-18': '2cb150b573525fc27442721a9ed40ff5d0785d5e2900c4de258830f89cb7d5b3',
  'norfolk-threshold-guide 2018-19': '5ae5f99c810f3207f685f232e7b881d4bb4f2eac656940bc73e64bcbcc63913d',
  'somerset-effective-support 2019': '2f1e4699ebf5afd3af8fc7a5ecc43fea275408346f15b29f1851c3c2b7c18118',
  'blackburn-with-darwen-conr 2014': '310d8734319bb45f28b8da8212c57eab79fc0c24e91515b4f1e56aeb51463e19',
  'plymouth-building-support 2012': 'a705df2d22e4ec6a971df2624a56855fa09bde65b77ddba0328759ce695835c4',
};

test('no edition has changed under its version', () => {
  expect(Object.fromEntries(guides.map((guide) => [`${guide.id} ${guide.version}`, contentHash(guide)]))).toEqual(PINNED);
});
