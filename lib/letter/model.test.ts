import { expect, test } from 'vitest';
import type { OpenState } from '@/lib/contact/state';
import { noticeMail } from './mail';
import { closeProblem, letterState, mayBeRead, type CloseProblem } from './model';

const closing = (state: OpenState | null, more: { everDecided?: boolean; heldByAnother?: boolean } = {}) => closeProblem({ state, everDecided: true, heldByAnother: false, ...more });

test.each<[OpenState | null, boolean, CloseProblem | null]>([
  ['received', false, 'no_decision'],
  ['claimed', false, 'no_decision'],
  ['waiting_for_referrer', false, 'no_decision'],
  ['received', true, 'decide_again'],
  ['awaiting_countersign', true, 'awaiting_countersign'],
  ['decided', true, 'not_told'],
  ['told', true, null],
  [null, true, 'closed_already'],
])('a contact that is %s (decided at some time: %s) may close: %s', (state, everDecided, problem) => {
  expect(closing(state, { everDecided })).toBe(problem);
});

test('a child on whom nobody decided, or whom nobody can name, keeps it open, whatever else is done', () => {
  for (const state of ['told', 'decided'] as const)
    for (const pregnancyEnded of [false, true]) {
      if (state === 'decided' && !pregnancyEnded) continue;
      const facts = { state, everDecided: true, heldByAnother: false, pregnancyEnded };
      expect(closeProblem({ ...facts, childOwed: 'not_known' })).toBe('child_not_known');
      expect(closeProblem({ ...facts, childOwed: 'without_name' })).toBe('child_without_name');
      expect(closeProblem({ ...facts, childOwed: null })).toBeNull();
    }
});

test('what a colleague holds is theirs to close', () => {
  expect(closing('told', { heldByAnother: true })).toBe('held_by_another');
});

test('a letter once sent stays sent; one that is not sent is not read', () => {
  expect(letterState([])).toBe('to_preview');
  expect(letterState(['previewed'])).toBe('to_preview');
  expect(letterState(['previewed', 'cancelled'])).toBe('cancelled');
  expect(letterState(['sent', 'cancelled', 'delivered'])).toBe('sent');
  expect(letterState(['posted'])).toBe('posted');
  expect(letterState(['sent', 'delivered', 'read'])).toBe('read');
  expect([mayBeRead('to_preview'), mayBeRead('cancelled'), mayBeRead('sent')]).toEqual([false, false, true]);
});

test('an e-mail holds the reference and where to sign in, nothing else', () => {
  const { subject, body } = noticeMail('WMS-7F3K-29QX', 'https://frontdoor.example.org');
  expect(subject).toBe('There is a message for you: WMS-7F3K-29QX');
  expect(body).toContain('https://frontdoor.example.org/my/contacts/WMS-7F3K-29QX');
  expect(body).not.toMatch(/decid|assess|child(?! is in danger)|letter/i);
});
