import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { MARK_TABLE, type Mark } from '@/lib/contact/queue/marks';
import { EVENT_WORDS, STATE_TABLE, type ContactState } from '@/lib/contact/state';
import { progressOf } from './progress';

/**
 * The states that people ask about (safe practice, last list), one by one: what staff read and what the one who reported
 * reads. Two of them are the same base state with another mark; none is without words.
 */
interface Asked {
  state: ContactState;
  marks?: Mark[];
  read?: boolean;
  added?: boolean;
  written?: boolean;
  staff: string;
  referrer: string;
}

const READ = 'Read by a social worker at 15:42.';
const AT_WORK = `${READ} They are working on it.`;

const ASKED: Record<string, Asked> = {
  'draft not sent': { state: 'draft', staff: 'Not sent', referrer: 'Not sent. Nobody has this yet.' },
  'received, unread': { state: 'received', staff: 'Waiting', referrer: 'We have it. A person has not read it yet.' },
  read: { state: 'received', read: true, staff: 'Read', referrer: READ },
  'waiting for referrer': { state: 'waiting_for_referrer', read: true, staff: 'Waiting for the referrer', referrer: 'We have a question for you. We go on working meanwhile.' },
  'with emergency duty': { state: 'claimed', marks: ['with_emergency_duty'], read: true, staff: 'With emergency duty', referrer: `${AT_WORK} The emergency duty team is dealing with it.` },
  'held for checks until …': { state: 'claimed', marks: ['held_for_checks'], read: true, staff: 'Held for checks until', referrer: AT_WORK },
  'awaiting countersign': { state: 'awaiting_countersign', read: true, staff: 'To countersign', referrer: AT_WORK },
  'decided, not told': { state: 'decided', read: true, staff: 'Decided, not told', referrer: 'A decision has been made. We are writing to you.' },
  told: { state: 'told', read: true, written: true, staff: 'Told', referrer: 'A decision has been made and we have written to you.' },
  're-opened': { state: 'received', marks: ['reopened'], read: true, added: true, staff: 'Re-opened', referrer: 'We have what you added. A person has not read it yet.' },
  joined: { state: 'joined', read: true, staff: 'Joined', referrer: AT_WORK },
  'transferred, not accepted': { state: 'decided', marks: ['transferred_not_accepted'], read: true, staff: 'Transferred, not accepted', referrer: 'A decision has been made. We are writing to you.' },
};

test('they are the twelve of the domain, no fewer', () => {
  expect(Object.keys(ASKED)).toHaveLength(12);
});

test.each(Object.entries(ASKED))('%s has words for staff and for the one who reported', (name, { state, marks = [], read = false, added = false, written = false, staff, referrer }) => {
  const at = Temporal.Instant.from('2026-11-18T15:42:00Z');
  const [mark] = marks;
  expect(name === 'read' ? EVENT_WORDS.read : mark === undefined ? STATE_TABLE[state].staff : MARK_TABLE[mark].staff).toBe(staff);
  const facts = { state, marks, receivedAt: at.subtract({ minutes: 22 }), decideBy: null, readAt: read ? at : null, reader: 'social_worker' as const, addedUnread: added, decidedAt: null, writtenAt: written ? at : null, notTold: false, subject: false, keptFromReferrer: false };
  const { words } = progressOf(facts, at.add({ minutes: 10 }));
  expect(words).toBe(referrer);
  expect(words).not.toMatch(/submitted|successfully/i);
});

test('withdrawn says that nobody works on it any more, and to ring', () => {
  expect(progressOf({ state: 'withdrawn', marks: [], receivedAt: Temporal.Instant.from('2026-11-18T15:20:00Z'), decideBy: null, readAt: null, reader: 'social_worker', addedUnread: false, decidedAt: null, writtenAt: null, notTold: false, subject: false, keptFromReferrer: false }, Temporal.Instant.from('2026-11-18T16:00:00Z')).words).toBe('We have stopped work on this report. Ring us if you did not expect that.');
});
