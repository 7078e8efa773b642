import { readAuthority } from '@/lib/access/store';
import { addWords } from '@/lib/contact/additions/add-words';
import { readAddition, type AddProblem, type NewAddition } from '@/lib/contact/additions/addition';
import { hasEnded } from '@/lib/contact/additions/addition-store';
import { recordAgain, toldByTheSame } from '@/lib/contact/additions/record-again';
import { openKindDuties } from '@/lib/contact/call/put-call';
import { addEvent } from '@/lib/contact/event-store';
import { tokenHash } from '@/lib/platform/crypto';
import { callerAt, callerLinkLookup, withActor, type Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isLinkToken, isOpened, type Shut } from '../../follow-up/link';
import { lockLink, opens } from '../../follow-up/link-store';
import { letterById } from '../../store';
import { mayStillTell, statusProblem } from '../status';
import { goneToReferrer, openToReferrer } from '../status-page';

/** What somebody writes by their link. */
export interface ToldByLink {
  /** Idempotency key of these words. */
  key: string;
  text: string;
  immediate: boolean;
  /** They do not agree with what was decided, or that nothing was. */
  challenge: boolean;
  /** Whether it is about somebody who works where they work (domain 7.3). */
  aboutColleague?: NewAddition['aboutColleague'];
}

/** What became of it: added to the contact, or a new one where that was finished. */
export interface TakenByLink {
  how: 'added' | 'again';
  urgent: boolean;
  /** Why the link opens no more; null where it opens. */
  shut: Shut | null;
  /** A new contact, to whose referrer a receipt is owed; null where there is none. */
  newContactId: string | null;
}

async function take(system: Tx, contactId: string, { challenge, ...given }: ToldByLink): Promise<Result<TakenByLink, AddProblem>> {
  const read = readAddition({ ...given, indicators: {} });
  if (!read.ok) return read;
  // A challenge says what it is that should be otherwise; danger that was ticked beside an empty one is taken all the same.
  const challenges = challenge && given.text.trim() !== '';
  if (challenge && !challenges && !given.immediate) return refused('nothing_said');
  const ended = await hasEnded(system, contactId);
  const again = ended ? await recordAgain(system, await readAuthority(system), contactId, read.value, toldByTheSame) : null;
  const added = again === null ? await addWords(system, contactId, read.value) : null;
  const done = again ?? added;
  if (done === null || !done.ok) return done ?? refused('closed');
  const where = again?.ok ? again.value.contactId : contactId;
  const fresh = again?.ok ? again.value.created : added?.ok === true && added.value.added;
  // A manager answers it within a working day, as one that is made on the telephone; also where the same words had gone with the other button.
  const challenged = challenges && (await openKindDuties(system, where, { kind: 'challenge', began: system.at }, given.key));
  if (challenged) await addEvent(system, where, 'challenged_by_link');
  if (fresh || challenged) system.ledger({ action: challenged ? 'status_link.challenged' : 'status_link.added', objectKind: 'contact', objectId: where });
  return ok({ how: again === null ? 'added' : 'again', urgent: done.value.urgent, shut: null, newContactId: again?.ok && again.value.created ? again.value.contactId : null });
}

/**
 * Keeps what a referrer adds or challenges by their link, in a browser in which it was opened (domain 7.11): an addition like any
 * other; to a contact that is finished nothing is added, and it begins a new one (domain 7.8). What has shut the page meanwhile, but for a
 * person who ended the link, forbids reading it and not writing: nothing is shown.
 * @param receipt writes what is owed to the referrer of a new contact, in the same transaction.
 */
export async function tellByLink(token: string, pass: string | undefined, told: ToldByLink, receipt: (tx: Tx, contactId: string) => Promise<unknown>): Promise<Result<TakenByLink, AddProblem | 'dead' | 'ask_code'>> {
  const found = isLinkToken(token) ? await callerLinkLookup(tokenHash(token)) : null;
  if (found === null) return refused('dead');
  return withActor(callerAt(found.authority_id), async (tx): Promise<Result<TakenByLink, AddProblem | 'dead' | 'ask_code'>> => {
    const taken = await tx.asSystem(async (system): Promise<Result<TakenByLink, AddProblem | 'dead' | 'ask_code'>> => {
      const link = await lockLink(system, found.link_id);
      const letter = opens(link, tx.at) ? await letterById(system, link.letterId) : null;
      const facts = letter === null ? null : await goneToReferrer(system, letter);
      if (letter === null || facts === null || !mayStillTell(facts)) return refused('dead');
      if (!isOpened(pass, found.link_id, tx.at)) return refused(statusProblem(facts) === null ? 'ask_code' : 'dead');
      const done = await take(system, facts.contactId, told);
      if (!done.ok || (await openToReferrer(system, letter)) !== null) return done;
      return ok({ ...done.value, shut: told.aboutColleague === 'yes' && done.value.how === 'added' ? 'colleague' : 'unsaid' });
    });
    if (taken.ok && taken.value.newContactId !== null) await receipt(tx, taken.value.newContactId);
    return taken;
  });
}
