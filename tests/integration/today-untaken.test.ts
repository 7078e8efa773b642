/** A doctor today and somewhere safe tonight (domain 7.15): when the office closes and nobody has taken it, the night is called, and not at midnight first. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import type { DutyCode } from '@/lib/duty/codes';
import { dutyDue } from '@/lib/duty/model';
import { findOpenDuty, openDuty } from '@/lib/duty/store';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { arrives, at, earlyHelp, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';

const month = { from: Temporal.Instant.from('2026-03-01T00:00:00Z'), to: Temporal.Instant.from('2026-04-01T00:00:00Z') };
let place: Place;

beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, night } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...month },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...month },
    ]),
  );
});
afterAll(closeDatabase);

/** Looks at these times, and says of each alarm about a duty whom it called when, and how it ended. */
async function looks(...times: string[]): Promise<string[]> {
  for (const time of times) await asSystem(place, time, look);
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  const rows = await asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: { in: ['today_untaken', 'duty_late'] } }, orderBy: { raisedAt: 'asc' }, include: { calls: { where: { channel: 'email' }, orderBy: { number: 'asc' } } } }));
  return rows.map(({ kind, calls, endedHow }) => `${kind}: ${calls.map(({ at: when, accountId }) => `${when.toISOString().slice(8, 16)} ${names.get(accountId)}`).join(', ')}: ${endedHow ?? 'open'}`);
}

/** A duty of a contact, opened at an instant as receipt of the report opens it. */
async function owed(code: DutyCode, when: string): Promise<Case & { id: string }> {
  const of = await arrives(place, when, earlyHelp());
  const id = await asSystem(place, when, async (tx) => {
    await openDuty(tx, { contactId: of.contactId, code, ...dutyDue(code, { receivedAt: tx.at }) });
    return (await findOpenDuty(tx, of.contactId, code))?.id ?? '';
  });
  return { ...of, id };
}

/** Friday 6 March 2026: the office closes at 17:00. */
test.each<DutyCode>(['HOMELESS_16_17', 'MEDICAL_TODAY'])('%s at 17:30 on a Friday: the night is called at once, finds it on its page, and is called no more once it has it', async (code) => {
  const { night } = place.people;
  const of = await owed(code, '2026-03-06T17:30:00Z');
  expect(await looks('2026-03-06T17:31:00Z')).toEqual(['today_untaken: 06T17:31 night: open']);
  const page = async () => {
    const answer = await askPage('../../app/hand-over/page.tsx', night, {});
    return answer.kind === 'shown' ? answer.html() : answer.kind;
  };
  const before = await page();
  expect([before.includes(of.reference), before.includes(`action="/duties/${of.id}/take"`)]).toEqual([true, true]);
  expect(await withActor(night, (tx) => takeDuty(tx, night, of.id), at('2026-03-06T17:40:00Z'))).toMatchObject({ ok: true });
  expect(await looks('2026-03-06T17:41:00Z', '2026-03-06T23:59:00Z')).toEqual(['today_untaken: 06T17:31 night: met']);
  expect(await page()).toContain(night.name);
});

test('what came by day is the day’s until the office closes; the night hears it then, again where it was only accepted, and from midnight on it is late', async () => {
  const { night } = place.people;
  await owed('HOMELESS_16_17', '2026-03-06T15:00:00Z');
  expect(await looks('2026-03-06T15:01:00Z', '2026-03-06T16:59:00Z')).toEqual([]);
  expect(await looks('2026-03-06T17:00:00Z')).toEqual(['today_untaken: 06T17:00 night: open']);
  const [alarm] = await asSystem(place, '2026-03-06T17:01:00Z', (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'today_untaken' } }));
  expect(await withActor(night, (tx) => acceptAlarm(tx, alarm?.id ?? ''), at('2026-03-06T17:01:00Z'))).toMatchObject({ ok: true });
  expect(await looks('2026-03-06T18:00:00Z', '2026-03-06T18:01:00Z')).toEqual(['today_untaken: 06T17:00 night: accepted', 'today_untaken: 06T18:01 night: open']);
  expect(await looks('2026-03-07T00:00:00Z')).toEqual(['today_untaken: 06T17:00 night: accepted', 'today_untaken: 06T18:01 night: met', 'duty_late: 07T00:00 night: open']);
});

test('what is only to be asked on the same day calls nobody out of bed', async () => {
  await owed('SIBLINGS', '2026-03-06T17:30:00Z');
  expect(await looks('2026-03-06T17:31:00Z', '2026-03-06T20:00:00Z')).toEqual([]);
});
