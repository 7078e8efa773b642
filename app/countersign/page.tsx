import { secondPersonProblem } from '@/lib/access/second-person';
import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { DateTime, LevelBadge, Reason, StackTable } from '@/components/doorstep';
import { InsetText, Tag } from '@/components/govuk';
import { EmptyState, PageHeading } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { COUNTERSIGN_REASONS, COUNTERSIGN_PROBLEMS } from '@/lib/decision/model';
import { waitingReturns } from '@/lib/contact/protection/waiting-store';
import { waitingDecisions, type WaitingDecision } from '@/lib/decision/waiting-store';
import { dutyState } from '@/lib/duty/model';
import { CHECKS_REASON_WORDS } from '@/lib/sharing/model';
import { waitingRequests, type WaitingRequest } from '@/lib/sharing/sharing-store';
import { holdsAsked } from '@/lib/decision/hold-store';
import type { Shown } from '@/lib/restriction/model';
import { readShown } from '@/lib/restriction/opening-store';
import { ownLabelOf } from '@/lib/threshold/level-words';
import type { Proposal } from '@/lib/threshold/model';
import { routeLabel } from '../contacts/[reference]/decision/_parts/words';
import { Returns } from './_parts/returns';
import { Rationale, waitedWords } from './_parts/words';

export const metadata = { title: 'To countersign' };

/** What is most at stake first, then what is due soonest. */
function byStakeThenTime(a: WaitingDecision, b: WaitingDecision): number {
  const due = ({ duty, decision }: WaitingDecision) => (duty?.dueAt ?? decision.at).epochMilliseconds;
  return b.atStake - a.atStake || due(a) - due(b);
}

/** Requests to go to other agencies without the parents: who asked for how long, and by when a manager answers (safe practice 16). */
function Requests({ requests, shown, names, now }: { requests: readonly WaitingRequest[]; shown: ReadonlyMap<string, Shown>; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  if (requests.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m" id="checks">
        Checks without the parents
      </h2>
      <StackTable
        caption="Requests to agree to checks with other agencies without the parents, the soonest due first"
        columns={[{ heading: 'Contact', classes: 'ds-col-narrow' }, { heading: 'Who is to be asked what', classes: 'w-1/3' }, { heading: 'Why without the parents', classes: 'w-1/4' }, { heading: 'Asked' }, { heading: 'Due', classes: 'ds-col-clock' }]}
        rows={requests.map(({ id, contactId, reference, level, agencies, question, reason, by, at, due }) => ({
          id: `checks-${id}`,
          urgent: level === 4,
          cells: [
            <>
              {level !== null && <LevelBadge level={level} />}
              <div>
                <a className="govuk-link ds-reference" href={`/contacts/${reference}/sharing#checks-gate`}>
                  {reference}
                </a>
              </div>
            </>,
            <Rationale key="what" words={`${agencies}: ${question}`} shown={shown.get(contactId) ?? 'nothing'} />,
            CHECKS_REASON_WORDS[reason],
            <>
              <DateTime at={at} now={now} />
              <div className="ds-secondary">
                {waitedWords(at, now)}, by <bdi>{names.get(by) ?? 'a colleague'}</bdi>
              </div>
            </>,
            <>
              {due === null ? 'Not known' : <DateTime at={due} now={now} />} {due !== null && due.epochMilliseconds <= now.epochMilliseconds && <Tag text="Overdue" classes="govuk-tag--red" />}
            </>,
          ],
        }))}
      />
    </>
  );
}

export default page('GET /countersign', async ({ tx, person, query }) => {
  const waiting = (await waitingDecisions(tx)).toSorted(byStakeThenTime);
  const requests = await waitingRequests(tx);
  // Not to whom it is: who asked for it is not the one who looks.
  const returns = (await waitingReturns(tx)).filter(({ by, referrerId, holderId }) => ![by, referrerId, holderId].includes(person.actorId));
  const names = await readNames(tx, [...waiting.flatMap(({ decision, duty }) => [decision.by, ...(duty?.ownerId ? [duty.ownerId] : [])]), ...[...requests, ...returns].map(({ by }) => by)]);
  const shown = await readShown(tx, [...waiting.map(({ decision }) => decision.contactId), ...[...requests, ...returns].map(({ contactId }) => contactId)]);
  const holds = await holdsAsked(tx);
  tx.ledger({ action: 'countersign.listed', objectKind: 'list', objectId: 'countersign', detail: { ids: [...waiting.map(({ decision }) => decision.contactId), ...[...requests, ...returns].map(({ contactId }) => contactId)] } });
  return {
    layout: 'desk',
    body: (
      <>
        <PageHeading heading="To countersign" lead="Decisions and acts that let go of protection, or of a child who should not be let go of by one person. What governed before still governs." />
        {query('done') === 'agreed' && <InsetText>Agreed. The decision is in force and the letter to the referrer waits to be read and sent.</InsetText>}
        {query('done') === 'passed' && <InsetText>Passed to another manager. The time by which it is due did not move.</InsetText>}
        {query('done') === 'returned' && <InsetText>Returned. The worker who decided is asked to decide again.</InsetText>}
        {query('done') === 'returned_free' && (
          <InsetText>
            Returned. Whoever decided does not decide here any more, and nobody holds the contact: that it is decided again is owed by the duty service. Give it to somebody from <a className="govuk-link" href="/queue">the queue</a>.
          </InsetText>
        )}
        {!person.qualified && <InsetText>{COUNTERSIGN_PROBLEMS.not_qualified}</InsetText>}
        {holds.length > 0 && (
          <InsetText>
            <strong>Holds to agree to:</strong>{' '}
            {holds.map(({ id, reference }) => (
              <a className="govuk-link ds-reference" href={`/contacts/${reference}/hold`} key={id}>
                {reference}
              </a>
            ))}
            . Until a manager agrees the contact is not held, and is to be decided.
          </InsetText>
        )}
        <Returns returns={returns} shown={shown} names={names} now={tx.at} />
        <Requests requests={requests} shown={shown} names={names} now={tx.at} />
        {requests.length + returns.length > 0 && <h2 className="govuk-heading-m">Decisions</h2>}
        {waiting.length === 0 ? (
          <EmptyState heading={requests.length + returns.length > 0 ? 'No decision waits for a second person' : 'Nothing waits for a second person'}>
            <p className="govuk-body">A decision appears here when it gives less protection than what governed before, or advises on a child for whom one person alone should not. At level 4 it is due within an hour, day and night.</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Decisions that wait for a second person"
            columns={[{ heading: 'At stake', classes: 'ds-col-narrow' }, { heading: 'Why you are asked', classes: 'w-1/5' }, { heading: 'The guide says', classes: 'w-1/4' }, { heading: 'The worker says', classes: 'w-1/4' }, { heading: 'Due', classes: 'ds-col-clock' }]}
            rows={waiting.map(({ decision, atStake, contact, proposal, guide, duty }) => {
              const conflicted = new Set(shown.get(decision.contactId) === 'nothing' ? [person.actorId] : []);
              const barred = secondPersonProblem(person, decision, { ...contact, conflicted });
              const overdue = duty !== null && dutyState(duty, tx.at) === 'breached';
              return {
                id: decision.id,
                urgent: atStake === 4,
                cells: [
                  <>
                    <LevelBadge level={atStake} label={ownLabelOf(guide, atStake)} />
                    <div>
                      <a className="govuk-link ds-reference" href={`/contacts/${contact.reference}/countersign`}>
                        {contact.reference}
                      </a>
                    </div>
                    {barred !== null && person.qualified && <p className="ds-secondary">{COUNTERSIGN_PROBLEMS[barred]}</p>}
                  </>,
                  <ul className="govuk-list" key="why">
                    {[...new Set(decision.countersignReasons.map(({ code }) => code))].map((code) => (
                      <li key={code}>{COUNTERSIGN_REASONS[code]}</li>
                    ))}
                  </ul>,
                  <>
                    {byRule(proposal).map((reason) => (
                      <Reason key={reason.rule} title={reason.title} level={reason.level ?? proposal.level} source={`Paragraph ${reason.paragraph}`} />
                    ))}
                  </>,
                  <>
                    <strong>{routeLabel(guide, decision.route)}</strong>
                    <Rationale words={decision.rationale} shown={shown.get(decision.contactId) ?? 'nothing'} />
                    <p className="ds-secondary">
                      <bdi>{names.get(decision.by) ?? 'A colleague'}</bdi>, <DateTime at={decision.at} now={tx.at} within />
                    </p>
                  </>,
                  <>
                    {duty?.ownerId != null && <p className="ds-secondary"><bdi>{names.get(duty.ownerId) ?? 'A manager'}</bdi> is asked</p>}
                    {duty?.dueAt && <DateTime at={duty.dueAt} now={tx.at} />} {overdue && <Tag text="Overdue" classes="govuk-tag--red" />}
                  </>,
                ],
              };
            })}
          />
        )}
      </>
    ),
  };
});

const REASONS_SHOWN = 3;

/** The guide's highest reasons, each rule once though it may speak of several children. */
function byRule({ because }: Proposal) {
  return because.filter(({ rule }, index) => because.findIndex((other) => other.rule === rule) === index).slice(0, REASONS_SHOWN);
}
