import { page } from '@/app/_edge/page';
import { EmptyState, PageHeading } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { dutyNotes } from '@/lib/duty/note-store';
import { endedPart, openPart, overduePart, waitingPart, type DutyPart } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { readShown } from '@/lib/restriction/opening-store';
import { Board } from '../_parts/board';
import { Others, skipOf } from '../_parts/others';

export const metadata = { title: 'Overdue duties' };

const ENDED_DAYS = 7;

interface Shown {
  heading: string;
  lead: string;
  read: (tx: Tx, skip: number) => Promise<DutyPart>;
  none: { heading: string; words: string };
}

/** What the board can show: the same duties, chosen by how they stand. */
const SHOWN = {
  overdue: {
    heading: 'Overdue duties',
    lead: 'Of the whole service, by kind, the longest overdue first. A duty stays here until it is done, or a manager ends it with a lawful reason.',
    read: overduePart,
    none: { heading: 'Nothing is overdue', words: 'A duty appears here the moment its due instant passes, whoever owes it, with what was done about it meanwhile.' },
  },
  open: {
    heading: 'Open duties',
    lead: 'Everything that is owed in the whole service, by kind, soonest first.',
    read: async (tx, skip) => openPart(tx, skip),
    none: { heading: 'Nothing is owed', words: 'Duties open when the facts of a contact arrive, and when somebody decides.' },
  },
  waiting: {
    heading: 'Duties that wait for a fact',
    lead: 'Their clock has not started, such as a return interview for a child who has not been found.',
    read: waitingPart,
    none: { heading: 'No duty waits for a fact', words: 'A return interview stands here until somebody records when the child was found.' },
  },
  ended: {
    heading: 'Duties that ended',
    lead: `In the whole service in the last ${ENDED_DAYS} days, newest first. All of them stay with their contact.`,
    read: async (tx, skip) => endedPart(tx, skip, tx.at.subtract({ hours: 24 * ENDED_DAYS })),
    none: { heading: 'None ended lately', words: 'When a duty is done, accepted elsewhere or lawfully called off, it stands here with its evidence.' },
  },
} as const satisfies Record<string, Shown>;

type Choice = keyof typeof SHOWN;
const CHOICES: readonly { choice: Choice; text: string }[] = [{ choice: 'overdue', text: 'Overdue' }, { choice: 'open', text: 'Open' }, { choice: 'waiting', text: 'Waiting for a fact' }, { choice: 'ended', text: 'Ended' }];

export default page('GET /duties/overdue', async ({ tx, query }) => {
  const choice = CHOICES.find((each) => each.choice === query('show'))?.choice ?? 'overdue';
  const { heading, lead, read, none }: Shown = SHOWN[choice];
  const skip = skipOf(query('after'));
  const { duties, total } = await read(tx, skip);
  const notes = await dutyNotes(tx, duties.map(({ id }) => id));
  const shown = await readShown(tx, [...new Set(duties.map(({ contactId }) => contactId))]);
  const names = await readNames(tx, [...duties.flatMap(({ ownerId }) => ownerId ?? []), ...[...notes.values()].flat().map(({ by }) => by)]);
  tx.ledger({ action: 'duties.listed', objectKind: 'list', objectId: `duties.${choice}`, detail: { ids: duties.map(({ id }) => id) } });
  return {
    layout: 'desk',
    backHref: '/duties',
    body: (
      <>
        <PageHeading heading={heading} lead={lead} />
        <nav className="ds-parts" aria-label="Which duties">
          <ul>
            {CHOICES.map((each) => (
              <li key={each.choice}>
                <a className="govuk-link" href={`/duties/overdue?show=${each.choice}`} aria-current={each.choice === choice ? 'page' : undefined}>
                  {each.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Others skip={skip} shown={duties.length} total={total} address={(after) => `/duties/overdue?show=${choice}${after === 0 ? '' : `&after=${after}`}`} />
        {total === 0 ? (
          <EmptyState heading={none.heading}>
            <p className="govuk-body">{none.words}</p>
          </EmptyState>
        ) : (
          <Board duties={duties} notes={notes} names={names} shown={shown} now={tx.at} />
        )}
      </>
    ),
  };
});
