/** A referrer's link (domain 7.11, read sentence by sentence). Expected values are worked out from that page by hand. */
import { describe, expect, test } from 'vitest';
import { PROGRESS_CODES } from '../progress';
import { statusMail } from '../mail';
import { birthsOf, mayAskBirth, sendStatusProblem, statusOf, statusProblem, statusWords, STATUSES, type StatusFacts } from './status';

const ordinary: StatusFacts = {
  ...{ contactId: '1', reference: 'WMS-7F3K-29QX', sealed: false, referrerClass: 'professional', sourceCode: '2A', called: false, accountId: null, name: 'Rosalie', email: 'r@school.example', safeWay: null, left: null, births: ['2018-03-04'] },
  ...{ restricted: false, positionOfTrust: false, policeLed: false, secretDetails: false },
};

describe('who gets a link', () => {
  test.each<[string, Partial<StatusFacts>]>([
    ['position of trust', { positionOfTrust: true }],
    ['police-led', { policeLed: true }],
    ['restricted', { restricted: true }],
    ['protected source', { sealed: true }],
    ['protected source, by class', { referrerClass: 'protected' }],
    ['protected address', { secretDetails: true }],
    ['who may be concerned themselves (7.5)', { referrerClass: 'subject' }],
    ['a child who told us', { sourceCode: '1C' }],
    ['nobody who gave a name', { sourceCode: '9' }],
    ['an account that is closed', { left: 'account_closed' }],
    ['who has left the agency', { left: 'left_agency' }],
    ['a caller without an account, who has another link', { called: true }],
  ])('not issued, and does not open: %s', (_, more) => {
    expect(statusProblem({ ...ordinary, ...more })).not.toBeNull();
    expect(sendStatusProblem({ ...ordinary, ...more })).not.toBeNull();
  });

  test('everybody else does; nothing is sent without an address, or where another way is safe', () => {
    expect(statusProblem(ordinary)).toBeNull();
    expect(sendStatusProblem(ordinary)).toBeNull();
    expect(sendStatusProblem({ ...ordinary, email: '' })).toBe('no_address');
    expect(sendStatusProblem({ ...ordinary, safeWay: 'telephone' })).toBe('not_safe');
    const elsewhere: StatusFacts = { ...ordinary, safeWay: 'telephone', email: '' };
    expect(statusProblem(elsewhere)).toBeNull();
  });

  test('a child’s date of birth is a fact that only the referrer knows where they are at work, and not in a family', () => {
    expect(mayAskBirth({ referrerClass: 'professional', births: ['2018-03-04'] })).toBe(true);
    expect(mayAskBirth({ referrerClass: 'professional_continuing', births: ['2018-03-04'] })).toBe(true);
    expect(mayAskBirth({ referrerClass: 'public', births: ['2018-03-04'] })).toBe(false);
    expect(mayAskBirth({ referrerClass: 'professional', births: [] })).toBe(false);
    expect(birthsOf({ children: [{ dateOfBirth: '2018-03-04', unborn: false }, { dateOfBirth: null, unborn: false }, { dateOfBirth: '2026-01-01', unborn: true }] as never })).toEqual(['2018-03-04']);
  });
});

test('it shows received, being looked at, finished or that we need more, and nothing of what was decided', () => {
  expect(PROGRESS_CODES.map((code) => [code, statusOf(code)])).toEqual([
    ['received', 'received'],
    ['read', 'looked_at'],
    ['more_asked', 'more'],
    ['decided', 'looked_at'],
    ['told', 'finished'],
    ['finished', 'finished'],
    ['withdrawn', 'finished'],
  ]);
  for (const status of STATUSES) {
    const { words } = statusWords(status, { readAt: '15:42', reader: 'social_worker', addedUnread: false, withdrawn: false });
    expect(words).not.toMatch(/level|assessment|no further action|strategy|early help|decision (is|was)/i);
  }
  expect(statusWords('received', { readAt: null, reader: 'social_worker', addedUnread: false, withdrawn: false })).toEqual({ heading: 'Received', words: 'We have it. A person has not read it yet.' });
  expect(statusWords('looked_at', { readAt: '15:42', reader: 'social_worker', addedUnread: true, withdrawn: false }).words).toBe('Read by a social worker at 15:42. It is being looked at. We have what you added. A person has not read it yet.');
  expect(statusWords('finished', { readAt: '15:42', reader: 'social_worker', addedUnread: true, withdrawn: false }).words).toContain('We have what you added. A person has not read it yet.');
  const withdrawn = statusWords('finished', { readAt: null, reader: 'social_worker', addedUnread: false, withdrawn: true });
  expect(`${withdrawn.heading} ${withdrawn.words}`).not.toMatch(/finished|decided/i);
  expect(withdrawn.words).toContain('Ring the number below');
});

test('the message holds the reference, that there is a message, and where it is', () => {
  for (const account of [true, false]) {
    const { subject, body } = statusMail('WMS-7F3K-29QX', 'https://door.example', { account });
    expect(subject).toBe('There is a message for you: WMS-7F3K-29QX');
    expect(body).toMatch(/^There is a message for you about WMS-7F3K-29QX\./);
    expect(body.includes('/my/contacts/WMS-7F3K-29QX')).toBe(account);
    expect(body).not.toMatch(/concern|report|worr|decid|assess|letter|child(?! is in danger)/i);
  }
});
