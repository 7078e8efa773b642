import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { addEvent } from '../event-store';
import { recordContact, type Arriving, type ReceivingAuthority, type Recorded } from '../record';
import { carryClosings } from '../secrecy/carry-closings';
import { carrySecrets } from '../secrecy/carry-secrets';
import { keepFromColleagues } from '../secrecy/of-colleague';
import { openProtected, withoutSecrets } from '../secrecy/protected-store';
import { hide } from '../secrecy/protecting';
import { silenceWordsOf } from '../secrecy/silence-words-store';
import { cannotWait, findByKey, readContact, type Contact } from '../store';
import type { AddProblem, NewAddition } from './addition';
import { hasEnded } from './addition-store';
import { toldAgain } from './again';
import { carryBirths } from './carry-births';
import { withDangerKnown } from './danger-store';
import { lockWay } from './lock-way';
import { sayWhereItWent } from './told-of-joined-store';
import { withNamedKnown } from './named-known';
import { withTrustKnown } from './trust-known';
import type { Report } from '../schema';

/** Who tells again, and the report that their words make with what was told before. */
export interface ToldBy extends Pick<Arriving, 'agency' | 'referrer'> {
  report: Report;
}

/** Somebody signed in tells again, by what is known of them; whoever told the first time is reached as they said then. */
export const toldBy = (person: Person) => (before: Contact, fresh: NewAddition): ToldBy => {
  const same = before.referrerId === person.actorId;
  return {
    report: toldAgain(before.report, fresh, { person, same, toldOn: londonDate(before.receivedAt) }),
    agency: { id: person.agencyId, name: person.agencyName ?? '', kind: person.agencyKind ?? '' },
    referrer: { id: person.actorId, name: person.name, role: person.jobTitle, phone: same ? before.referrerPhone : person.phone, email: person.email },
  };
};

/** Whoever told us the first time tells us again, by what is kept of them: they wrote by a link, or rang. */
export function toldByTheSame(before: Contact, fresh: NewAddition): ToldBy {
  const { agencyId, agencyName, agencyKind, referrerId, referrerName, referrerRole, referrerPhone, referrerEmail } = before;
  return {
    report: toldAgain(before.report, fresh, { person: { name: referrerName, jobTitle: referrerRole, agencyName, email: referrerEmail, phone: referrerPhone }, same: true, toldOn: londonDate(before.receivedAt) }),
    agency: { id: agencyId, name: agencyName, kind: agencyKind },
    referrer: { id: referrerId, name: referrerName, role: referrerRole, phone: referrerPhone, email: referrerEmail },
  };
}

/** The contact that the same words became under the same key, where something was taken out of it since: its digest is another one then. Null where it says something else. */
async function saidAlready(system: Tx, followsId: string, { key, text, immediate, indicators }: NewAddition): Promise<Contact | null> {
  const found = await findByKey(system, key);
  const there = found === null ? null : await readContact(system, found.id);
  if (there === null || there.followsId !== followsId || there.immediate !== immediate) return null;
  const secrets = (await openProtected(system, there.id)).filter(({ kind }) => kind !== 'words');
  const signs = there.report.children.map((child) => Object.keys(child.indicators).toSorted());
  const same = hide(there.report.incident.what, secrets) === hide(text, secrets) && signs.every((ids, index) => ids.join() === [...(indicators[String(index + 1)] ?? [])].toSorted().join());
  return same ? there : null;
}

/**
 * Takes what somebody wanted to add to a contact that is finished as a new contact, which names the one it follows and counts in
 * the children's history (safe practice 8). Of one that was joined into another, that one says so. Once for each key. As the product.
 * @param by of the earlier contact and the words without what is kept secret of it.
 */
export async function recordAgain(system: Tx, authority: ReceivingAuthority, contactId: string, typed: NewAddition, by: (before: Contact, fresh: NewAddition) => ToldBy): Promise<Result<Recorded & { urgent: boolean }, AddProblem>> {
  await lockWay(system, contactId);
  const found = await readContact(system, contactId);
  if (found === null || !(await hasEnded(system, contactId))) return refused('closed');
  const before = await withNamedKnown(system, await withDangerKnown(system, await withTrustKnown(system, found)));
  const hidden = (words: string) => withoutSecrets(system, contactId, `again.${typed.key}`, words);
  // Whoever must not be told by what was added or joined in before must not be told now either.
  const silence = (await silenceWordsOf(system, contactId)).map(({ words }) => words).filter((words) => words !== before.report.firstQuestions.whoMustNotBeTold.trim());
  const mustNotBeTold = [...new Set([...silence, await hidden(typed.mustNotBeTold ?? '')])].filter((words) => words !== '').join('\n');
  const fresh = { ...typed, text: await hidden(typed.text), mustNotBeTold };
  const recorded = await recordContact(system, { ...by(before, fresh), channel: 'form', receivedAt: system.at, key: fresh.key, immediate: fresh.immediate, followsId: before.id }, authority);
  if (!recorded.ok) {
    const there = await saidAlready(system, contactId, fresh);
    if (there === null) return refused('same_key_other_content');
    // Forgotten at the first press, and said with the second: no less true.
    await keepFromColleagues(system, there.id, fresh.aboutColleague, { key: fresh.key, at: there.receivedAt });
    return ok({ contactId: there.id, reference: there.reference, created: false, urgent: await cannotWait(system, { id: there.id, immediate: fresh.immediate }) });
  }
  if (recorded.value.created) {
    await addEvent(system, contactId, 'told_again', { contact: recorded.value.contactId });
    await sayWhereItWent(system, contactId, recorded.value.contactId);
    await carryBirths(system, before, recorded.value.contactId);
    // Where they hide is as secret in the contact that follows.
    await carrySecrets(system, contactId, recorded.value.contactId);
    await carryClosings(system, contactId, recorded.value.contactId);
  }
  return ok({ ...recorded.value, urgent: await cannotWait(system, { id: recorded.value.contactId, immediate: fresh.immediate }) });
}
