import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { InformationRequest } from '@/lib/contact/call/request-store';
import { requestDue, toAnswer } from './to-answer';

/** Wednesday 18 November 2026; London is at UTC. */
const at = (time: string) => Temporal.Instant.from(`2026-11-18T${time}:00Z`);
const asked = (id: string, receivedAt: string, dueAt: string | null, answered = false) => ({ id, receivedAt: at(receivedAt), dueAt: dueAt === null ? null : Temporal.Instant.from(dueAt), answer: answered ? ({} as InformationRequest['answer']) : null });
const solicitor = asked('solicitor', '09:00', '2026-11-19T12:00:00Z');
const police = asked('police', '10:00', '2026-11-18T11:00:00Z');
const school = asked('school', '08:00', null);

test('the soonest due is answered first, whoever asked first', () => expect(toAnswer([solicitor, police, school], '')?.id).toBe('police'));

test('where no time was named it is due within one working day: by Thursday at 17:00', () => {
  expect(requestDue(school).toString()).toBe('2026-11-19T17:00:00Z');
  expect(toAnswer([school, solicitor], '')?.id).toBe('solicitor');
});

test('one that is chosen comes before, where it waits still', () => {
  expect(toAnswer([solicitor, police], 'solicitor')?.id).toBe('solicitor');
  expect(toAnswer([asked('solicitor', '09:00', null, true), police], 'solicitor')?.id).toBe('police');
  expect(toAnswer([asked('solicitor', '09:00', null, true)], 'solicitor')).toBeUndefined();
});
