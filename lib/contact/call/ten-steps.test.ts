import { describe, expect, it } from 'vitest';
import { ownedByCall } from './call-fields';
import { PARTS, stepsOf, TEN_STEPS } from './ten-steps';

describe('the conversation in ten steps (domain 5.1)', () => {
  it('are ten, each leads to a part of the screen, and each asks for fields that the screen keeps', () => {
    expect(TEN_STEPS).toHaveLength(10);
    const parts = new Set<string>(['said', ...PARTS.map(({ id }) => id)]);
    for (const { part, asks } of TEN_STEPS) {
      expect(parts).toContain(part);
      expect(asks.flat().every((name) => ownedByCall(name))).toBe(true);
    }
  });

  it('are all open before anybody has said anything, blanks included', () => {
    expect(new Set(Object.values(stepsOf({})))).toEqual(new Set(['open']));
    expect(stepsOf({ 'view.workingWell': '  \n' }).well).toBe('open');
  });

  it('tick only when each of their questions is answered', () => {
    const half = { 'safety.whereNow': 'at_home' };
    expect(stepsOf(half).safe).toBe('open');
    expect(stepsOf({ ...half, 'safety.cannotWait': 'no' }).safe).toBe('done');
    expect(stepsOf({ 'call.callerName': 'R', 'call.from': 'person:family', 'you.phone': '1' }).caller).toBe('open');
    expect(stepsOf({ 'call.callerName': 'R', 'call.from': 'person:family', 'you.phone': '1', 'call.verified': 'not_verified' }).caller).toBe('done');
  });

  it('take any of the fields that answer one question: the child’s words, or what any child says', () => {
    expect(stepsOf({ 'happened.exactWords': '“No.”' }).voice).toBe('done');
    expect(stepsOf({ 'voice.3.said': 'Hides' }).voice).toBe('done');
    expect(stepsOf({ 'member.2.givenName': 'Jo' }).family).toBe('done');
    // Step 6 is what works well, strengths and existing safety (domain 5.1).
    expect([stepsOf({ 'view.strengths': 'Two aunts' }).well, stepsOf({ 'protection.1.what': 'Gran' }).well]).toEqual(['done', 'done']);
  });

  it('say "asked, not known" where the worker ticked it, and an answer goes before it', () => {
    expect(stepsOf({ 'call.asked': ['well', 'history'] })).toMatchObject({ well: 'asked', history: 'asked', next: 'open' });
    expect(stepsOf({ 'call.asked': 'well', 'view.workingWell': 'Gran' }).well).toBe('done');
  });
});
