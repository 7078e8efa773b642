import { readAuthority, readNames } from '@/lib/access/store';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { addEvent } from '@/lib/contact/event-store';
import { guideOn } from '@/lib/contact/guide-on';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { areaOf, hasTold } from '../model';
import { addLetter, cancelLetter, LINK_KEY, lettersOf, writtenTo, type Letter, type Recipient } from '../store';
import { followUpLetter, linkProblem, wayOf, type FollowUpWay } from './follow-up';
import type { ReadCallFacts } from './follow-up-store';
import { addLink, endLinks } from './link-store';
import { oweFollowUp } from './owing';
import { sayable } from './said';

const FOLLOW_UP = 'follow_up';
const HOURS_IN_DAY = 24;

/** The follow-up letters of a contact, the newest first. */
export async function followUpsOf(tx: Tx, contactId: string): Promise<Letter[]> {
  return (await lettersOf(tx, contactId)).filter(({ kind }) => kind === FOLLOW_UP).sort((a, b) => b.issue - a.issue);
}

function recipientOf({ accountId, name, emailAddress, referrerClass }: ReadCallFacts, way: FollowUpWay): Recipient {
  if (way === 'account' && accountId !== null) return { key: accountId, accountId, name, email: emailAddress, referrerClass };
  return { key: way === 'link' ? LINK_KEY : 'post:1', accountId: null, name, email: way === 'link' ? emailAddress : '', referrerClass };
}

/** The area's own words for a level. */
function levelNames(guide: Guide): (level: number) => string {
  return (level) => guide.levels.filter(({ canonical }) => canonical === level).map(({ label, name }) => `${label}: ${name}`).join(' or ');
}

/**
 * Writes the next issue of the follow-up letter from what stands now, and opens the duty to send it. One that waits is
 * cancelled, and an earlier link ends. As the product, the contact's lock held.
 * @param chosen by which way, where somebody chose; it must be one that is open to this caller.
 */
export async function writeFollowUpLetter(tx: Tx, facts: ReadCallFacts, chosen?: FollowUpWay): Promise<string> {
  const { contactId } = facts;
  const authority = await readAuthority(tx);
  const earlier = await followUpsOf(tx, contactId);
  for (const letter of earlier) await cancelLetter(tx, letter, 'written_anew');
  await endLinks(tx, contactId, 'replaced');
  const way = chosen ?? wayOf(facts);
  const recipient = recipientOf(facts, way);
  const to = writtenTo(recipient, contactId);
  const names = await readNames(tx, [facts.takenBy]);
  const reached = earlier.find(({ state }) => hasTold(state));
  const text = followUpLetter({
    area: areaOf(authority),
    ...{ reference: facts.reference, recipientName: facts.name, writtenAt: tx.at, referrerClass: facts.referrerClass, way, calledAt: facts.calledAt },
    ...sayable({ report: facts.report, records: await agreedOf(tx, contactId), pregnancies: await pregnanciesOf(tx, contactId), to, way, names: facts.names }),
    levelName: levelNames(guideOn(authority.settings.guideArea, londonDate(facts.calledAt))),
    takenBy: names.get(facts.takenBy) ?? 'The social worker who took your call',
    replaces: reached?.events.find(({ what }) => what === 'sent' || what === 'posted')?.at ?? null,
  });
  const issue = (earlier[0]?.issue ?? 0) + 1;
  const letter = await addLetter(tx, { contactId, decisionId: null, kind: FOLLOW_UP, occasion: FOLLOW_UP, recipient, to, text, issue, replacesId: reached?.id ?? null });
  if (way !== 'account' && linkProblem(facts) === null) await addLink(tx, { contactId, letterId: letter.id, expiresAt: tx.at.add({ hours: HOURS_IN_DAY * authority.settings.followUp.linkDays }) });
  await oweFollowUp(tx, contactId, { ownerId: facts.takenBy, letterId: earlier.length === 0 ? undefined : letter.id });
  await addEvent(tx, contactId, 'letter_written', { letter: letter.id, kind: FOLLOW_UP, issue });
  tx.ledger({ action: 'letter.written', objectKind: 'letter', objectId: letter.id, detail: { contact: contactId, kind: FOLLOW_UP, issue, way } });
  return letter.id;
}
