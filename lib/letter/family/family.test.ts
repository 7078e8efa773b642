import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ROUTES } from '@/lib/threshold/model';
import { familyLetter, FAMILY_STANDINGS, standingProblems, type FamilyFacts, type FamilyPerson } from './family';
import type { Pregnancy } from '@/lib/contact/secrecy/pregnancy';
import type { Placed } from '@/lib/decision/model';
import { familyProblems, type FamilySecret } from './family-problems';

const AREA = { councilName: 'Westmarsh County Council', serviceName: 'Front door', dayPhone: '01632 960001', nightPhone: '01632 960002', dutyHours: { from: '08:45', to: '17:00' }, publicPhone: '01632 960003' };
const AT = Temporal.Instant.from('2026-04-07T15:00:00Z');
const facts = (more: Partial<FamilyFacts> = {}): FamilyFacts => ({ area: AREA, reference: 'WMS-7F3K-29QX', recipientName: 'Adela Marsh', writtenAt: AT, standing: 'parental_responsibility', calledBy: 'Amira', route: 'CIN_ASSESS', decidedAt: AT, decidedBy: 'Gareth Hume', interpreter: 'not_needed', reading: 'ordinary', agreedWords: '', ownWords: '', replaces: null, ...more });
const words = (more: Partial<FamilyFacts> = {}) => familyLetter(facts(more)).blocks.flatMap((block) => ('text' in block ? [block.text] : 'items' in block ? block.items : block.lines)).join(' ');

describe('a letter to the family', () => {
  test('says what happens, that nobody learns who told us, what they can do and whom to ring', () => {
    for (const part of ['A social worker will come to see you and Amira.', 'We cannot tell you who told us.', 'If you do not agree, say so.', '01632 960003', 'WMS-7F3K-29QX']) expect(words()).toContain(part);
  });

  test('never says a level, a sign, an agency or the word concern, whatever was decided', () => {
    for (const route of ROUTES) for (const standing of FAMILY_STANDINGS) expect(words({ route, standing })).not.toMatch(/level|indicator|threshold|referr|concern|school nurse|police|health visitor|neglect|abuse/i);
  });

  test('never writes of a pregnancy but to the mother or whom she told', () => {
    for (const standing of ['parental_responsibility', 'young_person'] as const) for (const route of ROUTES) expect(words({ standing, route })).not.toMatch(/baby|pregnan|unborn|birth/i);
    expect(words({ standing: 'mother', calledBy: null })).toContain('your baby');
  });

  test('speaks to a young person of themselves', () => {
    const said = words({ standing: 'young_person' });
    expect(said).toContain('A social worker will come to see you.');
    expect(said).not.toContain('Amira');
  });

  test('asks agreement for help that needs it', () => {
    for (const route of ['EH_SINGLE', 'EH_CAF'] as const) expect(words({ route })).toContain('The help only starts if you say yes.');
  });

  test('its title holds the reference and no name; large print and Easy Read are larger, Easy Read a sentence to a line', () => {
    expect(familyLetter(facts()).title).toBe('A letter for you: WMS-7F3K-29QX');
    expect(familyLetter(facts()).size).toBeUndefined();
    expect(familyLetter(facts({ reading: 'large_print' })).size).toBe('large');
    const easy = familyLetter(facts({ reading: 'easy_read' }));
    expect(easy.size).toBe('large');
    for (const block of easy.blocks) if (block.kind === 'paragraph') expect(block.text.match(/[.!?](?=\s)/g) ?? []).toEqual([]);
  });

  test('who got a letter before reads that this one takes its place', () => {
    expect(words({ replaces: AT })).toContain('This letter takes the place of our letter of Tuesday 7 April 2026.');
    expect(words()).not.toContain('takes the place');
  });
});

const person = (id: string, kind: FamilyPerson['kind'], givenName: string, more: Partial<FamilyPerson> = {}): FamilyPerson => ({ id, kind, givenName, familyName: 'Marsh', unborn: false, bornAs: null, fatherOrPartner: false, safeWay: null, ...more });
const MOTHER = person('018f0000-0000-7000-8000-000000000001', 'adult', 'Adela');
const AMIRA = person('018f0000-0000-7000-8000-000000000002', 'child', 'Amira');
const SIBLING = person('018f0000-0000-7000-8000-000000000003', 'household_child', 'Sibelius');
const BABY = person('018f0000-0000-7000-8000-000000000004', 'child', '', { unborn: true });
const EVERYBODY = [MOTHER, AMIRA, SIBLING, BABY];

describe('by what right', () => {
  const given = { standing: 'parental_responsibility', standingWords: '', wish: 'not_able', wishWords: '' } as const;
  const fields = (...args: Parameters<typeof standingProblems>) => standingProblems(...args).map(({ field }) => field);
  test('an unborn child: the mother, or whom she told, with when she told us', () => {
    expect(fields(given, MOTHER, BABY)).toEqual(['standing']);
    expect(fields({ ...given, standing: 'mother' }, MOTHER, BABY)).toEqual([]);
    expect(fields({ ...given, standing: 'mother_told_them' }, MOTHER, BABY)).toEqual(['standingWords']);
    expect(fields({ ...given, standing: 'mother' }, MOTHER, AMIRA)).toEqual(['standing']);
  });
  test('a father or partner is not the mother, and of a child born since it is said how they know', () => {
    expect(fields({ ...given, standing: 'mother' }, { ...MOTHER, fatherOrPartner: true }, BABY)).toEqual(['standing']);
    expect(fields(given, MOTHER, { ...AMIRA, bornAs: BABY.id })).toEqual(['standingWords']);
  });
  test('a young person about themselves only', () => {
    expect(fields({ ...given, standing: 'young_person' }, AMIRA, AMIRA)).toEqual([]);
    expect(fields({ ...given, standing: 'young_person' }, AMIRA, SIBLING)).toEqual(['standing']);
    expect(fields(given, AMIRA, AMIRA)).toEqual(['standing']);
  });
  test('against a young person’s wish only with a reason', () => {
    expect(fields({ ...given, wish: 'asked_not' }, MOTHER, AMIRA)).toEqual(['wishWords']);
  });
});

describe('what a confirmation lacks', () => {
  const whole = { recipient: MOTHER.id, child: AMIRA.id, standing: 'parental_responsibility', standingWords: '', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-04-07', noMessage: false, wish: 'not_able', wishWords: '', language: 'English', interpreter: 'not_needed', reading: 'ordinary', ownWords: '', namesNoOther: 'yes' };
  const nothing: FamilySecret = { pregnancies: [], agreedWords: '', somebodyMustNotBeTold: false, kept: [], joined: [], sources: [] };
  const decided = { byPerson: new Map<string, Placed | null>([AMIRA, BABY].map(({ id }) => [id, { level: 3, route: 'CIN_ASSESS' }])) };
  const lacks = (more: Record<string, unknown>, secret = nothing) => familyProblems({ ...whole, ...more }, EVERYBODY, secret, decided).map(({ field }) => field);

  test('nothing, when everything is confirmed', () => expect(lacks({})).toEqual([]));
  test.each(['recipient', 'child', 'standing', 'how', 'provedBy', 'provedOn', 'wish', 'language', 'interpreter', 'reading', 'namesNoOther'])('%s, when it is left out', (field) => {
    expect(lacks({ [field]: '' })).toEqual([field]);
  });
  test('an adult is not the child, and who is not of the contact is nobody', () => {
    expect(lacks({ child: MOTHER.id })).toEqual(['child']);
    expect(lacks({ recipient: '018f0000-0000-7000-8000-00000000000f' })).toEqual(['recipient']);
  });
  /** Safe practice 13: of a child who is not known yet, or lives elsewhere, the decision decides nothing that could be told. */
  test('a child for whom nothing was decided is in no letter, and the form says why', () => {
    const letGo = { byPerson: new Map([...decided.byPerson, [SIBLING.id, null] as const]) };
    for (const by of [letGo, decided, null]) {
      const problems = familyProblems({ ...whole, child: SIBLING.id }, EVERYBODY, nothing, by);
      expect(problems.map(({ field }) => field)).toEqual(['child']);
      expect(problems[0]?.message).toContain('Nothing was decided for this child');
    }
    expect(familyProblems(whole, EVERYBODY, nothing, letGo)).toEqual([]);
  });
  test('own words name no other child, hold no postcode and are easy to read', () => {
    expect(lacks({ ownWords: 'We will ring you on Monday about Amira.' })).toEqual([]);
    expect(lacks({ ownWords: 'Sibelius is fine too.' })).toEqual(['ownWords']);
    expect(lacks({ ownWords: 'We will come to NR1 4AB.' })).toEqual(['ownWords']);
    expect(lacks({ ownWords: 'Statutory safeguarding arrangements necessitate proportionate interagency information sharing.' })).toEqual(['ownWords']);
  });
  /** Safe practice 12: a pregnancy is never written to anyone the mother has not told. */
  test('a pregnancy of which the reader is not told stands in neither own nor agreed words, and its child in no letter to them', () => {
    const of = (known: Pregnancy['known'], agreedWords = ''): FamilySecret => ({ ...nothing, pregnancies: [{ contactId: 'c', personId: BABY.id, known }], agreedWords });
    const told = of({ by: 'listed', people: ['adela  marsh'] });
    for (const secret of [of({ by: 'mother_only' }), of({ by: 'not_known' }), of({ by: 'listed', people: ['Somebody Else'] })]) {
      expect(lacks({ ownWords: 'We will bring the midwife.' }, secret)).toEqual(['ownWords']);
      expect(lacks({}, { ...secret, agreedWords: 'We will talk about the baby.' })).toEqual(['recipient']);
      expect(lacks({ ownWords: 'We will ring you on Monday.' }, secret)).toEqual([]);
      expect(lacks({ child: BABY.id, standing: 'mother_told_them', standingWords: 'On 1 March.' }, secret)).toEqual(['standing']);
      expect(lacks({ child: BABY.id, standing: 'mother', ownWords: 'The midwife will ring you.' }, secret)).toEqual([]);
    }
    expect(lacks({ child: BABY.id, standing: 'mother_told_them', standingWords: 'On 1 March.', ownWords: 'The midwife will come.' }, told)).toEqual([]);
    expect(lacks({ ownWords: 'We will bring the midwife.' })).toEqual([]);
  });
  /** Safe practice 4 and 6: no other child, no address, nothing kept secret and nothing of who told us, whoever wrote the words. */
  test('neither own words nor those that a strategy discussion set say where somebody hides, who told us, or name somebody else', () => {
    const kept: FamilySecret['kept'] = [{ kind: 'address', words: '7 Linnet Mews, Kettlesham' }, { kind: 'phone', words: '01632 960771' }, { kind: 'school', words: 'Larkrise Primary School' }];
    const secret: FamilySecret = { ...nothing, kept, sources: [{ name: 'Mrs Rosalie Will', agencyName: 'Osier Health Centre' }] };
    for (const words of ['We will see Amira at 7 Linnet Mews.', 'Ring 01632 960 771.', 'We spoke with Larkrise Primary School.', 'Rosalie asked us to call.', 'The osier health centre asked us.', 'Sibelius is fine too.', 'We will come to NR1 4AB.']) {
      expect(lacks({ ownWords: words }, secret), words).toEqual(['ownWords']);
      expect(lacks({}, { ...secret, agreedWords: words }), words).toEqual(['recipient']);
    }
    // "Will" is a word of every such letter and, written small, nobody's name; who reads it may have told us themselves.
    expect(lacks({ ownWords: 'We will ring you on Monday about Amira.' }, { ...secret, agreedWords: 'A social worker will talk with you.' })).toEqual([]);
    expect(lacks({ ownWords: 'Adela, we will ring you.' }, { ...secret, sources: [{ name: 'Adela Marsh', agencyName: '' }] })).toEqual([]);
  });
  test('a letter is safe only with why, where the report says that another way is', () => {
    const said = (how: string, wayWords = '') => familyProblems({ ...whole, how, wayWords }, EVERYBODY.map((each) => (each.id === MOTHER.id ? { ...each, safeWay: 'in_person' as const } : each)), nothing, decided).map(({ field }) => field);
    expect(said('spoken_with')).toEqual(['wayWords']);
    expect(said('spoken_with', 'She lives elsewhere now.')).toEqual([]);
    expect(said('handed_over')).toEqual([]);
  });
  test('where a report says who must not be told, why this person may be told now', () => {
    const somebody = { ...nothing, somebodyMustNotBeTold: true };
    expect(lacks({}, somebody)).toEqual(['toldBecause']);
    expect(lacks({ toldBecause: ' ' }, somebody)).toEqual(['toldBecause']);
    expect(lacks({ toldBecause: 'It is her stepfather who must not know; she lives apart from him.' }, somebody)).toEqual([]);
  });
  test('the word that reads as a name is named, so that its writer may use another', () => {
    const said = (ownWords: string) => familyProblems({ ...whole, ownWords }, [...EVERYBODY, person('018f0000-0000-7000-8000-000000000005', 'household_child', 'Grace')], { ...nothing, sources: [{ name: 'Rosalie Will', agencyName: '' }] }, decided).map(({ message }) => message).join();
    expect(said('Will you ring us?')).toContain('Will');
    expect(said('Grace is a good thing.')).toContain('Grace');
    expect(said('We will ring you with good grace.')).toBe('');
  });
  test('nobody of a contact that was joined into it is named either, in own words or in what a strategy discussion set', () => {
    const secret: FamilySecret = { ...nothing, joined: [{ givenName: 'Tobias', familyName: 'Fenn' }, { givenName: 'Amira', familyName: 'Marsh' }] };
    expect(lacks({ ownWords: 'Tobias’s bruise worries us.' }, secret)).toEqual(['ownWords']);
    expect(lacks({}, { ...secret, agreedWords: 'We will talk about Tobias.' })).toEqual(['recipient']);
    expect(lacks({ ownWords: 'We will ring you on Monday about Amira.' }, secret)).toEqual([]);
  });
});
