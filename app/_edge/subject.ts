import { can, type RouteKey } from '@/lib/access/policy';
import { AGENCY_ROLES, relationOf, type Belongs, type Person } from '@/lib/access/model';
import { findMembership } from '@/lib/access/store';
import { belongsOf, type ContactHead } from '@/lib/contact/head';
import { callBelongs } from '@/lib/letter/follow-up/list-store';
import { lockDraft, readDraft } from '@/lib/platform/draft/store';
import type { Draft } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import type { Form } from '@/lib/platform/http/body';
import { isId } from '@/lib/platform/ids';
import { beginning, isKeepable, keepable } from '@/lib/platform/text';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { readEndedLook, readLook } from '@/lib/lookup/look-store';
import { readSearch } from '@/lib/lookup/search-store';
import { readDoorway, type Before, type Place } from '@/lib/attention/doorway-store';

/** What the path names, loaded and checked before the page or verb sees it. */
export interface Subject {
  contact?: ContactHead;
  draft?: Draft;
  /** Where the page is, which comes with the contact; left out where none is named. */
  place?: Place;
}

/** The contact of which one is asked first: what the path names, or what the named duty is about. */
interface About extends Subject {
  about?: Before;
}

/** A thing that is not there, or not for this person: both are a 404. */
export class Missing extends Error {
  /** As it was asked for, as far as it can be kept. */
  readonly objectId: string;
  constructor(
    readonly objectKind: string,
    objectId: string,
  ) {
    super('missing');
    this.objectId = keepable(beginning(objectId, 60));
  }
}

/** A contact that somebody has not yet said they know nobody in: they are asked first, and nothing of it is shown (domain 7.14). */
export class AskFirst extends Error {
  constructor(
    readonly reference: string,
    readonly contactId: string,
  ) {
    super('ask first');
  }
}

/**
 * Where the question is asked. What leads back to the page that was wanted stands behind it, and names nobody.
 * @param wanted the page that was asked for. @param typed whether something was typed that is kept until it is answered.
 */
export function beforePath(reference: string, wanted = '', typed = false): string {
  const [path = ''] = wanted.split('?');
  const inside = path.startsWith(`/contacts/${reference}/`) ? path.slice(`/contacts/${reference}/`.length) : path.startsWith('/duties/') || path.startsWith('/people/') ? path.slice(1) : '';
  const search = [inside && `to=${encodeURIComponent(inside)}`, typed && 'typed=kept'].filter(Boolean).join('&');
  return `/contacts/${reference}/before${search && `?${search}`}`;
}

const ASKED_FIRST = /^(GET|POST) \/(contacts\/\[reference\]|duties\/\[duty\])/;
const ASKING: readonly RouteKey[] = ['GET /contacts/[reference]/before', 'POST /contacts/[reference]/open'];

/** The queue's own buttons say it on the way: whoever presses one of them declares that they know nobody in the family. */
async function askFirst(tx: Tx, key: RouteKey, { opening, contact }: Before, form: Form | undefined): Promise<void> {
  if (!ASKED_FIRST.test(key) || ASKING.includes(key)) return;
  if (opening.open) return;
  if (form?.text('knows') === 'no' && opening.grounds.length === 0 && (await declareBeforeOpening(tx, contact, { knows: 'no', reason: '' })).ok) return;
  throw new AskFirst(contact.reference, contact.id);
}

/**
 * Why a contact is closed to a person: kept out in person, restricted to others, or, for everybody of an agency, told by a
 * source whom nobody knows. Row-level security hides the first two by itself; the policy table refuses them by itself, too.
 */
function closedFor(person: Person, { closed, contact: { sealed } }: Before): NonNullable<Belongs['closed']> | null {
  return closed ?? (sealed && AGENCY_ROLES.includes(person.role) ? 'sealed' : null);
}

/** What stands before the contact that is named, kept for whoever asks next. */
async function before(tx: Tx, person: Person, subject: About, named: Parameters<typeof readDoorway>[1]): Promise<Before | null> {
  const { place, before: found } = await readDoorway(tx, named, person.actorId);
  subject.place = place;
  if (found) subject.about = found;
  return found;
}

async function belongsTo(tx: Tx, person: Person, key: RouteKey, kind: string, id: string, subject: About): Promise<Belongs | null> {
  switch (kind) {
    case 'reference': {
      const found = await before(tx, person, subject, { reference: id.toUpperCase() });
      if (found) subject.contact = found.contact;
      return found && belongsOf(found.contact, closedFor(person, found));
    }
    case 'draft': {
      // Whoever does something with it does it with what stands there, and nobody else until they have.
      const draft = isId(id) ? await (key.startsWith('POST ') ? lockDraft(tx, id) : readDraft(tx, id)) : null;
      if (draft) subject.draft = draft;
      return draft ? { authorityId: draft.authorityId, agencyId: null, ownerId: draft.ownerId, hiddenFromAgency: true } : null;
    }
    case 'duty': {
      const found = isId(id) ? await before(tx, person, subject, { dutyId: id }) : null;
      return found && { authorityId: found.contact.authorityId, agencyId: null, ownerId: found.dutyOwner, hiddenFromAgency: true, closed: closedFor(person, found) };
    }
    case 'call':
      return isId(id) ? callBelongs(tx, id) : null;
    case 'membership':
      return isId(id) ? findMembership(tx, id) : null;
    case 'search':
      return ownThing(person, await readSearch(tx, id));
    case 'look':
      // Once its time is over its page shows nobody, and asks for another look.
      return ownThing(person, (await readLook(tx, id)) ?? (await readEndedLook(tx, id)));
    default:
      return null;
  }
}

/** What is one person's alone: a search, somebody they opened. */
const ownThing = ({ authorityId }: Person, thing: { by: string } | null): Belongs | null => thing && { authorityId, agencyId: null, ownerId: thing.by, hiddenFromAgency: true };

/** Path parts that name a thing of which somebody is the owner; the rest are names of pages. */
const NAMING = new Set(['reference', 'draft', 'duty', 'membership', 'search', 'look', 'call']);

/**
 * Loads what the path names and asks the policy table; before a contact is opened, whether the family is known.
 * @throws Missing when it is not there or not for this person, alike.
 * @throws AskFirst when the person has not said that they know nobody in it.
 */
export async function subjectOf(tx: Tx, person: Person, key: RouteKey, params: Record<string, string>, form?: Form): Promise<Subject> {
  const { about, ...subject } = await namedIn(tx, person, key, params);
  if (about) await askFirst(tx, key, about, form);
  return subject;
}

async function namedIn(tx: Tx, person: Person, key: RouteKey, params: Record<string, string>): Promise<About> {
  const subject: About = {};
  // Nothing has a name that cannot be kept.
  for (const [kind, id] of Object.entries(params)) if (!isKeepable(id)) throw new Missing(kind, id);
  const naming = Object.entries(params).filter(([name]) => NAMING.has(name));
  for (const [kind, id] of naming) {
    const belongs = await belongsTo(tx, person, key, kind, id, subject);
    if (!belongs || !can(person, key, relationOf(person, belongs)).allowed) throw new Missing(kind, id);
  }
  return subject;
}
