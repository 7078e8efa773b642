import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { ReferrerClass } from '@/lib/contact/report/classify';
import { ROUTES, type AssessInput, type ChildProposal } from '@/lib/threshold/model';
import type { LetterText } from '../model';
import { categoryOf, outcomeLetter, signsOf, type OutcomeFacts } from './outcome';

const AREA = {
  councilName: 'Westmarsh County Council',
  serviceName: 'Front door',
  dayPhone: '01632 960001',
  nightPhone: '01632 960002',
  dutyHours: { from: '08:45', to: '17:00' },
  publicPhone: '01632 960003',
};

const amira = { calledBy: 'Amira', unborn: false, level: 3, levelWords: 'Level 3, Child in need', levelDescription: 'Unlikely to develop well without help.', route: 'CIN_ASSESS', routeName: 'Social work assessment' } as const;

function facts(referrerClass: ReferrerClass, more: Partial<OutcomeFacts> = {}): OutcomeFacts {
  return {
    area: AREA,
    reference: 'WMS-7F3K-29QX',
    recipientName: 'Bryony Castle',
    referrerClass,
    writtenAt: Temporal.Instant.from('2026-04-07T15:00:00Z'),
    receivedAt: Temporal.Instant.from('2026-04-02T14:00:00Z'),
    decidedAt: Temporal.Instant.from('2026-04-07T14:30:00Z'),
    decidedBy: 'Gareth Hume',
    guideTitle: 'Westmarsh guide',
    children: [amira],
    level: 3,
    route: 'CIN_ASSESS',
    referrerLevel: 3,
    signs: ['Comes to school hungry'],
    replaces: null,
    silent: false,
    agreed: null,
    ...more,
  };
}

/** Every word of a letter, on one line. */
function words(letter: LetterText | null): string {
  return letter === null ? '' : letter.blocks.flatMap((block) => ('text' in block ? [block.text] : 'items' in block ? block.items : block.lines)).join(' ');
}

describe('a professional with a continuing role', () => {
  const said = words(outcomeLetter(facts('professional_continuing')));

  test.each([
    ['the decision, in the area’s own words', 'Amira: Level 3, Child in need. Social work assessment.'],
    ['by which guide, called by its title', 'Level 3, Child in need, in “Westmarsh guide”: '],
    ['the reason in brief', 'Comes to school hungry'],
    ['what the council does', 'section 17'],
    ['what is asked of them', 'have your records at hand'],
    ['that their own duty goes on (N01)', 'Telling us does not end your own responsibility.'],
    ['how to challenge', 'your safeguarding lead speaks with the team manager'],
    ['who decided', 'Gareth Hume'],
    ['whom to ring by day', '01632 960001'],
    ['whom to ring by night', '01632 960002'],
  ])('is told %s', (_what, expected) => expect(said).toContain(expected));

  test('is told that another level was thought right, only when it was', () => {
    expect(said).not.toContain('You thought another level right');
    expect(words(outcomeLetter(facts('professional_continuing', { referrerLevel: 4 })))).toContain('You thought another level right');
    expect(words(outcomeLetter(facts('professional_continuing', { referrerLevel: null })))).not.toContain('You thought another level right');
  });

  test('with police and health involved, is asked to say nothing to the family yet', () => {
    const strategy = words(outcomeLetter(facts('professional_continuing', { level: 4, route: 'STRATEGY', children: [{ ...amira, level: 4, levelWords: 'Level 4, Protection', route: 'STRATEGY', routeName: 'Strategy discussion' }] })));
    expect(strategy).toContain('Say nothing to the family about the discussion until');
    expect(said).not.toContain('Say nothing to the family');
  });

  test('where talking endangers the child, nobody is asked to talk with the family, and to say nothing is asked on every route', () => {
    for (const route of ROUTES) {
      const silent = words(outcomeLetter(facts('professional_continuing', { silent: true, route, children: [{ ...amira, route }] })));
      const asked = silent.slice(silent.indexOf('What we ask of you'), silent.indexOf('Your own duty goes on'));
      expect(asked, route).toContain('Say nothing to the family until a social worker has agreed with you what is said, by whom and when.');
      expect(asked, route).not.toMatch(/talk(ing)? with the family|the family does not agree|they do not agree/);
    }
  });

  test('reads an unborn child and one without a name as such', () => {
    const unborn = { ...amira, calledBy: null, unborn: true };
    const unnamed = { ...amira, calledBy: null };
    expect(words(outcomeLetter(facts('professional_continuing', { children: [unborn] })))).toContain('The unborn baby: Level 3');
    expect(words(outcomeLetter(facts('professional_continuing', { children: [amira, unnamed] })))).toContain('Child 2 of those you told us about: Level 3');
  });

  test('who got the letter before reads that this one replaces it, and of which day; nobody else does', () => {
    const corrects = 'This letter replaces our letter of Tuesday 7 April 2026.';
    for (const each of ['professional_continuing', 'professional', 'public'] as const) {
      expect(words(outcomeLetter(facts(each, { replaces: Temporal.Instant.from('2026-04-07T16:00:00Z') })))).toContain(corrects);
      expect(words(outcomeLetter(facts(each)))).not.toContain('replaces');
    }
  });
});

test('a professional without a continuing role is told the kind of decision and thanked, no more', () => {
  const said = words(outcomeLetter(facts('professional')));
  expect(said).toContain('a social work assessment');
  expect(said).toContain('Thank you');
  for (const kept of ['Amira', 'Level 3', 'hungry', 'Gareth Hume', 'disagree']) expect(said).not.toContain(kept);
});

test('the public and family are told that it was received and considered', () => {
  const said = words(outcomeLetter(facts('public')));
  expect(said).toContain('We have received it, and a social worker has considered it.');
  expect(said).toContain('01632 960003');
  for (const kept of ['Amira', 'Level', 'assessment', 'hungry', 'Gareth Hume']) expect(said).not.toContain(kept);
});

test('a possible subject of the concern is written nothing until it is agreed, and then no more than was agreed', () => {
  expect(outcomeLetter(facts('subject'))).toBeNull();
  const received = words(outcomeLetter(facts('subject', { agreed: 'received' })));
  expect(received).toContain('We have received it, and a social worker has considered it.');
  expect(received).not.toContain('assessment');
  const category = words(outcomeLetter(facts('subject', { agreed: 'category' })));
  expect(category).toContain('a social work assessment');
  for (const kept of ['Amira', 'Level 3', 'hungry', 'Gareth Hume']) expect(category + received).not.toContain(kept);
});

test('no letter’s title holds a name', () => {
  for (const each of ['professional_continuing', 'professional', 'public'] as const) {
    const { title } = outcomeLetter(facts(each)) ?? { title: '' };
    expect(title).toContain('WMS-7F3K-29QX');
    expect(title).not.toMatch(/Amira|Bryony|Castle/);
  }
});

test('every route can be said in a few words', () => {
  expect(ROUTES.map(categoryOf)).toHaveLength(6);
  expect(new Set(ROUTES.map(categoryOf)).size).toBe(5);
});

describe('what the decision rests on', () => {
  const input: AssessInput = { children: [{ id: '1', indicators: { I018: 'present', I019: 'not_known', I020: 'present' } }] };
  const child = (because: { indicators: string[]; level?: 2 | 3 }[]) =>
    ({ children: [{ id: '1', level: 3, because: because.map((reason) => ({ rule: 'R', paragraph: '1', title: '', reason: '', ...reason })) } as unknown as ChildProposal] });

  test('is only what this referrer ticked', () => {
    expect(signsOf(input, child([{ level: 3, indicators: ['I018', 'I019'] }]))).toEqual(['I018']);
  });

  test('is only what made the level, not an earlier contact or a plan, which are other people’s facts', () => {
    expect(signsOf(input, child([{ level: 3, indicators: [] }, { level: 2, indicators: ['I020'] }]))).toEqual([]);
  });
});
