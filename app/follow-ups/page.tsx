import { page } from '@/app/_edge/page';
import { Others, skipOf } from '@/app/duties/_parts/others';
import { agreedPlace } from '@/app/contacts/[reference]/_parts/which-call';
import { DateTime, StackTable } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { EmptyState, PageHeading } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import type { Duty } from '@/lib/duty/model';
import { openPart } from '@/lib/duty/store';
import { letterStateWords } from '@/lib/letter/model';
import { newestFollowUps } from '@/lib/letter/follow-up/list-store';

export const metadata = { title: 'Follow-up letters' };

export default page('GET /follow-ups', async ({ tx, query }) => {
  const now = tx.at;
  const skip = skipOf(query('after'));
  const { duties: owed, total } = await openPart(tx, skip, 'FOLLOW_UP_LETTER');
  const isOverdue = ({ dueAt }: Duty) => dueAt !== null && dueAt.epochMilliseconds <= now.epochMilliseconds;
  const letters = await newestFollowUps(tx, owed);
  const names = await readNames(tx, owed.flatMap(({ ownerId }) => ownerId ?? []));
  tx.ledger({ action: 'follow_ups.listed', objectKind: 'list', objectId: 'follow-ups', detail: { ids: owed.map(({ contactId }) => contactId) } });
  const part = (id: string, heading: string, duties: readonly Duty[], none: string) => (duties.length === 0 && owed.length < total ? null : (
    <section aria-labelledby={id} className="mb-8">
      <h2 className="govuk-heading-m" id={id}>
        {heading}
      </h2>
      {duties.length === 0 ? (
        <EmptyState heading="None">
          <p className="govuk-body">{none}</p>
        </EmptyState>
      ) : (
        <StackTable
          caption={`${heading}, the soonest due first`}
          columns={[{ heading: 'Contact', classes: 'w-1/4' }, { heading: 'Owed by', classes: 'w-1/4' }, { heading: 'Due', classes: 'w-1/5' }, { heading: 'The letter' }]}
          rows={duties.map((duty) => {
            const { call = null, letter = null } = letters.get(duty.id) ?? {};
            return {
              id: `follow-up-${duty.id}`,
              urgent: isOverdue(duty),
              cells: [
                <a key="contact" className="govuk-link ds-reference" href={agreedPlace(duty.reference, call)}>
                  {duty.reference}
                </a>,
                <a key="owner" className="govuk-link" href={`/duties/${duty.id}`}>
                  <bdi>{duty.ownerId === null ? 'Nobody yet' : (names.get(duty.ownerId) ?? 'A colleague')}</bdi>
                </a>,
                duty.dueAt === null ? null : <DateTime key="due" at={duty.dueAt} now={now} />,
                letter === null ? (
                  <span key="letter" className="ds-unknown">
                    Not written
                  </span>
                ) : (
                  <a key="letter" className="govuk-link" href={`/contacts/${duty.reference}/letters/${letter.id}`}>
                    <Tag text={letterStateWords(letter)} classes={letter.state === 'to_preview' ? 'govuk-tag--yellow' : 'govuk-tag--grey'} />
                    <span className="govuk-visually-hidden"> Read the letter about {duty.reference}</span>
                  </a>
                ),
              ],
            };
          })}
        />
      )}
    </section>
  ));
  return {
    layout: 'desk',
    body: (
      <>
        <PageHeading heading="Follow-up letters" lead="Whoever rings gets a letter with what was agreed. It leaves this list when it is sent, or when somebody records why none goes." />
        <Others skip={skip} shown={owed.length} total={total} address={(after) => (after === 0 ? '/follow-ups' : `/follow-ups?after=${after}`)} />
        {part('overdue', 'Overdue', owed.filter(isOverdue), 'A letter that has not gone within the time of this area shows here, with who owes it.')}
        {part('owed', 'Owed', owed.filter((duty) => !isOverdue(duty)), 'When a call ends, as a contact or put to one, the letter to whoever rang is owed from that moment.')}
      </>
    ),
  };
});
