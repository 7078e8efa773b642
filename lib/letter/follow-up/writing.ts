import { readAuthority, readNames } from '@/lib/access/store';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { addEvent } from '@/lib/contact/event-store';
import { guideOn } from '@/lib/contact/guide-on';
import type { WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import { pregnanciesOf } from '@/lib/contact/secrecy/pregnancy-store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import type { Guide } from '@/lib/threshold/model';
import { areaOf, hasTold } from '../model';
import { wentAt } from '../outcome/outcome-writing';
import { addLetter, cancelLetter, LINK_KEY, lettersOf, postKeyOf, writtenTo, type Letter, type Recipient } from '../store';
import { followUpLetter, linkProblem, wayOf, type FollowUpWay } from './follow-up';
import type { ReadCallFacts } from './follow-up-store';
import { addLink, endLinks, linkExpiry } from './link-store';
import { oweFollowUp } from './owing';
import { sayable } from './said';
import { callOfLetter, occasionOf, type WhichCall } from './which-call';

const FOLLOW_UP = 'follow_up';

/** The follow-up letters of one call of a contact, the newest first. */
export async function followUpsOf(tx: Tx, contactId: string, call: WhichCall = null): Promise<Letter[]> {
  return (await lettersOf(tx, contactId)).filter((letter) => letter.kind === FOLLOW_UP && callOfLetter(letter) === call).sort((a, b) => b.issue - a.issue);
}

function recipientOf({ accountId, name, emailAddress, referrerClass, call }: ReadCallFacts, way: FollowUpWay): Recipient {
  if (way === 'account' && accountId !== null) return { key: accountId, accountId, name, email: emailAddress, referrerClass };
  return { key: way === 'link' ? LINK_KEY : postKeyOf(call), accountId: null, name, email: way === 'link' ? emailAddress : '', referrerClass };
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
  const { contactId, call, words, addresses, names } = facts;
  const authority = await readAuthority(tx);
  const earlier = await followUpsOf(tx, contactId, call);
  for (const letter of earlier) await cancelLetter(tx, letter, 'written_anew');
  await endLinks(tx, contactId, call, 'replaced');
  const way = chosen ?? wayOf(facts);
  const recipient = recipientOf(facts, way);
  // Whoever rang about another's contact learns no more of a pregnancy than whoever opens an envelope.
  const to: WrittenTo = call === null ? writtenTo(recipient, contactId) : { as: 'post' };
  const taker = (await readNames(tx, [facts.takenBy])).get(facts.takenBy);
  const reached = earlier.find(({ state }) => hasTold(state));
  const text = followUpLetter({
    area: areaOf(authority),
    ...{ reference: facts.reference, recipientName: facts.name, writtenAt: tx.at, referrerClass: facts.referrerClass, way, calledAt: facts.calledAt },
    ...sayable({ words, addresses, names, records: await agreedOf(tx, contactId, call), pregnancies: await pregnanciesOf(tx, contactId), to, way }),
    levelName: levelNames(guideOn(authority.settings.guideArea, londonDate(facts.calledAt))),
    takenBy: taker ?? 'The social worker who took your call',
    replaces: reached === undefined ? null : wentAt(reached),
  });
  const issue = (earlier[0]?.issue ?? 0) + 1;
  const letter = await addLetter(tx, { contactId, decisionId: null, kind: FOLLOW_UP, occasion: occasionOf(call), recipient, to, text, issue, replacesId: reached?.id ?? null });
  if (way !== 'account' && linkProblem(facts) === null) await addLink(tx, { contactId, letterId: letter.id, expiresAt: linkExpiry(tx.at, authority.settings) });
  await oweFollowUp(tx, contactId, call, { ownerId: facts.takenBy, letterId: earlier.length === 0 ? undefined : letter.id });
  await addEvent(tx, contactId, 'letter_written', { letter: letter.id, kind: FOLLOW_UP, issue });
  tx.ledger({ action: 'letter.written', objectKind: 'letter', objectId: letter.id, detail: { contact: contactId, kind: FOLLOW_UP, issue, way } });
  return letter.id;
}
