import { perhapsRelated } from '@/lib/chronology/related-store';
import { ON_LINE } from '@/lib/chronology/store';
import { WITH_JOINED } from '@/lib/contact/additions/joined-store';
import { WITH_ENDS } from '@/lib/contact/protection/store';
import { LETTERS } from '@/lib/letter/store';
import { WITH_RELATION_ENDS } from '@/lib/lookup/relation-store';
import type { Gathering, Tx } from '@/lib/platform/db';
import { WITH_ANSWER, WITH_CORRECTIONS } from '@/lib/sharing/sharing-store';

const NEWEST = [{ at: 'desc' }, { id: 'asc' }];

/** Everybody whom it names, with who they are in the index of people, and what became of a child that was not born yet. */
const PEOPLE = { of: 'contactPerson', with: { include: { born: true, wasUnborn: true, links: true, unbornStates: { include: { undone: true } } } } } as const;

/** The same with what was decided of who is who. */
const WHO_THEY_ARE = { of: 'contactPerson', with: { include: { ...PEOPLE.with.include, matched: true, matchedWith: true } } } as const;

/** Children under police protection or an order, with how each ended. */
const PROTECTIONS = { of: 'protection', with: WITH_ENDS } as const;

/** What was said of it, what was proposed and decided, and how it ended. */
const CORE: Gathering = {
  people: PEOPLE,
  proposals: { of: 'proposal' },
  closure: { of: 'closure' },
  additions: { of: 'addition' },
  decisions: { of: 'decision', with: { include: { children: true, countersign: true } } },
};

/** What a decision on a contact is made from, and what came of it. */
export const DECIDING: Gathering = {
  ...CORE,
  people: WHO_THEY_ARE,
  claims: { of: 'claim' },
  queue: { of: 'queueRow' },
  events: { of: 'contactEvent' },
  notes: { of: 'note' },
  questions: { of: 'question' },
  holds: { of: 'hold', with: { include: { answer: true, end: true } } },
  protections: PROTECTIONS,
  joinedInto: { of: 'closure', by: 'joinedToId', with: WITH_JOINED },
  referral: { of: 'referral' },
  raised: { of: 'consultationRaised' },
  emergencyDecisions: { of: 'emergencyDecision' },
  outbound: { of: 'outboundFact', with: WITH_CORRECTIONS },
};

/** What the page of a child's police protection or order shows. */
export const UNDER_PROTECTION: Gathering = {
  people: PEOPLE,
  claims: { of: 'claim' },
  queue: { of: 'queueRow' },
  protections: PROTECTIONS,
};

/** What stands on a decision that was made: what it was made from, what it opened and who was written to. */
export const DECIDED: Gathering = {
  ...DECIDING,
  duties: { of: 'duty', with: { include: { discharge: true } } },
  letters: LETTERS,
};

/** What a letter about a contact is written from, and what it keeps back. */
export const WRITING: Gathering = {
  ...CORE,
  familyTellings: { of: 'familyTelling' },
  safeContacts: { of: 'safeContact' },
  tellingAgreements: { of: 'tellingAgreement' },
  putCalls: { of: 'putCall' },
};

/** What the page of a contact shows: everything that has gathered around it. */
export const DOSSIER: Gathering = {
  ...DECIDED,
  // With how they are related.
  people: { of: 'contactPerson', with: { include: { ...WHO_THEY_ARE.with.include, relations: WITH_RELATION_ENDS } } },
  raisedFrom: { of: 'consultationRaised', by: 'becameId', with: { include: { contact: { select: { reference: true } } } } },
  agreements: { of: 'serviceAgreement' },
  openness: { of: 'familyOpenness' },
  bases: { of: 'sharingBasis' },
  checks: { of: 'checksRequest', with: WITH_ANSWER },
  // Without the files themselves.
  originals: { of: 'original', with: { select: { authorityId: true, id: true, draftId: true, contactId: true, kind: true, sizeBytes: true, sha256: true, sealedName: true, scan: true, copyKind: true, addedAt: true, addedBy: true } } },
  handOverItems: { of: 'handOverItem' },
  ratings: { of: 'contactRating' },
  restrictions: { of: 'contactRestriction' },
  exclusions: { of: 'agencyExclusion' },
  accesses: { of: 'contactAccess' },
  links: { of: 'contactLink' },
  linkedFrom: { of: 'contactLink', by: 'otherId' },
  protectedDetails: 'counted',
  familyTellings: { of: 'familyTelling' },
  agreed: { of: 'callAgreed', with: { include: { steps: true }, orderBy: [{ at: 'asc' }, { why: 'asc' }, { id: 'asc' }] } },
  putCalls: { of: 'putCall' },
  callerCorrections: { of: 'callerCorrection' },
  callerLinks: { of: 'callerLink', with: { include: { letter: true } } },
  callerReplies: { of: 'callerReply' },
  coaching: { of: 'coaching', with: { include: { comments: { include: { seen: true } } }, orderBy: NEWEST } },
};

/** A contact with its family's history on one page: what stands of the other contacts on its line is read with how they stand. */
export async function foreseeWithHistory(tx: Tx, contactId: string, parts: Gathering): Promise<void> {
  tx.foresee(contactId, parts);
  const others = await perhapsRelated(tx, contactId);
  if (others.length > 0) tx.foresee([contactId, ...others], ON_LINE);
}
