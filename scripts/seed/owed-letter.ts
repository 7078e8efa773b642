import type { Temporal } from 'temporal-polyfill';
import { londonDate } from '@/lib/platform/time';
import type { Fields } from '@/lib/platform/draft/model';
import { takeCall } from './calls-run';
import { planContact } from './contact-plan';
import { onDuty, type Desk } from './desk';
import { firstSerialOf, OWED_SERIAL, receivedOn } from './history';
import { drawing } from './names';
import { claim, decideOn, headOf, passageOf, record, tellReferrer, type Step } from './steps';
import { themeOf } from './stories';
import { householdOf } from './stories/households';

const KEY = 'letter-owed';
/** Long enough for one working day to have ended, over Christmas too. */
const DAYS_AGO = 8;

/** Somebody who works with the family rings while it is in hand. */
const RANG: Fields = {
  'call.kind': 'update',
  'call.from': 'kind:housing',
  'call.agencyName': 'Harbour Homes',
  'call.callerName': 'Bronwen Achebe',
  'call.callerEmail': 'bronwen.achebe@harbourhomes.example',
  'call.verified': 'rung_back',
  'you.role': 'Tenancy officer',
  'you.phone': '01632 960 671',
  'you.safeWay': 'email',
  'you.continuingRole': 'yes',
  'you.aboutColleague': 'no',
  'happened.what': 'The rent is two months behind. She came to our office herself last week, with the children, and asked for help with it.',
  'call.steps': ['1'],
  'call.step.1.what': 'Tell us what was agreed about the rent',
  'call.step.1.owner': 'caller',
  'call.ifHappens': 'She does not come to the appointment',
  'call.thenDo': 'Ring us the same day',
};

/**
 * A contact of last week that was decided and told, and does not end yet: the letter to somebody who rang about it was written
 * and forgotten, so that a manager sees one overdue.
 */
export function letterOwed(desk: Desk, now: Temporal.Instant, turn: number): Step[] {
  const { area, people } = desk;
  const theme = themeOf('neglect-low');
  const draw = drawing('owed', area.id);
  const receivedAt = receivedOn(londonDate(now), DAYS_AGO, theme, draw);
  const household = householdOf(area, KEY, firstSerialOf(area) + OWED_SERIAL, [theme], londonDate(receivedAt));
  const passage = passageOf(planContact(area, people, { key: KEY, theme, household, receivedAt, by: 'school_nurse' }), turn);
  const after = (minutes: number) => receivedAt.add({ minutes });
  const holder = onDuty(desk, after(20), turn);
  return [
    record(desk, passage),
    claim(passage, after(20), holder),
    { at: after(30), by: holder, run: async (tx) => void (await takeCall(tx, holder, headOf(passage).reference, RANG)) },
    decideOn(passage, after(70), holder, 'as_proposed', false),
    tellReferrer(passage, after(100), holder),
  ];
}
