import { Temporal } from 'temporal-polyfill';
import { sameAdults, sameChildren, sameChildrenOfEach, type SameChild, type ToldTo } from '@/lib/contact/history-store';
import type { EarlierContact } from '@/lib/contact/identity/earlier-store';
import type { Contact } from '@/lib/contact/store';
import { ageOn } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import type { Scope } from './model';

/** A contact that belongs to the history of another, beside those about the same children. */
export interface Related {
  contactId: string;
  scope: Exclude<Scope, 'address'>;
  /** People of that contact through whom it belongs here. */
  personIds: string[];
  /** The earlier contact that names them together with a child of this one; null for somebody of this one who is an adult here or there. */
  through: string | null;
}

export interface Family {
  related: Related[];
  /** Adults of this contact as others name them, whoever is an adult in one and a child in the other, and whoever is the same in them as in an earlier contact: somebody named in several is one. */
  same: SameChild[];
}

/** Through more contacts than these, the latest, brothers and sisters are not looked for: a page is to come while somebody waits. */
const MOST_LOOKED_THROUGH = 12;

/** Nobody younger is told of anywhere as a grown-up. */
const YOUNGEST_PARENT = 10;

/** May somebody be an adult in this contact or in another: a grown-up, or a child who is old enough for one who tells of a mother? */
const mayBeGrownUp = ({ kind, dateOfBirth, unborn }: Contact['people'][number], until: Temporal.Instant) => {
  if (kind === 'adult' || dateOfBirth === null) return !unborn;
  return (ageOn(Temporal.PlainDate.from(dateOfBirth), londonDate(until))?.years ?? 0) >= YOUNGEST_PARENT;
};

/**
 * Contacts about others who were named together with these children: brothers and sisters whom only an earlier contact names,
 * and adults of the household, by the same rule as children, also as the children that they were; and of a child as the mother that
 * she is in another. As far as the actor may open them.
 * @param until contacts received up to then.
 */
export async function readRelated(tx: Tx, contact: Pick<Contact, 'id' | 'people'>, earlier: readonly EarlierContact[], until: Temporal.Instant, to: ToldTo = 'everybody'): Promise<Family> {
  const known = new Set([contact.id, ...earlier.map(({ id }) => id)]);
  const related = new Map<string, Related>();
  const same: SameChild[] = [];
  const add = (contactId: string, personId: string, rest: Pick<Related, 'scope' | 'through'>) => {
    if (known.has(contactId)) return;
    const before = related.get(contactId);
    // The child before a brother or sister, and those before an adult: the nearest says how it belongs here.
    if (before === undefined) related.set(contactId, { contactId, personIds: [personId], ...rest });
    else if (before.scope === rest.scope) before.personIds = [...new Set([...before.personIds, personId])];
  };
  const looked = earlier.slice(0, MOST_LOOKED_THROUGH);
  const [theirs, adults] = await Promise.all([
    sameChildrenOfEach(tx, looked.map(({ id }) => id), until, to),
    contact.people.some((each) => mayBeGrownUp(each, until)) ? sameAdults(tx, contact.id, until, to) : [],
  ]);
  for (const { id, reference, same: children } of looked.filter(({ shown }) => shown !== 'nothing')) {
    const own = new Set(children.map(({ otherPersonId }) => otherPersonId));
    const pairs = theirs.get(id) ?? [];
    same.push(...pairs);
    for (const pair of pairs) add(pair.contactId, pair.otherPersonId, { scope: own.has(pair.personId) ? 'child' : 'sibling', through: reference });
  }
  const children = new Set(contact.people.filter(({ kind }) => kind !== 'adult').map(({ id }) => id));
  for (const pair of adults) add(pair.contactId, pair.otherPersonId, { scope: children.has(pair.personId) ? 'child' : 'household', through: null });
  return { related: [...related.values()], same: [...adults, ...same] };
}

/**
 * The contacts that may belong to the history of one, whoever may be shown which of them: a page that shows it reads all of them at once. What
 * is asked for it is what `readRelated` asks of a page, which is answered from it.
 */
export async function perhapsRelated(tx: Tx, contactId: string): Promise<string[]> {
  const [children, adults] = await Promise.all([sameChildren(tx, contactId, tx.at), sameAdults(tx, contactId, tx.at)]);
  const about = [...new Set(children.map((pair) => pair.contactId))];
  const theirs = await sameChildrenOfEach(tx, about.slice(0, MOST_LOOKED_THROUGH), tx.at);
  return [...new Set([...about, ...[...adults, ...[...theirs.values()].flat()].map((pair) => pair.contactId)])].filter((id) => id !== contactId);
}
