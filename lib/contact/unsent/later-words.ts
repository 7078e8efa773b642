import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { keepWords, PUT_AWAY, putAwayKept } from '@/lib/platform/draft/kept';
import { listOf, textOf, type Draft, type Fields } from '@/lib/platform/draft/model';
import { closeDraft, openDrafts } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { isHiddenFromAgency } from '@/lib/restriction/agency-store';
import type { NewAddition } from '../additions/addition';
import { cutField } from '../additions/cut';
import { guideOn } from '../guide-on';
import { belongsOf, type ContactHead } from '../head';
import { howSeriousAdded } from '../serious';
import { readContact, readHead, readProposal } from '../store';
import { endUnsentOf, keepKnown } from './keep-unsent';
import { keptFromLead } from './unsent';

/** What somebody typed for a contact that is there: more of it, or an answer to a question. */
export const LATER_KINDS = ['addition', 'answer'] as const;
export type LaterKind = (typeof LATER_KINDS)[number];

const SIGNS = /^signs\.(\d{1,3})$/;

/** Of what was typed, what the rules weigh. */
function typedIn(fields: Fields): Pick<NewAddition, 'indicators' | 'immediate' | 'cut'> {
  const indicators = Object.fromEntries(Object.keys(fields).flatMap((name) => (SIGNS.test(name) ? [[name.replace(SIGNS, '$1'), listOf(fields, name)]] : [])));
  const cut = Object.keys(fields).flatMap((name) => (name.startsWith(cutField('')) && textOf(fields, name) === 'yes' ? [name.slice(cutField('').length)] : []));
  return { indicators, cut, immediate: textOf(fields, 'immediate') === 'yes' };
}

/**
 * Keeps what was typed for a contact and could not be sent, and with the same commit whether it is serious (safe practice 7.10): who was
 * signed out, and goes away, is reminded as with a report, and at level 4 somebody rings. A protected source is nobody in it. The lead is told
 * nothing where the contact is kept from them, or what was typed may be about a colleague (domain 7.3).
 */
export async function keepLaterWords(tx: Tx, person: Person, contact: Pick<ContactHead, 'id' | 'sealed'>, kind: LaterKind, filledFrom: Draft | null, typed: Fields): Promise<Draft> {
  const before = JSON.stringify(filledFrom?.content.fields);
  const draft = await keepWords(tx, { kind, contactId: contact.id }, filledFrom, typed);
  const { fields } = draft.content;
  const guide = guideOn((await readAuthority(tx)).settings.guideArea, londonDate(tx.at));
  const { known, kept } = await tx.asSystem(async (system) => {
    const [there, head, proposal] = [await readContact(system, contact.id), await readHead(system, contact.id), await readProposal(system, contact.id)];
    const hidden = head === null || (await isHiddenFromAgency(system, contact.id, belongsOf(head).hiddenFromAgency));
    return { known: proposal?.input ?? { children: [] }, kept: hidden || there === null || keptFromLead(there.report) };
  });
  const author = contact.sealed ? null : { accountId: person.actorId, name: person.name, phone: person.phone, agencyId: person.agencyId, agencyName: person.agencyName ?? '' };
  await keepKnown(tx, draft, { seriousness: howSeriousAdded(typedIn(fields), known, guide), author, leadExcluded: kept || textOf(fields, 'aboutColleague') !== 'no' }, before !== JSON.stringify(fields));
  return draft;
}

/** Puts away what was typed for a contact, by its author's wish. */
export async function putAwayLaterWords(tx: Tx, open: readonly Draft[], name: string): Promise<void> {
  const draft = await putAwayKept(tx, open, name);
  if (draft !== null) await endUnsentOf(tx, draft.id, { how: 'not_needed', why: PUT_AWAY });
}

/** What was typed for a contact has gone. As the product: by what it says the contact may be closed to whoever says it. */
export async function sentLaterWords(tx: Tx, draft: Draft): Promise<void> {
  await tx.asSystem((system) => closeDraft(system, draft.id, { how: 'sent' }));
  await endUnsentOf(tx, draft.id, { how: 'sent' });
}

/** What the actor typed for contacts of theirs and did not send, the last first, with the contact's head. */
export async function laterNotSent(tx: Tx): Promise<{ draft: Draft; head: ContactHead }[]> {
  const typed = (await openDrafts(tx, LATER_KINDS)).filter(({ content: { fields } }) => ['text', 'answer', 'immediate'].some((name) => textOf(fields, name).trim() !== '') || Object.keys(fields).some((name) => SIGNS.test(name)));
  const heads = await Promise.all(typed.map(async ({ contactId }) => (contactId === null ? null : readHead(tx, contactId))));
  return typed.flatMap((draft, index) => {
    const head = heads[index] ?? null;
    return head === null ? [] : [{ draft, head }];
  });
}
