import type { Temporal } from 'temporal-polyfill';
import type { SeedArea } from '../areas';
import { drawing, oneOf } from '../names';
import { HERITAGE } from './heritage';
import type { Heritage, Household, ManPlace, SeedAdult, SeedChild, Theme } from './model';
import { testNhsNumber, testUpn } from './numbers';

/** How an area's households are mixed; a name said twice comes twice as often. */
const MIX: Record<SeedArea['id'], readonly Heritage[]> = {
  cambridgeshire: ['british', 'british', 'british', 'british', 'polish', 'portuguese', 'south_asian', 'west_african', 'irish', 'mixed', 'chinese', 'romanian'],
  norfolk: ['british', 'british', 'british', 'british', 'british', 'portuguese', 'polish', 'mixed', 'irish', 'kurdish', 'romanian', 'west_african'],
  somerset: ['british', 'british', 'british', 'british', 'british', 'british', 'welsh', 'polish', 'romanian', 'mixed', 'caribbean', 'irish'],
  'blackburn-with-darwen': ['british', 'british', 'british', 'south_asian', 'south_asian', 'south_asian', 'punjabi', 'polish', 'mixed', 'irish', 'romanian', 'somali'],
  plymouth: ['british', 'british', 'british', 'british', 'british', 'irish', 'welsh', 'kurdish', 'polish', 'west_african', 'mixed', 'chinese'],
};

interface Ground {
  /** Invented streets, and postcodes whose last letters the Post Office never gives out. */
  streets: readonly string[];
  towns: readonly [town: string, outward: string][];
  /** Invented schools. The staff of the first of each have accounts. */
  primaries: readonly string[];
  secondaries: readonly string[];
}

const GROUND: Record<SeedArea['id'], Ground> = {
  cambridgeshire: {
    streets: ['Eel Catchers Way', 'Peatfield Road', 'Lock Keepers Row', 'Teasel Drove', 'Windpump Lane', 'Sallow Close', 'Cathedral Reach', 'Marestail Avenue'],
    towns: [['Wisbech', 'PE13'], ['Cambridge', 'CB4'], ['March', 'PE15'], ['Huntingdon', 'PE29'], ['Ely', 'CB7']],
    primaries: ['Osier Meadow Primary School', 'Bargemans Primary School', 'St Wendreda’s Lane Infant School', 'Twenty Pence Primary School'],
    secondaries: ['Fen Edge Academy', 'Ouse Bank Community College', 'Lark Hall School'],
  },
  norfolk: {
    streets: ['Marram Road', 'Herring Loke', 'Pightle Close', 'Reedcutters Way', 'Staithe Gardens', 'Bittern Crescent', 'Sugarbeet Lane', 'Mardle Street'],
    towns: [['Norwich', 'NR5'], ['Great Yarmouth', 'NR31'], ['King’s Lynn', 'PE30'], ['Thetford', 'IP24'], ['Dereham', 'NR19']],
    primaries: ['Larkrise Primary School', 'Mussel Row Primary School', 'Thornage Green Infant School', 'Staithe Road Junior School'],
    secondaries: ['Wensum Vale High School', 'Breckside Academy', 'Sandlings High School'],
  },
  somerset: {
    streets: ['Teazle Ground', 'Rhyne Lane', 'Cidermakers Walk', 'Basket Row', 'Combe Rise', 'Willow Weavers Close', 'Peatcutters Road', 'Staddle Court'],
    towns: [['Bridgwater', 'TA6'], ['Taunton', 'TA2'], ['Yeovil', 'BA21'], ['Shepton Mallet', 'BA4'], ['Minehead', 'TA24']],
    primaries: ['Withy Brook Primary School', 'Poldenside Primary School', 'St Carantoc’s Church School', 'Orchard Bottom First School'],
    secondaries: ['Quantock Ridge School', 'Parrett Academy', 'Brue Valley School'],
  },
  'blackburn-with-darwen': {
    streets: ['Shuttle Street', 'Weavers Brow', 'Tower View Road', 'Bobbin Close', 'Lodge Bank', 'Reedmakers Terrace', 'Moorgate Fold', 'Slipper Lane'],
    towns: [['Blackburn', 'BB1'], ['Blackburn', 'BB2'], ['Darwen', 'BB3']],
    primaries: ['Whinney Bank Primary School', 'Bobbin Mill Primary School', 'Sough Lane Infant School', 'St Alkmund’s Primary School'],
    secondaries: ['Roe Lee Park Academy', 'Moorside High School', 'Pleckgate Mill School'],
  },
  plymouth: {
    streets: ['Ropewalk Hill', 'Limpet Close', 'Cooperage Road', 'Sextant Avenue', 'Breakwater Rise', 'Sailmakers Court', 'Gunwale Street', 'Quarry Steps'],
    towns: [['Plymouth', 'PL1'], ['Plymouth', 'PL2'], ['Devonport, Plymouth', 'PL1'], ['Plymouth', 'PL5']],
    primaries: ['Tamarside Primary School', 'Laira Steps Primary School', 'Windlass Infant School', 'St Budoc’s Primary School'],
    secondaries: ['Hoe Cross School', 'Saltram Heights College', 'Barne Hill School'],
  },
};

/** The Post Office gives out no inward code with these letters: an address made with them is nobody's. */
const INWARD = ['VK', 'KM', 'OV', 'MC', 'CI', 'VO', 'IK', 'KV'] as const;

/** Households that an area may have, and children that each may have: a pupil number has three figures of its own. */
export const HOUSEHOLDS = 150;
const MOST_CHILDREN = 6;

const MONTHS_AT_SCHOOL = 4 * 12 + 8;
const MONTHS_AT_SECONDARY = 11 * 12 + 2;

/** What the contacts of a household need of it: the ages that every theme of its story allows, and who lives there. */
function needsOf(themes: readonly Theme[]) {
  const first = themes[0];
  if (!first) throw new Error('a household needs a story');
  const born = themes.filter((theme) => !theme.unborn);
  return {
    unborn: first.unborn === true,
    dueInWeeks: first.dueInWeeks ?? 12,
    mumAge: themes.map((theme) => theme.mumAge).find((age) => age !== undefined),
    from: Math.max(...born.map((theme) => theme.months[0]), 0),
    to: Math.min(...born.map((theme) => theme.months[1]), 215),
    sex: themes.map((theme) => theme.sex).find((sex) => sex !== undefined),
    man: themes.map((theme) => theme.man).find((man) => man !== undefined),
    heritage: themes.map((theme) => theme.heritage).find((list) => list !== undefined),
    atLeast: Math.max(...themes.map((theme) => theme.atLeast ?? 1)),
  };
}

/**
 * Makes the household of a story: the same words give the same people.
 * @param serial its number in the whole demo, from which its children's numbers come.
 * @param on day of the first contact, on which the first child's age fits the story.
 * @param schoolWithAccounts whether the children go to the schools whose staff have accounts, or to any.
 */
export function householdOf(area: SeedArea, key: string, serial: number, themes: readonly Theme[], on: Temporal.PlainDate, { schoolWithAccounts = false } = {}): Household {
  const draw = drawing('household', area.id, key);
  const needs = needsOf(themes);
  const names = HERITAGE[oneOf(draw, needs.heritage ?? MIX[area.id])];
  const ground = GROUND[area.id];
  const family = oneOf(draw, names.families);
  const taken = new Set<string>();
  const unused = (list: readonly string[]): string => {
    const free = list.filter((name) => !taken.has(name));
    const name = oneOf(draw, free.length > 0 ? free : list);
    taken.add(name);
    return name;
  };

  const born = (months: number): string => on.subtract({ months, days: 3 + Math.floor(draw() * 24) }).toString();
  const schoolOf = (months: number): string => {
    if (months >= MONTHS_AT_SCHOOL) {
      const schools = months >= MONTHS_AT_SECONDARY ? ground.secondaries : ground.primaries;
      return oneOf(draw, schoolWithAccounts ? schools.slice(0, 1) : schools);
    }
    return months > 24 ? (area.agencies.find((agency) => agency.key === 'early_years')?.name ?? '') : '';
  };
  const child = (place: number, months: number | null, sex: 'F' | 'M'): SeedChild => {
    const dateOfBirth = months === null ? null : born(months);
    const atSchool = months !== null && months >= MONTHS_AT_SCHOOL;
    const startedSchool = months === null ? on.year : on.year - Math.max(0, Math.floor((months - MONTHS_AT_SCHOOL) / 12));
    const number = serial * 8 + place;
    // Referrers often do not know the numbers: some children have one of the two, a few have neither.
    const known = draw();
    return {
      givenName: months === null ? '' : unused(sex === 'F' ? names.girls : names.boys),
      familyName: family,
      otherNames: '',
      sex: months === null ? 'U' : sex,
      dateOfBirth,
      dueDate: months === null ? on.add({ weeks: needs.dueInWeeks, days: Math.floor(draw() * 7) }).toString() : null,
      nhsNumber: months !== null && known < 0.75 ? testNhsNumber(number * 20) : '',
      upn: atSchool && known > 0.55 ? testUpn(area.id, startedSchool, (serial % HOUSEHOLDS) * MOST_CHILDREN + place) : '',
      school: months === null ? '' : schoolOf(months),
    };
  };
  const anySex = () => (draw() < 0.5 ? 'F' : 'M');
  const months = needs.unborn ? null : needs.from + Math.floor(draw() * (needs.to - needs.from + 1));
  const more = needs.atLeast - 1 + (draw() < 0.45 ? 1 : 0) + (draw() < 0.15 ? 1 : 0);
  const children = [child(0, months, needs.sex ?? anySex())];
  for (let place = 1; place <= more; place += 1) {
    // Brothers and sisters come two to four years apart, younger and older by turns.
    const step = (place % 2 === 1 ? 1 : -1) * Math.ceil(place / 2) * (24 + Math.floor(draw() * 24));
    const age = (months ?? 0) + step;
    children.push(child(place, age > 2 && age < 205 ? age : (months ?? 0) + Math.abs(step) > 205 ? Math.max(30, (months ?? 0) - Math.abs(step)) : (months ?? 0) + Math.abs(step), anySex()));
  }

  const man = manOf(needs.man, draw, unused(names.men), family, oneOf(draw, names.families));
  const sameStreet = oneOf(draw, ground.towns);
  return {
    id: `${area.id}/${key}`,
    children,
    mum: { givenName: unused(names.women), familyName: draw() < 0.7 ? family : oneOf(draw, names.families), age: needs.mumAge ?? 22 + Math.floor((months ?? 0) / 12) + Math.floor(draw() * 10), relationship: 'Mother', livesWithChild: true, parentalResponsibility: true },
    man,
    gran: { givenName: unused(names.women), familyName: oneOf(draw, names.families), age: 50 + Math.floor(draw() * 18), relationship: 'Mother’s mother', livesWithChild: false, parentalResponsibility: false },
    address: `${1 + Math.floor(draw() * 88)} ${oneOf(draw, ground.streets)}, ${sameStreet[0]}`,
    postcode: `${sameStreet[1]} ${1 + Math.floor(draw() * 9)}${oneOf(draw, INWARD)}`,
    gp: draw() < 0.7 ? (area.agencies.find((agency) => agency.key === 'gp')?.name ?? '') : '',
    ethnicity: names.ethnicity,
    religion: oneOf(draw, names.religions),
    language: names.language,
    interpreter: names.language !== 'English' && !names.language.includes(' and ') && draw() < 0.5,
  };
}

function manOf(place: ManPlace | undefined, draw: () => number, givenName: string, family: string, otherFamily: string): SeedAdult | null {
  const drawn = draw();
  const where = place ?? (drawn < 0.5 ? 'home' : drawn < 0.85 ? 'apart' : 'none');
  if (where === 'none') return null;
  const father = where === 'apart' || draw() < 0.6;
  return {
    givenName,
    familyName: father ? family : otherFamily,
    age: 24 + Math.floor(draw() * 24),
    relationship: father ? 'Father' : 'Mother’s partner',
    livesWithChild: where === 'home',
    parentalResponsibility: father,
  };
}
