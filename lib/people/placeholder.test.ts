import { describe, expect, test } from 'vitest';
import { forenamesIn, isPlaceholderName } from './placeholder';

/** By hand, as maternity wards, services and schools write a child without a name. */
describe('what stands in a name’s place is nobody’s name', () => {
  test.each([
    'Baby', 'BABY', 'Baby girl', 'baby-boy', 'Baby Boy', 'Babygirl', 'Baby 1', 'Baby A', 'Baby of Kayleigh', 'Baby Smith', 'Baby girl Smith', 'Infant', 'Infant female', 'Newborn', 'New born', 'Newborn baby',
    'Unborn', 'Unborn baby', 'Unborn child of Kayleigh Moss', 'Bump', 'Twin 1', 'twin2', 'Twin One', 'Twin B', '1st twin', 'Twin boy', 'Triplet 3', 'Unknown', 'Not known', 'not yet named', 'No name yet', 'Unnamed', 'Name unknown', 'TBC', 'NK', 'Child 2',
    'Female', 'male', 'Male 2', 'Baby Female', 'B/O', 'b/o Kayleigh', 'B/O Kayleigh Moss', 'B.O.', 'BO', 'Sibling', 'Sibling 2', 'Son', 'Daughter of Kayleigh', 'Unk', 'Undisclosed', 'Not disclosed', 'To be confirmed', 'N/A',
  ])('%s', (given) => {
    expect(forenamesIn(given, 'Smith')).toEqual([]);
    expect(isPlaceholderName(given, 'Smith')).toBe(true);
  });

  test.each([
    ['Isla', ['isla']],
    ['Baby Isla', ['isla']],
    ['Isla (baby girl)', ['isla']],
    ['Twin 1 Isla', ['isla']],
    ['Baby Isla Smith', ['isla']],
    ['Anne-Marie', ['anne', 'marie']],
    // An initial, a short name and one that begins like such a word are names.
    ['A', ['a']],
    ['Bo', ['bo']],
    ['B/Olivia', ['b', 'olivia']],
    ['Isla female', ['isla']],
    ['Sonny', ['sonny']],
    ['Maleeha', ['maleeha']],
    ['No', ['no']],
    ['Babette', ['babette']],
    ['Childe', ['childe']],
    ['Smith', ['smith']],
  ])('%s is a name', (given, words) => {
    expect(forenamesIn(given, 'Smith')).toEqual(words);
    expect(isPlaceholderName(given, 'Smith')).toBe(false);
  });

  test('where nothing stands, nothing stands for a name', () => {
    expect([forenamesIn(' ', 'Smith'), isPlaceholderName(' ', 'Smith')]).toEqual([[], false]);
  });
});
