/**
 * Signs of which a contact is kept as child sexual abuse (IICSA recommendation 17: 75 years), by the shared ids of the guides' signs
 * (domain 2.3), each with why it stands here. Which signs are, is our reading of the library, on the side of keeping: a sign that may
 * mean it counts as it, and so does what a child did to another. `abuse-signs.test.ts` holds it against the guides' own words.
 */
export const ABUSE_SIGNS: Readonly<Record<string, string>> = {
  I067: 'Sexual activity that is unsafe, or harms others',
  I068: 'Several signs of exploitation, sexual or other',
  I101: 'Sexual abuse or assault',
  I102: 'Under 13 and sexually active, pregnant or with an infection',
  I105: 'Exploitation, sexual or other',
  I106: 'Trafficked: moved or held for the gain of others, sexual exploitation among it',
  I110: 'Sexually aggressive to others: somebody was harmed',
  I111: 'Exploitation online: images asked for or shared',
  I128: 'A sexual offender in the home or in contact',
};
