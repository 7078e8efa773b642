/**
 * One Christmas at a front door, on the real database (safe practice 7.1; issue 3, section 1): the clock is the test's, and
 * everything else the product's own, its each-minute look and its verbs. The rules are lived through at random in
 * `lib/attention/week.test.ts`; here each call is written down by hand from the guide's numbers: immediate danger read
 * within 15 minutes, level 4 claimed within the hour, at night the emergency duty worker at once, then the next on the
 * rota every five minutes, again from the first, until a named person accepts.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAt } from '@/app/_edge/jobs';
import type { Person } from '@/lib/access/model';
import { disablePerson } from '@/lib/access/verbs/manage-person';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { findContact } from '@/lib/contact/store';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { countersign } from '@/lib/decision/verbs/countersign';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { absenceForm, shiftForm } from '@/lib/rota/schema';
import { makeShifts } from '@/lib/rota/verbs/make-shifts';
import { recordAbsence } from '@/lib/rota/verbs/record-absence';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place, type PersonName } from './people';
import { asSystem } from './waiting';

/** Thursday is Christmas Eve 2026; Friday and Monday are bank holidays. The office is open from 08:45 to 17:00. */
const DAYS = { Thu: '2026-12-24', Fri: '2026-12-25', Sat: '2026-12-26', Sun: '2026-12-27', Mon: '2026-12-28', Tue: '2026-12-29', Wed: '2026-12-30' } as const;
type Day = keyof typeof DAYS;
/** "Fri 02:00", in winter the same in London and UTC. */
type When = `${Day} ${string}`;
const iso = (when: When) => `${DAYS[when.slice(0, 3) as Day]}T${when.slice(4)}:00Z`;
const minuteOf = (text: string) => Temporal.Instant.from(text).epochMilliseconds / 60_000;
const whenOf = (date: Date): When => `${(Object.keys(DAYS) as Day[]).find((day) => date.toISOString().startsWith(DAYS[day])) ?? 'Wed'} ${date.toISOString().slice(11, 16)}`;

/** What the guide allows, in minutes, and how often somebody is called: written from safe practice 7.1. */
const [IMMEDIATE, LEVEL_4, EVERY] = [15, 60, 5];

const MONDAYS = ['2026-12-21', '2026-12-28'] as const;
const ROTA: readonly [PersonName, string, string, (typeof MONDAYS)[number], number[], string, string][] = [
  ...MONDAYS.flatMap((monday): [PersonName, string, string, (typeof MONDAYS)[number], number[], string, string][] => {
    const days = monday === '2026-12-21' ? [4] : [2, 3];
    return [['manager', 'duty_manager', '1', monday, days, '08:45', '17:00'], ['unqualifiedManager', 'duty_manager', '2', monday, days, '08:45', '17:00'], ['worker', 'duty_social_worker', '1', monday, days, '08:45', '17:00']];
  }),
  ['night', 'emergency_duty_worker', '1', '2026-12-21', [3, 4, 5, 6, 7], '17:00', '08:45'],
  ['night', 'emergency_duty_worker', '1', '2026-12-21', [5, 7], '08:45', '17:00'],
  // On Saturday from two till five somebody forgot that it is a day off.
  ['night', 'emergency_duty_worker', '1', '2026-12-21', [6], '08:45', '14:00'],
  ['night', 'emergency_duty_worker', '1', '2026-12-28', [1], '08:45', '17:00'],
  ['night', 'emergency_duty_worker', '1', '2026-12-28', [1, 2, 3], '17:00', '08:45'],
  ['unqualifiedManager', 'emergency_duty_manager', '1', '2026-12-21', [4, 5, 6, 7], '17:00', '08:45'],
  ['unqualifiedManager', 'emergency_duty_manager', '1', '2026-12-28', [1], '08:45', '17:00'],
];

interface Scene {
  what: string;
  arrives: When;
  level4: boolean;
  immediate: boolean;
  /** What people do about it: nobody answers a call that is not here. */
  acts: readonly (readonly [When, PersonName, 'accepts' | 'reads' | 'claims' | 'acts' | 'decides IMMEDIATE' | 'decides STRATEGY' | 'countersigns'])[];
  /** Who was called about it, worked out by hand. */
  calls: readonly `${When} ${PersonName}`[];
}

const SCENES: readonly Scene[] = [
  {
    what: 'by day: after the hour the duty manager, then the second in the order, who accepts',
    ...{ arrives: 'Thu 10:00', level4: true, immediate: false },
    acts: [['Thu 11:06', 'unqualifiedManager', 'accepts'], ['Thu 11:20', 'worker', 'claims'], ['Thu 11:40', 'worker', 'decides STRATEGY']],
    calls: ['Thu 11:00 manager', 'Thu 11:05 unqualifiedManager'],
  },
  {
    what: 'before the holidays: the claim ends with the shift, the night does not answer at first, and what it leaves lying comes back',
    ...{ arrives: 'Thu 16:40', level4: true, immediate: false },
    acts: [['Thu 16:45', 'worker', 'claims'], ['Thu 17:56', 'unqualifiedManager', 'accepts'], ['Thu 18:05', 'night', 'claims'], ['Thu 18:20', 'night', 'acts'], ['Thu 18:57', 'night', 'accepts'], ['Thu 18:58', 'night', 'claims'], ['Thu 19:10', 'night', 'decides STRATEGY']],
    // 18:20 and half an hour: released at 18:50. Accepted at 17:56, and an hour later still nobody's: raised again.
    calls: ['Thu 17:40 night', 'Thu 17:45 unqualifiedManager', 'Thu 17:50 night', 'Thu 17:55 unqualifiedManager', 'Thu 18:56 night'],
  },
  {
    what: 'in the small hours of Christmas Day: at once, and on until one answers; an idle claim at night is called about again',
    ...{ arrives: 'Fri 02:00', level4: true, immediate: true },
    acts: [['Fri 02:21', 'night', 'accepts'], ['Fri 02:22', 'night', 'reads'], ['Fri 02:25', 'night', 'claims'], ['Fri 03:01', 'night', 'accepts'], ['Fri 03:05', 'night', 'claims'], ['Fri 03:30', 'night', 'decides IMMEDIATE']],
    calls: ['Fri 02:00 night', 'Fri 02:05 unqualifiedManager', 'Fri 02:10 night', 'Fri 02:15 unqualifiedManager', 'Fri 02:20 night', 'Fri 03:00 night'],
  },
  {
    what: 'in a gap of the rota: every manager, one after another; a lowering decision waits an hour for its second person',
    ...{ arrives: 'Sat 15:00', level4: true, immediate: true },
    acts: [['Sat 15:11', 'manager', 'accepts'], ['Sat 15:15', 'otherWorker', 'claims'], ['Sat 15:40', 'otherWorker', 'decides STRATEGY'], ['Sat 16:46', 'manager', 'accepts'], ['Sat 16:50', 'manager', 'countersigns']],
    // Who is not qualified hears of the danger, and not that a signature is waited for: they may not give it (safe practice 7.7).
    calls: ['Sat 15:00 manager', 'Sat 15:05 unqualifiedManager', 'Sat 15:10 manager', 'Sat 16:40 manager', 'Sat 16:45 manager'],
  },
  {
    what: 'on a Sunday evening with the worker away: who stands in',
    ...{ arrives: 'Sun 20:00', level4: true, immediate: false },
    acts: [['Sun 20:01', 'otherWorker', 'accepts'], ['Sun 20:04', 'otherWorker', 'claims'], ['Sun 20:30', 'otherWorker', 'decides STRATEGY']],
    calls: ['Sun 20:00 otherWorker'],
  },
  {
    what: 'on the bank holiday with an account disabled: back in the queue, and the one who is left is called again and again',
    ...{ arrives: 'Mon 08:30', level4: true, immediate: false },
    acts: [['Mon 08:31', 'night', 'accepts'], ['Mon 08:33', 'night', 'claims'], ['Mon 09:41', 'unqualifiedManager', 'accepts'], ['Mon 09:45', 'manager', 'claims'], ['Mon 10:00', 'manager', 'decides STRATEGY']],
    calls: ['Mon 08:30 night', 'Mon 09:30 unqualifiedManager', 'Mon 09:35 unqualifiedManager', 'Mon 09:40 unqualifiedManager'],
  },
  {
    what: 'immediate by day: unread after 15 minutes, unclaimed after the hour, accepted and still unclaimed an hour after that',
    ...{ arrives: 'Tue 09:30', level4: true, immediate: true },
    acts: [['Tue 09:52', 'worker', 'reads'], ['Tue 10:31', 'manager', 'accepts'], ['Tue 11:35', 'worker', 'claims'], ['Tue 11:50', 'worker', 'decides IMMEDIATE']],
    calls: ['Tue 09:45 manager', 'Tue 09:50 unqualifiedManager', 'Tue 10:30 manager', 'Tue 11:31 manager'],
  },
  { what: 'early help waits for its own two clocks', arrives: 'Wed 10:00', level4: false, immediate: false, acts: [], calls: [] },
  {
    what: 'an hour without a worker only delays',
    ...{ arrives: 'Wed 12:00', level4: true, immediate: false },
    acts: [['Wed 13:31', 'manager', 'accepts'], ['Wed 13:35', 'worker', 'claims'], ['Wed 13:50', 'worker', 'decides STRATEGY']],
    calls: ['Wed 13:30 manager'],
  },
];
const DOWN = { from: iso('Wed 12:30'), to: iso('Wed 13:30') };

let place: Place;
const cases = new Map<Scene, Case>();

const as = async <T>(name: PersonName, when: string, work: (tx: Tx, person: Person) => Promise<T>) => withActor(place.people[name], (tx) => work(tx, place.people[name]), at(when));
const headOf = async (tx: Tx, { reference }: Case) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('the contact is there');
  return head;
};

/** The strategy discussion is held, a doctor has seen the child and the night's work is taken over in time: who is called where they are not, attention.test.ts says. */
async function doesWhatFollows(of: Case, when: When): Promise<void> {
  await asSystem(place, iso(when), async (tx) => {
    for (const { id, code } of await openDuties(tx, of.contactId)) if (['HOLD_STRATEGY', 'HAND_OVER', 'MEDICAL_TODAY'].includes(code)) await dischargeDuty(tx, id, 'done', 'Done in time.');
  });
}

async function does(scene: Scene, [when, name, act]: Scene['acts'][number]): Promise<void> {
  const of = cases.get(scene);
  if (of === undefined) throw new Error('it has not arrived yet');
  if (act === 'claims') return claims(of, place.people[name], iso(when));
  if (act === 'decides STRATEGY' || act === 'decides IMMEDIATE') {
    await decides(of, place.people[name], act === 'decides STRATEGY' ? 'STRATEGY' : 'IMMEDIATE', iso(when));
    return doesWhatFollows(of, when);
  }
  await as(name, iso(when), async (tx, person) => {
    if (act === 'reads') return readContact(tx, person, await headOf(tx, of));
    if (act === 'countersigns') {
      const { id } = await tx.db.decision.findFirstOrThrow({ where: { contactId: of.contactId } });
      return expect((await countersign(tx, person, { contactId: of.contactId, decisionId: id, verdict: 'agreed', comment: 'Police and health agree.' })).ok).toBe(true);
    }
    if (act === 'acts') {
      const fields = { outcome: 'acted', why: 'Alone until the police came.', acts: ['police_999'], done: 'Rang 999.', when: '18:10', spokenTo: 'Sgt Orme', childWhere: 'With his aunt', safeUntil: 'Until seven' };
      return expect((await decideEmergency(tx, await headOf(tx, of), { key: newId(), fields })).ok).toBe(true);
    }
    const alarm = await tx.db.alarm.findFirstOrThrow({ where: { contactId: of.contactId, endedAt: null } });
    return expect((await acceptAlarm(tx, alarm.id)).ok).toBe(true);
  });
}

/** Every hour of the week; every five minutes while something waits, and the minutes about each act and each call. */
function minutesThatMatter(): number[] {
  const [first, last] = [minuteOf(iso('Thu 00:00')), minuteOf(iso('Wed 23:59'))];
  const minutes = new Set(Array.from({ length: Math.ceil((last - first) / 60) }, (_, index) => first + index * 60));
  for (const { arrives: from, acts, calls } of SCENES) {
    const whens = [from, ...acts.map(([when]) => when), ...calls.map((call) => call.slice(0, 9) as When)].map((when) => minuteOf(iso(when)));
    for (const minute of whens) [minute - 1, minute, minute + 1].forEach((each) => minutes.add(each));
    for (let minute = minuteOf(iso(from)); minute <= Math.max(...whens) + 70; minute += EVERY) minutes.add(minute);
  }
  return [...minutes].filter((minute) => minute < minuteOf(DOWN.from) || minute >= minuteOf(DOWN.to));
}

beforeAll(async () => {
  place = await makePlace();
  for (const [name, post, coverOrder, monday, days, from, to] of ROTA) {
    const form = shiftForm.parse({ monday, post, accountId: place.people[name].actorId, coverOrder, days: days.map(String), from, to, replaces: '' });
    expect(await as('manager', '2026-12-18T09:00:00Z', (tx) => makeShifts(tx, form))).toEqual({ ok: true, value: null });
  }
  // Who stands in at night works there too.
  await asSystem(place, '2026-12-18T09:00:00Z', async (tx) => tx.db.membership.create({ data: { authorityId: place.id, id: newId(), accountId: place.people.otherWorker.actorId, role: 'emergency_duty_worker', qualified: true, jobTitle: 'Social worker', phone: '01632 960100' } }));
  const away = absenceForm.parse({ accountId: place.people.night.actorId, coveredBy: place.people.otherWorker.actorId, fromDay: DAYS.Sun, fromTime: '19:00', toDay: DAYS.Mon, toTime: '06:00' });
  expect(await as('manager', '2026-12-18T09:00:00Z', (tx) => recordAbsence(tx, away))).toEqual({ ok: true, value: null });

  const happens: { minute: number; work: () => Promise<unknown> }[] = [
    ...SCENES.flatMap((scene) => [
      { minute: minuteOf(iso(scene.arrives)), work: async () => cases.set(scene, await arrives(place, iso(scene.arrives), scene.level4 ? harm() : earlyHelp(), scene)) },
      ...scene.acts.map((act) => ({ minute: minuteOf(iso(act[0])), work: () => does(scene, act) })),
    ]),
    { minute: minuteOf(iso('Mon 08:50')), work: () => as('administrator', iso('Mon 08:50'), (tx) => disablePerson(tx, place.people.night.membershipId)) },
  ];
  const looks = minutesThatMatter().map((minute) => ({ minute, work: () => lookAt(place.id, Temporal.Instant.fromEpochMilliseconds(minute * 60_000)) }));
  // What happens in a minute is there when its look is taken.
  for (const { work } of [...happens, ...looks].sort((a, b) => a.minute - b.minute)) await work();
}, 120_000);
afterAll(closeDatabase);

const rowsOf = (scene: Scene) =>
  asSystem(place, iso('Wed 23:59'), async (tx) => {
    const where = { authorityId: place.id, contactId: cases.get(scene)?.contactId ?? '' };
    return {
      calls: await tx.db.alarmCall.findMany({ where: { ...where, channel: 'email' }, orderBy: { at: 'asc' } }),
      accepted: await tx.db.alarm.findMany({ where: { ...where, endedHow: 'accepted' } }),
      claims: await tx.db.claim.findMany({ where }),
      decided: await tx.db.decision.findFirst({ where }),
      reads: await tx.db.contactEvent.findMany({ where: { ...where, kind: 'read' } }),
    };
  });

describe.each(SCENES.map((scene) => [`${scene.arrives}, ${scene.what}`, scene] as const))('%s', (_, scene) => {
  test('who was called, and when', async () => {
    const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
    expect((await rowsOf(scene)).calls.map((call) => `${whenOf(call.at)} ${names.get(call.accountId)}`)).toEqual(scene.calls);
  });

  test('at no minute is it left beyond what the guide allows without a named person called or answering for it', async () => {
    if (!scene.level4) return;
    const { calls, accepted, claims: held, decided, reads } = await rowsOf(scene);
    const minute = (date: Date) => date.getTime() / 60_000;
    const from = minuteOf(iso(scene.arrives));
    const night = /^(Thu (17|18)|Fri|Sat|Sun|Mon)/.test(scene.arrives);
    const left: string[] = [];
    expect(decided, 'the scene ends with a decision').not.toBeNull();
    for (let now = from; now < minute(decided?.at ?? new Date(0)); now += 1) {
      if (now >= minuteOf(DOWN.from) && now < minuteOf(DOWN.to)) continue;
      const claimed = held.some((claim) => minute(claim.at) <= now && (claim.endedAt === null || now < minute(claim.endedAt)));
      const read = reads.some((event) => minute(event.at) <= now);
      const allowed = night ? 0 : scene.immediate && !read ? IMMEDIATE : LEVEL_4;
      if (claimed || now < from + allowed) continue;
      const calling = calls.some((call) => minute(call.at) <= now && now < minute(call.at) + EVERY);
      const answered = accepted.some(({ endedAt }) => endedAt !== null && minute(endedAt) <= now && now < minute(endedAt) + LEVEL_4);
      if (!calling && !answered) left.push(whenOf(new Date(now * 60_000)));
    }
    expect(left).toEqual([]);
  });
});

test('the gap of Saturday was itself an alarm, twelve hours before, to who was on', async () => {
  const gaps = await asSystem(place, iso('Wed 23:59'), async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'nobody_on', dueAt: new Date(iso('Sat 14:00')) }, include: { calls: { where: { number: 1 } } } }));
  expect(gaps.map(({ raisedAt, occasion, calls }) => [whenOf(raisedAt), occasion.split(' ')[0], calls[0]?.accountId])).toEqual([['Sat 02:00', 'emergency_duty_worker', place.people.night.actorId]]);
});

test('claims went back because a shift ended, nobody acted, an account was disabled', async () => {
  // The account held two that were decided, and the one that was not.
  const ended = await asSystem(place, iso('Wed 23:59'), async (tx) => tx.db.claim.findMany({ where: { authorityId: place.id, endedHow: { not: null } }, orderBy: { endedAt: 'asc' } }));
  expect(ended.filter(({ endedHow }) => ['shift_end', 'idle', 'disabled'].includes(endedHow ?? '')).map(({ endedAt, endedHow }) => `${whenOf(endedAt ?? new Date(0))} ${endedHow}`)).toEqual(['Thu 17:00 shift_end', 'Thu 18:50 idle', 'Fri 02:55 idle', 'Mon 08:50 disabled', 'Mon 08:50 disabled', 'Mon 08:50 disabled']);
});
