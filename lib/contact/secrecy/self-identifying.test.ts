/** Sentences that give a protected source away (domain 7.14). Expected values by hand. */
import { describe, expect, test } from 'vitest';
import { report as reportSchema } from '../schema';
import { selfIdentifying, type GivesAway } from './self-identifying';

const found = (what: string) =>
  selfIdentifying(
    reportSchema.parse({
      reporter: { name: 'Bryony Castle', role: 'Year 3 teacher', agencyName: 'Harrow Lane Primary School', phone: '01632 960100', email: 'b.castle@example.org' },
      incident: { what },
    }),
  );

describe('what gives away', () => {
  test.each<[string, GivesAway[]]>([
    ['I am her neighbour.', ['relation']],
    ['I’m the family’s health visitor', ['relation']],
    ['She told me as her teacher.', ['relation']],
    ['He is in my class.', ['relation']],
    ['My niece told me.', ['relation']],
    ['I live opposite them.', ['relation']],
    ['She said “Bryony, help me”.', ['name']],
    ['She told Mrs Castle.', ['name']],
    ['She came to the Year 3 teacher.', ['role']],
    ['It was seen at Harrow Lane Primary School.', ['agency']],
    ['They say so at Harrow.', ['agency']],
    ['Ring me on 01632-960-100.', ['telephone']],
    ['Write to b.castle@example.org.', ['name', 'email']],
  ])('%s', (sentence, why) => {
    const [first] = found(sentence);
    expect(first?.why).toEqual(why);
    expect(first).toMatchObject({ step: 'what-happened', sentence: sentence.trim() });
  });

  test.each(['She had a bruise on her arm.', 'He said “my dad hit me”.'.replace('my dad', 'dad'), 'The castles in the sandpit were kicked over.', 'The mother is a nurse.', ''])('not: %s', (sentence) => {
    expect(found(sentence)).toEqual([]);
  });

  test('only the sentence is pointed at, not the whole text', () => {
    expect(found('She had a bruise. I am her neighbour. She cried.').map(({ sentence }) => sentence)).toEqual(['I am her neighbour.']);
  });
});
