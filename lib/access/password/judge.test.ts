import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, it, test } from 'vitest';
import { weaknessOf, type About } from './judge';

const ABOUT: About = { name: 'Gráinne O’Hume', email: 'g.ohume@fenland-primary.example', places: ['Norfolk County Council', 'Harrow Lane Primary School'] };
const LISTED = dictionary['passwords-common'];

test.each([
  ['three random words', 'lantern gravel sparrow'],
  ['one kind of character', 'kelpotterwimbrel'],
  ['figures alone', '831640297155'],
  ['signs and blanks', '%% && ~~ {{ ]] ^ ?'],
  ['another script', 'ключ камень река'],
  ['a very long one', 'otter gravel '.concat('x y'.repeat(300))],
  ['one with a near word and enough beside it', 'norfolk otter gravel'],
])('%s is taken', async (_, password) => {
  expect(await weaknessOf(password, ABOUT)).toBeNull();
});

test.each([
  ['otter gravl', 'too_short'],
  ['x'.repeat(1025), 'too_long'],
  ['password1234', 'near'],
  ['qwertyuiop12', 'common'],
  ['123456789012', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['zaq12wsxcde3', 'common'],
  ['iloveyouiloveyou', 'common'],
  ['1l0v3y0u!!!!', 'common'],
  ['manchester123', 'common'],
  ['GrainneOHume1980', 'near'],
  ['Gráinne.O’Hume!', 'near'],
  ['g.ohume@fenland-primary.example', 'near'],
  ['Norfolk2026!!', 'near'],
  ['NorfolkCountyCouncil', 'near'],
  ['HarrowLane-2026', 'near'],
  ['Safeguarding1!', 'near'],
  ['Doorstep-Doorstep', 'near'],
])('“%s” is not: %s', async (password, weakness) => {
  expect(await weaknessOf(password, ABOUT)).toBe(weakness);
});

it('knows the commonest passwords from leaks, and what is made of them to be long enough', async () => {
  expect(LISTED.length).toBeGreaterThan(3000);
  const nobody: About = { name: '', email: '', places: [] };
  const taken: string[] = [];
  const must = async (password: string) => {
    if (password.length >= 12 && (await weaknessOf(password, nobody)) === null) taken.push(password);
  };
  for (const listed of LISTED.filter(({ length }) => length >= 12)) await must(listed);
  for (const listed of LISTED.slice(0, 3000).filter((_, index) => index % 10 === 0)) for (const made of [`${listed}1234`, `${listed}2026`, `${listed}!!`, listed.repeat(Math.ceil(12 / listed.length) + 1)]) await must(made);
  expect(taken).toEqual([]);
});
