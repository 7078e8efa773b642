import { Temporal } from 'temporal-polyfill';
import { onDuty, type Desk } from './desk';
import { familiesBefore } from './families';
import { yearBefore, type PastContact } from './history';
import { letterOwed } from './owed-letter';
import { claim, countersignIt, decideOn, endDuties, letterComesBack, passageOf, readLetterOf, record, run, tellAndClose, type Step } from './steps';

/** Duties of contacts younger than this stay open: somebody's work of these days. */
const SETTLED_DAYS = 14;

function stepsOf(desk: Desk, contact: PastContact, turn: number, now: Temporal.Instant, comesBack: boolean): Step[] {
  const passage = passageOf(contact, turn);
  const { claimedAt, decidedAt, receivedAt } = contact;
  const after = (minutes: number) => decidedAt.add({ minutes });
  const holder = onDuty(desk, claimedAt, turn);
  const settled = Temporal.Instant.compare(receivedAt.add({ hours: SETTLED_DAYS * 24 }), now) < 0;
  const read = turn % 3 === 0 ? null : readLetterOf(desk, passage, after(60 * 5));
  return [
    record(desk, passage),
    claim(passage, claimedAt, holder),
    decideOn(passage, decidedAt, holder, contact.settling, contact.late),
    countersignIt(desk, passage, after(25)),
    tellAndClose(passage, after(40), holder, settled),
    ...(read === null ? [] : [read]),
    ...(comesBack ? [letterComesBack(passage, after(60 * 24 * 3), holder)] : []),
    ...(settled ? [endDuties(desk, passage, after(60 * 26))] : []),
  ];
}

/** Makes what was told before the year, and a year of contacts in one area, one of them still open, through the same functions that the product uses. */
export async function makeYear(desk: Desk, now: Temporal.Instant): Promise<void> {
  const year = [...familiesBefore(desk.area, desk.people, now), ...yearBefore(desk.area, desk.people, now)];
  // The newest letter that went by post is brought back: somebody has to find another way.
  const back = year.filter(({ channel, reporter }) => channel !== 'form' && reporter.name !== '').reduce<PastContact | null>((last, each) => (last === null || Temporal.Instant.compare(each.decidedAt, last.decidedAt) > 0 ? each : last), null);
  await run([...year.flatMap((contact, turn) => stepsOf(desk, contact, turn, now, contact === back)), ...letterOwed(desk, now, year.length)]);
}
