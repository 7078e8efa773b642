import { createHash } from 'node:crypto';

/** Changes every invented person when changed. */
export const SEED_NUMBER = 2026;

/** A row id that is the same on every machine: version-5-like, from the words that say what the row is. */
export function seedId(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(`doorstep seed ${SEED_NUMBER} ${words.join('/')}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Numbers from 0 up to 1 that only look random: the same words give the same row of numbers (mulberry32). */
export function drawing(...words: readonly (string | number)[]): () => number {
  let state = createHash('sha256').update(`doorstep draw ${SEED_NUMBER} ${words.join('/')}`).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list. */
export function oneOf<T>(draw: () => number, list: readonly T[]): T {
  const chosen = list[Math.floor(draw() * list.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

/** First names of invented people, grown-up and child alike. */
export const GIVEN_NAMES: readonly string[] = [
  'Abigail', 'Adeola', 'Aisha', 'Alan', 'Amara', 'Andrew', 'Anjali', 'Anna', 'Arjun', 'Beatrice', 'Ben', 'Bethan', 'Carla', 'Cerys', 'Chidi', 'Claire', 'Connor', 'Daniel',
  'Deborah', 'Declan', 'Devon', 'Diane', 'Dylan', 'Ebony', 'Edward', 'Eilidh', 'Ella', 'Emeka', 'Esther', 'Fatima', 'Fergus', 'Fiona', 'Gareth', 'Grace', 'Hannah', 'Harpreet',
  'Hassan', 'Helen', 'Hugh', 'Ines', 'Irena', 'Isaac', 'Jacob', 'Janet', 'Jasmine', 'Joanna', 'Joel', 'Jonas', 'Julie', 'Kamal', 'Karen', 'Keira', 'Kwame', 'Laila', 'Leanne',
  'Leo', 'Lorna', 'Lucy', 'Magda', 'Marcus', 'Maria', 'Martha', 'Meera', 'Mia', 'Miriam', 'Mohammed', 'Nadia', 'Naomi', 'Neil', 'Niamh', 'Oliver', 'Omar', 'Owen', 'Patrick',
  'Paula', 'Piotr', 'Priya', 'Rachel', 'Ravi', 'Rebecca', 'Rhys', 'Rosa', 'Ruth', 'Sadia', 'Samuel', 'Sara', 'Sean', 'Simone', 'Sophie', 'Stella', 'Tamsin', 'Tariq', 'Theo',
  'Tomasz', 'Uche', 'Victoria', 'Wendy', 'Yasmin', 'Yusuf', 'Zara', 'Zoe',
];

/** Surnames of invented people. */
export const FAMILY_NAMES: readonly string[] = [
  'Abara', 'Adeyemi', 'Ahmed', 'Akhtar', 'Alderton', 'Ashdown', 'Bagshaw', 'Baines', 'Barlow', 'Bashir', 'Bell', 'Bexley', 'Bhatt', 'Birch', 'Blackwood', 'Bolton', 'Brandreth',
  'Brook', 'Calloway', 'Carver', 'Chaudhry', 'Clegg', 'Coker', 'Corrigan', 'Costa', 'Cranmer', 'Dacre', 'Darby', 'Desai', 'Dowding', 'Eastwood', 'Ellery', 'Evans', 'Fairhurst',
  'Farouk', 'Fenwick', 'Finch', 'Fletcher', 'Garland', 'Gill', 'Grabowski', 'Greaves', 'Haddon', 'Hale', 'Harker', 'Hasan', 'Hollis', 'Horne', 'Hussain', 'Iqbal', 'Ingram',
  'Jarvis', 'Jenks', 'Kaur', 'Keane', 'Kendrick', 'Khan', 'Kowalczyk', 'Lacey', 'Langford', 'Lister', 'Lowry', 'Mahmood', 'Marsden', 'Mensah', 'Merrick', 'Mistry', 'Moyles',
  'Nair', 'Newbold', 'Nowak', 'Oakes', 'Obi', 'Okafor', 'Osei', 'Palfrey', 'Patel', 'Penrose', 'Pike', 'Quigley', 'Rahman', 'Rawson', 'Redfern', 'Rowe', 'Sandhu', 'Sayer',
  'Shah', 'Sharma', 'Skelton', 'Sowden', 'Stroud', 'Tait', 'Tanner', 'Tate', 'Thorne', 'Treloar', 'Tully', 'Udall', 'Varley', 'Vickers', 'Waite', 'Warsame', 'Westlake', 'Wren',
  'Yeo', 'Zielinski',
];
