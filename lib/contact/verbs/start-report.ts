import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { openDraft } from '@/lib/platform/draft/store';

/** What is known of the reporter already and so is not asked again (WCAG 3.3.7). */
function knownOf(person: Person): Fields {
  return {
    'you.role': person.jobTitle,
    'you.phone': person.phone,
    ...(person.role === 'partner_safeguarding_lead' ? { 'you.leadKnows': 'i_am_lead' } : {}),
  };
}

/**
 * Opens an unfinished report in the authority the person is signed in to.
 * @returns the draft's id.
 */
export async function startReport(tx: Tx, person: Person): Promise<string> {
  const draft = await openDraft(tx, { kind: 'report', fields: knownOf(person) });
  tx.ledger({ action: 'report.started', objectKind: 'draft', objectId: draft.id });
  return draft.id;
}
