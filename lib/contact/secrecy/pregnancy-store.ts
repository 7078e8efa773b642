import type { PregnancyKnown } from '@/lib/people/unborn';
import type { Tx } from '@/lib/platform/db';
import { joinedContacts, mainContact } from '../additions/joined-store';
import { inputsOf, signsPresent } from '../store';
import { pregnanciesTold, unbornOf } from '../unborn-store';
import { PREGNANCY_SIGNS, type Pregnancy } from './pregnancy';

/**
 * Every pregnancy that a contact knows of, with those of the contacts it was joined with: of each child reported as unborn,
 * whatever became of it since, and where only a sign speaks of one, or what was told of a child who is born. Needs casework rights.
 */
export async function pregnanciesOf(tx: Tx, contactId: string): Promise<Pregnancy[]> {
  const main = await mainContact(tx, contactId);
  const of = async (id: string): Promise<Pregnancy[]> => {
    const [unborn, inputs, told] = await Promise.all([unbornOf(tx, id), inputsOf(tx, [id]), pregnanciesTold(tx, id)]);
    // After a birth there is a child with a name: who may be written to about it is asked for that letter.
    const kept = unborn.filter(({ state }) => state !== 'born').map(({ personId, expected }) => ({ contactId: id, personId, known: expected.known }));
    // Beside a child reported as unborn a sign is of the same pregnancy, and what a worker recorded of that child goes before the report.
    const signs = signsPresent(inputs);
    const bySign: PregnancyKnown[] = unborn.length === 0 && PREGNANCY_SIGNS.some((sign) => signs.has(sign)) ? [{ by: 'not_known' }] : [];
    // What was told of a child who is born is another pregnancy: the daughter's, beside her mother's.
    return [...kept, ...[...told, ...bySign].map((known) => ({ contactId: id, personId: null, known }))];
  };
  return (await Promise.all([main, ...(await joinedContacts(tx, main))].map(of))).flat();
}
