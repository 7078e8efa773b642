import { Temporal } from 'temporal-polyfill';
import type { AuthoritySettings } from '@/lib/access/schema';
import { lineAnswered } from '@/lib/access/lines';
import { readAuthority } from '@/lib/access/store';
import { hoursOfManyWrong } from '@/lib/access/door/tries';
import { readManyConcerns } from '@/lib/contact/many-store';
import { guideOn } from '@/lib/contact/guide-on';
import { recentTroubles } from '@/lib/contact/machine/trouble-store';
import { waitingIntakes } from '@/lib/contact/machine/intake-store';
import { waitingRefusals } from '@/lib/contact/call/name-refusal-store';
import { openRingBacks } from '@/lib/line/ring-back-store';
import { openUnsent } from '@/lib/contact/unsent/unsent-store';
import { readLookedUp } from '@/lib/lookup/alarm-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { hoursOfGivenUp } from '@/lib/platform/job-store';
import { channelsNow } from '@/lib/platform/post';
import { londonDate } from '@/lib/platform/time';
import { POST_TABLE, type OnDuty } from '@/lib/rota/model';
import { gapsAhead } from '@/lib/rota/rota-hours';
import { readOnDuty, readRota } from '@/lib/rota/rota-store';
import { alarmChanges, allLost, calledWithin, callOrder, keyOf, nextCall, questionOrder, speaksBefore, theseFirst, type Alarm, type Callee, type Cause } from '../alarm';
import { addAlarm, addCall, callsMade, endAlarms, lastCalled, lockLook, readAlarmsFor, readEndingProtections, readLateCountersigns, readLateDuties, readNotOn, readUntakenStrategies, readUntakenToday, readWaitingQuestions, readWatched, referenceOf, thoseWhoMayOpen, type NotOn } from '../alarm-store';
import { administrators, readReach } from '@/lib/access/reach-store';
import { readUnguarded, thoseWithoutConflict } from '@/lib/restriction/guardian-store';
import { readWaitingWishes } from '@/lib/restriction/access-store';
import { readUnconfirmed } from '@/lib/restriction/restricted-store';
import { callMail, callText } from '@/lib/access/call-words';
import { againMinutes, hasRunOut, isLookedUpAlarm, isRingersAlarm, LONG_AGAIN_MINUTES, needsSecondPerson, questionAlarmAt, runningClocks, type WaitingQuestion, type Watched } from '../clocks';
import { doorCauses } from '../door-alarms';
import { ownerFirst, ringBackCauses } from '../ring-back-alarms';
import { askerOf, glassCauses, noManagerAnswers, unconfirmedCauses, whoConfirms } from '../restriction-alarms';
import { nameCauses } from '../name-alarms';
import { typingCauses } from '../typing-alarms';
import { readSettlers, thoseNobodySigns, type Settlers } from '../settler-store';
import { thoseWhoRing, unsentCauses } from '../unsent-alarms';
import { nobodySignsCauses, waitsForSecond } from '../unsigned';

/** Every clock of a contact that has run out, every duty past its due that somebody is called about, every strategy discussion that nobody of emergency duty has taken, what a child needs today and nobody took while the office is closed, every protection that ends soon, every gap of the rota that is near, every unsent report a manager is told of, every call that is owed and late. */
async function causesNow(tx: Tx, settings: AuthoritySettings, questions: readonly WaitingQuestion[], watched: readonly Watched[]): Promise<Cause[]> {
  const { attention } = guideOn(settings.guideArea, londonDate(tx.at));
  const isClosed = (at: typeof tx.at) => lineAnswered(settings, at) !== 'day';
  const clocks = watched.flatMap((contact) => runningClocks(contact, attention, isClosed).map((clock) => ({ ...clock, contactId: contact.contactId })));
  const overdue = clocks.filter((clock) => hasRunOut(clock, tx.at));
  const near = tx.at.add({ hours: settings.alarms.gapAheadHours });
  // Beyond what is near to the end of whatever begins in it: no stretch of open or of closed hours is as long as a week.
  const ahead = { from: tx.at, to: near.add({ hours: 7 * 24 }) };
  const { shifts, absences } = await readRota(tx, ahead);
  const gaps = gapsAhead(ahead, settings, shifts, absences).filter(({ from }) => from.epochMilliseconds <= near.epochMilliseconds);
  return [
    ...overdue.map(({ kind, contactId, startedAt, due }) => ({ kind, contactId, occasion: startedAt.toString(), due })),
    ...(await readLateDuties(tx)),
    ...(await readEndingProtections(tx)),
    ...(await readUntakenStrategies(tx, isClosed(tx.at))),
    ...(await readUntakenToday(tx, isClosed(tx.at))),
    // Of no contact: that a question was asked of one says too much.
    ...questions.filter((question) => hasRunOut({ due: questionAlarmAt(question) }, tx.at)).map((question): Cause => ({ kind: 'not_answered', contactId: null, occasion: question.matchId, due: questionAlarmAt(question) })),
    // Of no child either: who may name others finds out which it is.
    ...(await readUnguarded(tx)).map(({ id }): Cause => ({ kind: 'no_guardian', contactId: null, occasion: id, due: tx.at })),
    ...[...unconfirmedCauses(await readUnconfirmed(tx), attention), ...glassCauses(await readWaitingWishes(tx), attention)].filter((cause) => hasRunOut(cause, tx.at)),
    // Told apart by its end, which stands still: a gap that has begun begins now, again with each look.
    ...gaps.map(({ post, from, to }): Cause => ({ kind: 'nobody_on', contactId: null, occasion: `${post} ${to.toString()}`, due: from })),
    ...unsentCauses(await openUnsent(tx), isClosed(tx.at)),
    ...ringBackCauses(await openRingBacks(tx), tx.at, isClosed(tx.at)),
    ...(await readLookedUp(tx, settings.alarms.lookedUpPerHour)).map(({ kind, occasion, at }): Cause => ({ kind, contactId: null, occasion, due: at })),
    ...nameCauses(await waitingRefusals(tx)),
    ...(await recentTroubles(tx)).map(({ occasion, hour }): Cause => ({ kind: 'machine_trouble', contactId: null, occasion, due: hour })),
    ...doorCauses(await hoursOfManyWrong(tx.actor.authorityId, tx.at), await readManyConcerns(tx)),
    ...(await hoursOfGivenUp(tx)).map(({ name, hour }): Cause => ({ kind: 'job_given_up', contactId: null, occasion: `${name} ${hour.toString()}`, due: hour })),
    ...typingCauses(await waitingIntakes(tx), attention, isClosed).filter((cause) => hasRunOut(cause, tx.at)),
  ];
}

/**
 * Tells every administrator of the area that nobody here may sign or answer something, at once and again once so many minutes are over:
 * they let somebody sign in who may, and accept nothing. One message for all that waits, with the reference of the first and nothing else (safe
 * practice 7.11); what is missing, and in which contacts, stands on their page.
 */
async function tellAdministrators(tx: Tx, alarms: readonly Alarm[], everyMinutes: number): Promise<void> {
  if (alarms.length === 0) return;
  const called = await lastCalled(tx, alarms.map(({ id }) => id));
  const told = calledWithin(called, tx.at, everyMinutes);
  for (const { accountId, email } of await administrators(tx)) {
    const last = told.has(accountId) ? called.find((made) => made.accountId === accountId)?.at : undefined;
    // What was there when they were told last stood on their page then.
    const alarm = alarms.find(({ raisedAt }) => last === undefined || Temporal.Instant.compare(raisedAt, last) > 0);
    if (alarm === undefined) continue;
    const number = ((await callsMade(tx, alarm.id))[0]?.number ?? 0) + 1;
    const reference = alarm.contactId === null ? null : await referenceOf(tx, alarm.contactId);
    await addCall(tx, alarm, { number, callee: { accountId, post: null }, channel: 'email', toAddress: email, ...callMail(reference, config().publicOrigin, '/admin/people') });
    tx.ledger({ action: 'alarm.called', objectKind: 'alarm', objectId: alarm.id, detail: { number, account: accountId, post: null } });
  }
}

/** So often everybody who is on is called; who does not hear it then does not hear it. */
const ROUNDS_OF_THOSE_ON = 3;

/** @param beyond whom to call as well once everybody of the order was called so often and nobody has accepted, or none of their calls arrived: from the first where the order is empty. */
async function call(tx: Tx, alarm: Alarm, order: readonly Callee[], beyond: () => Promise<readonly Callee[]>, everyMinutes: number): Promise<void> {
  const made = await callsMade(tx, alarm.id);
  const [last] = made;
  const all = (last?.number ?? 0) >= ROUNDS_OF_THOSE_ON * order.length || allLost(order, made) ? [...order, ...(await beyond()).filter(({ accountId }) => !order.some((each) => each.accountId === accountId))] : order;
  const callee = nextCall(all, made, tx.at, everyMinutes);
  if (callee === null) return;
  const reach = (await readReach(tx, [callee.accountId], callee.post === null ? [] : POST_TABLE[callee.post].roles)).get(callee.accountId);
  if (reach === undefined) throw new Error('somebody is called who does not work here');
  const number = (last?.number ?? 0) + 1;
  const reference = alarm.contactId === null ? null : await referenceOf(tx, alarm.contactId);
  const { publicOrigin } = config();
  await addCall(tx, alarm, { number, callee, channel: 'email', toAddress: reach.email, ...callMail(reference, publicOrigin) });
  if (reach.phone !== '' && channelsNow().includes('text')) await addCall(tx, alarm, { number, callee, channel: 'text', toAddress: reach.phone, subject: '', body: callText(reference, publicOrigin) });
  tx.ledger({ action: 'alarm.called', objectKind: 'alarm', objectId: alarm.id, detail: { number, account: callee.accountId, post: callee.post } });
}

/**
 * Whom to call about one alarm: of those on, who may open the contact, or ring the author of an unsent report, or settle what waits for a
 * second person; else any manager who may;
 * else anybody here who may; else whoever is on.
 */
async function orderFor(tx: Tx, alarm: Alarm, questions: readonly WaitingQuestion[], onDuty: readonly OnDuty[], notOn: NotOn, closed: boolean, settlers: Settlers | undefined): Promise<readonly Callee[]> {
  const { managers, anybody, everybody } = notOn;
  const order = callOrder(onDuty, anybody, closed);
  if (isRingersAlarm(alarm.kind)) {
    const ringing = thoseWhoRing(callOrder(onDuty, notOn.ringing, closed));
    return ringing.length > 0 ? ringing : callOrder([], notOn.ringing, closed);
  }
  if (isLookedUpAlarm(alarm.kind) || alarm.kind === 'glass_waits') {
    // Never the one whom it is about, or who asked: a manager may be.
    const by = alarm.kind === 'glass_waits' ? askerOf(alarm.occasion) : alarm.occasion.split(' ')[0];
    const others = (some: readonly Callee[]) => some.filter(({ accountId }) => accountId !== by && managers.includes(accountId));
    const told = others(order);
    return told.length > 0 ? told : others(callOrder([], managers, closed));
  }
  if (settlers !== undefined) {
    // Where nobody may sign, whoever may find somebody hears of it: nobody at all would be worse.
    for (const second of [settlers.may, settlers.find])
      for (const some of [order, callOrder([], managers, closed)]) {
        const told = (await thoseWhoMayOpen(tx, alarm.contactId, some)).filter(({ accountId }) => second.has(accountId));
        if (told.length > 0) return told;
      }
    return order;
  }
  if (alarm.kind === 'no_guardian') {
    const may = await thoseWithoutConflict(tx, alarm.occasion, managers);
    const told = order.filter(({ accountId }) => may.includes(accountId));
    // A manager whom it is kept from learns no more by the call than that another has to be found.
    return told.length > 0 ? told : callOrder([], may.length > 0 ? may : managers, closed);
  }
  if (alarm.kind === 'not_confirmed') {
    // Managers alone see it, and who holds the emergency duty manager's post may be none.
    const told = theseFirst(whoConfirms(alarm.occasion, await readUnconfirmed(tx)).filter((id) => managers.includes(id)), order.filter(({ accountId }) => managers.includes(accountId)));
    return told.length > 0 ? told : callOrder([], managers, closed);
  }
  if (alarm.kind === 'not_answered') {
    const onManage = order.filter(({ accountId, post }) => managers.includes(accountId) || post === 'duty_manager' || post === 'emergency_duty_manager');
    const guardians = questions.find(({ matchId }) => matchId === alarm.occasion)?.guardians ?? [];
    const reached = await readReach(tx, guardians);
    const told = questionOrder(guardians.filter((id) => reached.has(id)), onManage);
    return told.length > 0 ? told : callOrder([], managers, closed);
  }
  if (alarm.kind === 'ring_back') {
    const owner = (await openRingBacks(tx)).find(({ id }) => alarm.occasion.startsWith(id))?.ownerId ?? null;
    return ownerFirst(owner !== null && (await readReach(tx, [owner])).has(owner) ? owner : null, order, closed);
  }
  const may = await thoseWhoMayOpen(tx, alarm.contactId, order);
  if (may.length > 0) return may;
  // Who may not open it is gone past, and must not be called about it where anybody else can be.
  for (const others of [managers, everybody]) {
    const can = await thoseWhoMayOpen(tx, alarm.contactId, callOrder([], others, closed));
    if (can.length > 0) return can;
  }
  return order;
}

/**
 * Asks "what is due now?" and nothing of the look before, so that downtime only delays: raises an alarm for each clock of
 * attention that has run out, each late duty that somebody is called about, each strategy discussion of the night that nobody has taken, each protection of a child that ends soon, each near gap of the rota, each unsent report that is the duty
 * manager's, each call that is owed and late and whatever waits for a second person where nobody may be one, ends those whose cause is gone, and for what is open calls the
 * next person. Of several alarms about one contact the first speaks for all that the same people hear. Runs as the product.
 */
export async function look(tx: Tx): Promise<void> {
  await lockLook(tx);
  const { settings } = await readAuthority(tx);
  const { attention } = guideOn(settings.guideArea, londonDate(tx.at));
  const questions = await readWaitingQuestions(tx);
  const [watched, notOn] = [await readWatched(tx), await readNotOn(tx)];
  const late = await causesNow(tx, settings, questions, watched);
  const causes = [...late, ...nobodySignsCauses(await thoseNobodySigns(tx, waitsForSecond(late, watched, await readLateCountersigns(tx)), notOn.managers))];
  const alarms = await readAlarmsFor(tx, causes);
  const { raise, met } = alarmChanges(causes, alarms, tx.at, (kind) => againMinutes(kind, attention));
  await endAlarms(tx, met.map(({ id }) => id), 'met');
  for (const { id } of met) tx.ledger({ action: 'alarm.met', objectKind: 'alarm', objectId: id });
  const ended = new Set(met.map(({ id }) => id));
  const open = alarms.filter((alarm) => alarm.ended === null && !ended.has(alarm.id));
  for (const cause of raise) {
    const alarm = await addAlarm(tx, cause);
    if (alarm === null) continue;
    open.push(alarm);
    tx.ledger({ action: 'alarm.raised', objectKind: 'alarm', objectId: alarm.id, detail: { kind: alarm.kind, contact: alarm.contactId, round: alarm.round } });
  }
  if (raise.length + met.length > 0) tx.announce('queue');
  if (open.length === 0) return;
  const onDuty = await readOnDuty(tx);
  const closed = lineAnswered(settings, tx.at) !== 'day';
  open.sort(speaksBefore);
  const settlers = await readSettlers(tx, open, notOn.managers);
  // To those who are on one speaks for all about a contact, and one to each group of those who may settle something: neither hears the other's.
  const ears = ({ id }: Alarm) => [...(settlers.get(id)?.may ?? [])].sort().join(' ');
  const sameEars = (one: Alarm, other: Alarm) => one.contactId === other.contactId && needsSecondPerson(one.kind) === needsSecondPerson(other.kind) && ears(one) === ears(other);
  const resting = new Set(causes.filter(({ rests }) => rests === true).map(keyOf));
  const rung = open.filter((alarm) => alarm.kind !== 'nobody_signs' && !resting.has(keyOf(alarm)));
  await tellAdministrators(tx, open.filter((alarm) => alarm.kind === 'nobody_signs' || noManagerAnswers(alarm, notOn.managers)), LONG_AGAIN_MINUTES);
  const speaking = rung.filter((alarm, index) => alarm.contactId === null || rung.findIndex((each) => sameEars(each, alarm)) === index);
  for (const alarm of speaking) {
    const order = await orderFor(tx, alarm, questions, onDuty, notOn, closed, settlers.get(alarm.id));
    // A dead telephone is no reason that nobody else hears of it: every manager whom the same rules let be called.
    await call(tx, alarm, order, async () => orderFor(tx, alarm, questions, [], notOn, closed, settlers.get(alarm.id)), settings.alarms.everyMinutes);
  }
}
