import { Card, DateTime } from '@/components/doorstep';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import type { ContactHead } from '@/lib/contact/head';
import { emergencyDecisionsOf } from '@/lib/emergency/emergency-store';
import { handOversOf } from '@/lib/emergency/hand-over-store';
import { DIRECTION_WORDS, OUTCOME_WORDS } from '@/lib/emergency/model';
import type { Tx } from '@/lib/platform/db';

/** What the night did with a contact and to whom it was handed; nothing by day where the night had no part in it. */
export async function emergency(tx: Tx, person: Person, contact: ContactHead) {
  const [decisions, handOvers] = await Promise.all([emergencyDecisionsOf(tx, [contact.id]), handOversOf(tx, contact.id)]);
  const decides = can(person, 'POST /contacts/[reference]/emergency/submit').allowed;
  if (decisions.length === 0 && handOvers.length === 0 && !decides) return null;
  const accepted = handOvers.flatMap(({ contacts }) => contacts.flatMap((each) => (each.accepted === null ? [] : [each.accepted.by])));
  const names = await readNames(tx, [...decisions.map(({ by }) => by), ...handOvers.flatMap(({ by, toId }) => (toId === null ? [by] : [by, toId])), ...accepted]);
  const nameOf = (id: string) => names.get(id) ?? 'a colleague who has left';
  const here = `/contacts/${contact.reference}/emergency`;
  return (
    <Card heading="Emergency duty" id="emergency">
      {decisions.length === 0 && handOvers.length === 0 && <p className="govuk-body">The night has done nothing with it yet.</p>}
      {decisions.map(({ id, outcome, at, by }) => (
        <p className="govuk-body" key={id}>
          <strong>{OUTCOME_WORDS[outcome]}</strong>, <bdi>{nameOf(by)}</bdi>, <DateTime at={at} now={tx.at} within />
        </p>
      ))}
      {handOvers.map(({ id, direction, at, by, contacts: [handed] }) => (
        <div key={id}>
          <p className="govuk-body">
            {DIRECTION_WORDS[direction]}: <bdi>{nameOf(by)}</bdi>, <DateTime at={at} now={tx.at} within />.{' '}
            {handed?.accepted ? (
              <>
                Accepted by <bdi>{nameOf(handed.accepted.by)}</bdi>, <DateTime at={handed.accepted.at} now={tx.at} within />.
              </>
            ) : (
              <strong>Not accepted yet.</strong>
            )}
          </p>
          <p className="ds-narrative">{handed?.line}</p>
        </div>
      ))}
      <p className="govuk-body">
        <a className="govuk-link" href={here}>
          {decides ? 'Record what emergency duty does' : 'What emergency duty did'}
        </a>
      </p>
    </Card>
  );
}
