import { can, type RouteKey } from '@/lib/access/policy';
import { relationOf, type Belongs, type Person } from '@/lib/access/model';
import { findMembership } from '@/lib/access/store';
import { belongsOf, type ContactHead } from '@/lib/contact/head';
import { findContact } from '@/lib/contact/store';
import { dutyBelongs } from '@/lib/duty/store';
import { readDraft } from '@/lib/platform/draft/store';
import type { Draft } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';

/** What the path names, loaded and checked before the page or verb sees it. */
export interface Subject {
  contact?: ContactHead;
  draft?: Draft;
}

/** A thing that is not there, or not for this person: both are a 404. */
export class Missing extends Error {
  constructor(
    readonly objectKind: string,
    readonly objectId: string,
  ) {
    super('missing');
  }
}

async function belongsTo(tx: Tx, kind: string, id: string, subject: Subject): Promise<Belongs | null> {
  switch (kind) {
    case 'reference': {
      const contact = await findContact(tx, id.toUpperCase());
      if (contact) subject.contact = contact;
      return contact ? belongsOf(contact) : null;
    }
    case 'draft': {
      const draft = isId(id) ? await readDraft(tx, id) : null;
      if (draft) subject.draft = draft;
      return draft ? { authorityId: draft.authorityId, agencyId: null, ownerId: draft.ownerId, hiddenFromAgency: true } : null;
    }
    case 'duty':
      return isId(id) ? dutyBelongs(tx, id) : null;
    case 'membership':
      return isId(id) ? findMembership(tx, id) : null;
    default:
      return null;
  }
}

/** Path parts that name a thing of which somebody is the owner; the rest are names of pages. */
const NAMING = new Set(['reference', 'draft', 'duty', 'membership']);

/**
 * Loads what the path names and asks the policy table.
 * @throws Missing when it is not there or not for this person, alike.
 */
export async function subjectOf(tx: Tx, person: Person, key: RouteKey, params: Record<string, string>): Promise<Subject> {
  const subject: Subject = {};
  const naming = Object.entries(params).filter(([name]) => NAMING.has(name));
  for (const [kind, id] of naming) {
    const belongs = await belongsTo(tx, kind, id, subject);
    if (!belongs || !can(person, key, relationOf(person, belongs)).allowed) throw new Missing(kind, id);
  }
  return subject;
}
