import type { Belongs } from '@/lib/access/model';

/** What every page about a contact needs before anything else: what it is and whose. */
export interface ContactHead {
  id: string;
  reference: string;
  authorityId: string;
  agencyId: string | null;
  referrerId: string | null;
  pastAgency: boolean;
  aboutColleague: boolean;
  /** Its source is protected: `referrerId` is null for everybody but them. */
  sealed: boolean;
}

/**
 * Whose a contact is and what closes it, for the policy table.
 * @param closed why it is closed to whoever asks (`readDoorway`).
 */
export function belongsOf(head: ContactHead, closed: Belongs['closed'] = null): Belongs {
  return {
    closed,
    authorityId: head.authorityId,
    agencyId: head.agencyId,
    ownerId: head.referrerId,
    hiddenFromAgency: head.pastAgency || head.aboutColleague,
  };
}
