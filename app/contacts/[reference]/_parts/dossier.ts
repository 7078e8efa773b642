import type { Gathering } from '@/lib/platform/db';

const NEWEST = [{ at: 'desc' }, { id: 'asc' }];

/** Who a contact names, with what became of a child that was not born yet. */
const PEOPLE = { of: 'contactPerson', with: { include: { born: true, wasUnborn: true, unbornStates: { include: { undone: true } } } } };

/** What a decision on a contact is made from, and what came of it. */
export const DECIDING: Gathering = {
  people: PEOPLE,
  proposals: { of: 'proposal' },
  claims: { of: 'claim' },
  queue: { of: 'queueRow' },
  closure: { of: 'closure' },
  events: { of: 'contactEvent' },
  notes: { of: 'note' },
  questions: { of: 'question' },
  additions: { of: 'addition' },
  decisions: { of: 'decision', with: { include: { children: true, countersign: true } } },
  holds: { of: 'hold', with: { include: { answer: true, end: true } } },
  referral: { of: 'referral' },
  raised: { of: 'consultationRaised' },
  emergencyDecisions: { of: 'emergencyDecision' },
  outbound: { of: 'outboundFact' },
};

/** What a letter about a contact is written from, and what it keeps back. */
export const WRITING: Gathering = {
  people: PEOPLE,
  proposals: { of: 'proposal' },
  closure: { of: 'closure' },
  additions: { of: 'addition' },
  decisions: { of: 'decision', with: { include: { children: true, countersign: true } } },
  familyTellings: { of: 'familyTelling' },
  safeContacts: { of: 'safeContact' },
  tellingAgreements: { of: 'tellingAgreement' },
  putCalls: { of: 'putCall' },
};

/** What the page of a contact shows: everything that has gathered around it. */
export const DOSSIER: Gathering = {
  ...DECIDING,
  raisedFrom: { of: 'consultationRaised', by: 'becameId', with: { include: { contact: { select: { reference: true } } } } },
  agreements: { of: 'serviceAgreement' },
  openness: { of: 'familyOpenness' },
  bases: { of: 'sharingBasis' },
  checks: { of: 'checksRequest', with: { include: { answer: true } } },
  // Without the files themselves.
  originals: { of: 'original', with: { select: { authorityId: true, id: true, draftId: true, contactId: true, kind: true, sizeBytes: true, sha256: true, sealedName: true, scan: true, copyKind: true, addedAt: true, addedBy: true } } },
  handOverItems: { of: 'handOverItem' },
  ratings: { of: 'contactRating' },
  restrictions: { of: 'contactRestriction' },
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
