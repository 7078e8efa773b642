import { describe, expect, test } from 'vitest';
import { namesOthers, saysWhoTold } from './named';

/** Safe practice 4: a letter to the family names no other child and no source. */
const other = (givenName: string, familyName = '') => [{ givenName, familyName }];

describe('somebody else is named', () => {
  test.each([
    ['Liam’s bruise worries us.', other('Liam'), ['Liam']],
    ["We saw Liam's bruise.", other('Liam'), ['Liam']],
    ['and liam too', other('Liam'), ['liam']],
    ['Jane is well.', other('Mary Jane'), ['Jane']],
    ['Mary Jane is well.', other('Mary Jane'), ['Mary', 'Jane']],
    ['Marie is well.', other('Anne-Marie'), ['Marie']],
    ['We spoke with Mr Dijk.', other('Pim', 'Van Dijk'), ['Dijk']],
    ['We met O’Brien’s mother.', other('', "O'Brien"), ['O’Brien']],
    ['Jo is fine.', other('Jo'), ['Jo']],
    ['Al is fine.', other('Al'), ['Al']],
    ['Will is fine too.', other('Will'), ['Will']],
    ['We saw Grace today.', other('Grace'), ['Grace']],
    ['Cam is well.', other('Cam'), ['Cam']],
    ['Del is well.', other('Del Roy'), ['Del']],
    ['An is well.', other('An', 'Tran'), ['An']],
    // Beside what stands in a name's place there may be a name.
    ['Isla is well.', other('Baby Isla', 'Moss'), ['Isla']],
    ['We saw Moss.', other('Baby girl', 'Moss'), ['Moss']],
    ['We saw Kayleigh.', other('Baby of Kayleigh'), ['Kayleigh']],
    ['We saw Kayleigh.', other('B/O Kayleigh'), ['Kayleigh']],
    ['We saw Karen.', other('Mum’s friend Karen'), ['Karen']],
    ['We saw Mr Child.', other('Lee', 'Child'), ['Child']],
    // A family name, though the given name says only who they are.
    ['Mr Foster may not come.', other('Stepdad', 'Foster'), ['Foster']],
    ['We spoke with Ms Key.', other('Neighbour', 'Key'), ['Key']],
    ['Mr Parker-Foster may not come.', other('Stepdad', 'Parker-Foster'), ['Parker', 'Foster']],
    ['Mr Nurse may not come.', other('Stepdad', 'Nurse'), ['Nurse']],
    ['We spoke with Nan.', other('Nan', 'Pell'), ['Nan']],
    ['Nan Foster spoke with us.', other('Nan', 'Foster'), ['Nan', 'Foster']],
  ])('%s', (words, others, named) => expect(namesOthers(words, others, ['Amira', 'Marsh'])).toEqual(named));

  test.each([
    ['We will ring you on Monday.', other('Will')],
    ['You may hope for more help.', other('May', 'Hope')],
    ['We came as agreed.', other('Cam')],
    ['We are so glad to be of help in this.', other('So', 'Be')],
    ['A van comes on Monday, and Maria de Souza with it.', other('Pim', 'van Dijk')],
    ['Ms Al Amin and Mr De Wit will see you.', other('Noor', 'Al Hassan de Lima')],
    ['Amira Marsh is well.', other('Amira-Rose', 'Marsh')],
    ['We will see A and B.', other('A', 'B.')],
    // What stands in the place of a name is nobody's.
    ['It is not known yet. Not all is known.', other('Not known')],
    ['The plan is yours. The lodger is not in it.', other('The lodger')],
    ['A worker from Social Care rings you. Your social worker is new.', other('Social worker')],
    ['A worker from Social Care rings you.', other('Social', 'Worker')],
    ['His school and her nurse know. The family is well.', other('Friend of the family')],
    ['Mother and baby come home. Your mum has a partner.', [...other('Mother'), ...other('Mum’s partner'), ...other('Baby girl')]],
    ['A foster carer and a key worker will see you. A friend of the family rang.', [...other('Stepdad', 'Foster'), ...other('Neighbour', 'Key'), ...other('Friend of', 'the family')]],
    ['Foster carers will see you.', [...other('Foster', 'Carer'), ...other('Dad’s', 'foster carer')]],
    ['Nan is well.', other('Nan')],
    ['Your nan will come.', other('Nan', 'Pell')],
    ['What comes is unknown.', other('Unknown', 'Unknown')],
    ['The baby of the family is yours.', other('Baby of unknown')],
  ])('not by: %s', (words, others) => expect(namesOthers(words, others, ['Amira', 'Marsh'])).toEqual([]));
});

describe('it says who told us', () => {
  const told = (name: string, agencyName = '') => [{ name, agencyName }];
  test.each([
    ["Mrs Okafor's worry was heard.", told('Mrs Ngozi Okafor'), ['Okafor']],
    ['Mrs Okafor’s worry was heard.', told('Mrs Ngozi Okafor'), ['Okafor']],
    ['We spoke with Jo.', told('Jo Pell'), ['Jo']],
    ['OKAFOR rang us.', told('N. Okafor'), ['OKAFOR']],
    ['Dijk rang us.', told('Pim van Dijk'), ['Dijk']],
    ['Marie rang us.', told('Anne-Marie Pell'), ['Marie']],
    // A name to begin with, though others have it as a particle.
    ['Del rang us.', told('Del Price'), ['Del']],
    ['Van told us.', told('Van Tran'), ['Van']],
    ['Di rang us.', told('Ms Di Okafor'), ['Di']],
    ['Al rang us.', told('Al Khan'), ['Al']],
    ['The osier health centre asked us.', told('', 'Osier Health Centre'), ['Osier Health Centre']],
    ['Will you ring us?', told('Rosalie Will'), ['Will']],
  ])('%s', (words, sources, says) => expect(saysWhoTold(words, sources, [])).toEqual(says));

  test.each([
    ['We will ring you.', told('Rosalie Will')],
    ['Dr Hume and Mrs Fenn will see you. The plan is yours.', [...told('Dr Bakshi'), ...told('Mrs Osei')]],
    ['Mr De Wit will see you.', told('Ana de Lima')],
    ['Not all is clear.', told('Not known')],
    ['It is a good day to read.', told('Ms Day')],
    ['Adela, we will ring you.', told('Adela Marsh')],
  ])('not: %s', (words, sources) => expect(saysWhoTold(words, sources, ['Adela', 'Marsh'])).toEqual([]));
});
