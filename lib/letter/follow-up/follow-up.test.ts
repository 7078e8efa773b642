import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Agreed } from '@/lib/contact/ending/agreed';
import { wordsOfLetter } from '../model';
import { followUpLetter, linkProblem, notDue, openWays, printedLink, wayOf, withoutNames, type CallFacts, type FollowUpFacts } from './follow-up';

const CALL: CallFacts = { sealed: false, referrerClass: 'professional_continuing', sourceCode: '2A', ended: false, verified: 'known', account: false, email: true, safeWay: null, restricted: false, positionOfTrust: false, policeLed: false, secretDetails: false };

describe('to whom a follow-up letter is owed (domain 7.5, 7.14)', () => {
  it.each<[Partial<CallFacts>, string | null]>([
    [{}, null],
    [{ referrerClass: 'public', sourceCode: '1A' }, null],
    [{ sealed: true }, 'protected'],
    [{ referrerClass: 'protected' }, 'protected'],
    [{ referrerClass: 'subject' }, 'subject'],
    [{ sourceCode: '9' }, 'anonymous'],
    [{ sourceCode: '1C' }, 'child'],
    // They rang, whatever became of the contact.
    [{ ended: true }, null],
  ])('%j: %s', (more, why) => {
    expect(notDue({ ...CALL, ...more })).toBe(why);
  });
});

describe('a link is not issued (domain 7.9, 7.11)', () => {
  it.each<[Partial<CallFacts>, string | null]>([
    [{}, null],
    [{ positionOfTrust: true }, 'position_of_trust'],
    [{ policeLed: true }, 'police_led'],
    [{ restricted: true }, 'restricted'],
    [{ secretDetails: true }, 'protected_address'],
    [{ sealed: true }, 'not_due'],
    [{ ended: true }, 'ended'],
    [{ ended: true, policeLed: true }, 'police_led'],
    [{ verified: 'not_verified' }, 'not_verified'],
    [{ verified: null }, 'not_verified'],
    [{ verified: 'rung_back' }, null],
  ])('%j: %s', (more, why) => {
    expect(linkProblem({ ...CALL, ...more })).toBe(why);
  });
});

describe('how they are written to', () => {
  it.each<[Partial<CallFacts>, string]>([
    [{}, 'link'],
    [{ account: true }, 'account'],
    [{ email: false }, 'post'],
    [{ safeWay: 'letter' }, 'post'],
    [{ safeWay: 'telephone' }, 'post'],
    [{ safeWay: 'email' }, 'link'],
    [{ safeWay: 'not_known' }, 'link'],
    [{ policeLed: true, account: true }, 'post'],
    [{ ended: true, account: true }, 'post'],
  ])('%j: %s', (more, way) => {
    expect(wayOf({ ...CALL, ...more })).toBe(way);
  });

  it.each<[Partial<CallFacts>, string]>([
    [{}, 'link post'],
    [{ account: true }, 'account link post'],
    // What they say is safe holds for whoever chooses, too: no message to a mailbox that somebody else reads.
    [{ account: true, safeWay: 'letter' }, 'post'],
    [{ account: true, safeWay: 'telephone' }, 'post'],
    [{ account: true, safeWay: 'in_person' }, 'post'],
    [{ account: true, safeWay: 'email' }, 'account link post'],
    [{ email: false, safeWay: 'email' }, 'post'],
    [{ account: true, verified: 'not_verified' }, 'post'],
  ])('%j: open are %s', (more, ways) => {
    expect(openWays({ ...CALL, ...more }).join(' ')).toBe(ways);
  });
});

const AGREED: Agreed = {
  steps: [
    { what: 'Ring the nurse', owner: 'us', ownerName: 'G. Hume', by: '2026-03-05', byWords: '' },
    { what: 'Ask the mother', owner: 'caller', ownerName: '', by: null, byWords: 'soon' },
    { what: '', owner: 'us', ownerName: '', by: null, byWords: '' },
  ],
  ...{ level: '2', ourLevel: null, callerLevel: 2, levelWords: '', ifHappens: 'Left alone', thenDo: '', ring: '01632 960002' },
};

const FACTS: FollowUpFacts = {
  area: { councilName: 'Norfolk', serviceName: 'CADS', dayPhone: '1', nightPhone: '2', dutyHours: { from: '09:00', to: '17:00' }, publicPhone: '3' },
  ...{ reference: 'NFK-AAAA-BBBB', recipientName: 'R. Mensah', referrerClass: 'professional_continuing', way: 'link', said: 'No coat.', takenBy: 'G. Hume', replaces: null },
  writtenAt: Temporal.Instant.from('2026-03-04T10:14:00Z'),
  calledAt: Temporal.Instant.from('2026-03-04T10:00:00Z'),
  agreed: AGREED,
  levelName: (level) => `Level ${level}`,
};
const words = (more: Partial<FollowUpFacts> = {}) => wordsOfLetter(followUpLetter({ ...FACTS, ...more }));

describe('what it says', () => {
  it('is what they said and what was agreed: each step with who and by when, none that is empty', () => {
    expect(words()).toContain('Ring the nurse (We (G. Hume), by 5 March 2026)');
    expect(words()).toContain('Ask the mother (You, by soon)');
    expect(words()).toContain('No coat.');
    expect(words()).toContain('If this happens: Left alone Ring: 01632 960002');
  });

  it('says a level and one’s own duty only to whoever goes on working with the child', () => {
    expect(words()).toContain('We agreed on Level 2.');
    expect(words()).toContain('Your own duty goes on');
    for (const referrerClass of ['professional', 'public'] as const) expect(words({ referrerClass })).not.toMatch(/Level|Your own duty|G\. Hume CADS/);
  });

  it('says what each thought where they did not agree', () => {
    expect(words({ agreed: { ...AGREED, level: 'not_agreed', ourLevel: 3, callerLevel: null } })).toContain('You think another level right; we think Level 3.');
  });

  it('by post repeats no words of theirs, and is printed with the link before the signature', () => {
    const text = followUpLetter({ ...FACTS, way: 'post', said: null });
    expect(wordsOfLetter(text)).toContain('a letter by post may be opened by anybody');
    const { blocks } = printedLink(text, 'https://door.example/message/x');
    expect(blocks.at(-1)?.kind).toBe('signature');
    expect(wordsOfLetter({ title: '', blocks })).toContain('https://door.example/message/x');
  });
});

describe('names by post', () => {
  it.each([
    ['Ask Maya’s mother', 'Ask [a name]’s mother'],
    ['MAYA and Quill-Brown', '[a name] and [a name]-Brown'],
    ['Mayall stays', 'Mayall stays'],
    ['Łukasz, J', '[a name], J'],
  ])('%s becomes %s', (text, left) => {
    expect(withoutNames(text, ['Maya', 'Quill', 'Łukasz', 'J'])).toBe(left);
  });
});
