import { page } from '@/app/_edge/page';
import { Card, DateTime } from '@/components/doorstep';
import { Button, InsetText, Textarea } from '@/components/govuk';
import { FormErrors, PageHeading, ProblemPage } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { readContact } from '@/lib/contact/store';
import { readGathered } from '@/lib/contact/workspace-store';
import { knownAt } from '@/lib/decision/as-known';
import { readRecordOf } from '@/lib/decision/basis-store';
import { readHolds } from '@/lib/decision/hold-store';
import { historyLooked, type HistoryLooked } from '@/lib/decision/history-store';
import { standingOfDecision, type Decision } from '@/lib/decision/record';
import { REFERRAL_BASES, REFERRAL_PROBLEMS, type Referral, type ReferralProblem } from '@/lib/decision/referral';
import { readReferral } from '@/lib/decision/referral-store';
import { readDecisions } from '@/lib/decision/store';
import { dutiesOfContact } from '@/lib/duty/store';
import { lettersOf, notToldOf } from '@/lib/letter/store';
import type { Tx } from '@/lib/platform/db';
import { Marking } from '../../_parts/marking';
import { DECIDED } from '../../_parts/dossier';
import { HoldLines, peopleOfHolds } from '../../_parts/hold';
import { Questions } from '../../_parts/asked';
import { Notes } from '../../_parts/notes';
import { Added, Said, ToldOfJoined } from '../../_parts/said';
import { DecidedPanel } from '../../decision/_parts/decided-panel';
import { ProposalPanel } from '../../decision/_parts/proposal-panel';
import { ChildGrid } from './_parts/child-grid';
import { ClocksKept, DutiesOpened, Told } from './_parts/followed';

export const metadata = { title: 'Decision' };

/** How papers about a child are marked (N39). */

/**
 * A decision that stands alone, on a screen and on paper: what was known then and nothing that came later, what the
 * guide proposed in which edition, what was looked at, decided, agreed to and opened, and when each person was told.
 */
export default page('GET /contacts/[reference]/decisions/[version]', async ({ tx, person, contact: head, authority, params, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  tx.foresee(head.id, DECIDED);
  const decisions = await readDecisions(tx, head.id);
  const decision = decisions.find(({ version }) => String(version) === params['version']);
  const contact = await readContact(tx, head.id);
  if (decision === undefined || contact === null) {
    return <ProblemPage heading="There is no such decision" happened="No decision of that number was made on this contact." next={<a className="govuk-link" href={`/contacts/${head.reference}/decision`}>The contact’s decision</a>} reference={head.reference} />;
  }
  const [then, gathered, holds, referral, duties, letters, notTold, looked] = await Promise.all([
    readRecordOf(tx, decision), readGathered(tx, head.id), readHolds(tx, head.id), readReferral(tx, head.id),
    dutiesOfContact(tx, head.id), lettersOf(tx, head.id), notToldOf(tx, head.id), historyLooked(tx, decision),
  ]);
  const known = knownAt(gathered, decision.at);
  const heldBefore = holds.filter(({ at }) => at.epochMilliseconds <= decision.at.epochMilliseconds);
  const opened = duties.filter(({ decisionId, openedAt }) => decisionId === decision.id || openedAt.epochMilliseconds === decision.at.epochMilliseconds);
  const told = { letters: letters.filter(({ decisionId }) => decisionId === decision.id), notTold: notTold.filter(({ decisionId }) => decisionId === decision.id) };
  const breaches = gathered.notes.filter(({ kind }) => kind === 'breach');
  const names = await readNames(tx, [decision.by, ...(decision.countersign ? [decision.countersign.by] : []), ...peopleOfHolds(heldBefore), ...opened.flatMap(({ discharge }) => discharge?.by ?? []), ...told.notTold.map(({ by }) => by), ...breaches.map(({ by }) => by), ...known.notes.map(({ by }) => by), ...known.questions.map(({ askedBy }) => askedBy), ...known.additions.map(({ by }) => by), ...(referral === null ? [] : [referral.by])]);
  const standing = standingOfDecision(decision);
  const effectAt = standing === 'in_force' ? (decision.countersign?.at ?? decision.at) : null;
  const later = decisions.find(({ version }) => version > decision.version);
  const problem = query('problem');
  const now = tx.at;
  return {
    layout: 'desk',
    backHref: `/contacts/${head.reference}`,
    body: (
      <article className="ds-record">
        <Marking />
        <FormErrors errors={Object.hasOwn(REFERRAL_PROBLEMS, problem) ? [{ field: 'words', message: REFERRAL_PROBLEMS[problem as ReferralProblem] }] : []} />
        <PageHeading
          caption={`${authority.name} · ${head.reference}`}
          heading={`Decision ${decision.version}`}
          lead={<>What was known when it was made, <DateTime at={decision.at} now={now} within />, and nothing that came later. Ages are ages on the day of the report.</>}
        />
        {later !== undefined && (
          <InsetText>
            A later decision followed: <a className="govuk-link" href={`/contacts/${head.reference}/decisions/${later.version}`}>decision {later.version}</a>. This one stays as it was made.
          </InsetText>
        )}
        <div className="ds-column">
          <Card heading="What was decided" id="decided">
            <DecidedPanel decision={decision} guide={then.guide} inView={then.inView} names={names} now={now} />
          </Card>
          <Card heading="Every child" id="children">
            <ChildGrid decided={decision.children} people={then.contact.children} guide={then.guide} receivedOn={then.contact.receivedOn} />
          </Card>
          <Card heading="What was known: the report" id="known">
            <Said contact={contact} guide={then.guide} now={now} whole />
            <Added additions={known.additions} names={names} now={now} />
            {known.joinedIn.map(({ reference, at }) => (
              <p className="govuk-body" key={reference}>
                <span className="ds-reference">{reference}</span> was joined in <DateTime at={at} now={now} within />.
              </p>
            ))}
            <ToldOfJoined toldOfJoined={known.toldOfJoined} now={now} />
          </Card>
          {(known.notes.length > 0 || known.questions.length > 0) && (
            <Card heading="What was known: our notes and questions" id="notes">
              <Questions questions={known.questions} names={names} now={now} />
              {known.notes.length > 0 && <Notes reference={head.reference} notes={known.notes} names={names} now={now} mayWrite={false} />}
            </Card>
          )}
          <Card heading="What the guide proposed" id="guide">
            <ProposalPanel guide={then.guide} proposal={then.proposal.document} contact={then.contact} />
          </Card>
          <Card heading="History looked at" id="history">
            <History looked={looked} decision={decision} decider={names.get(decision.by) ?? 'the worker who decided'} now={now} />
          </Card>
          {heldBefore.length > 0 && (
            <Card heading="Held for checks before" id="holds">
              {heldBefore.map((hold) => (
                <HoldLines key={hold.id} hold={hold} names={names} now={now} />
              ))}
            </Card>
          )}
          <Card heading="What it opened" id="duties">
            <DutiesOpened duties={opened} names={names} now={now} />
          </Card>
          <Card heading="When each person was told" id="told">
            <Told {...told} names={names} now={now} />
          </Card>
          <Card heading="Both clocks" id="clocks">
            <ClocksKept receivedAt={contact.receivedAt} due24h={contact.due24h} due1wd={contact.due1wd} effectAt={effectAt} breaches={breaches} names={names} now={now} />
          </Card>
          <Card heading="Contact or referral" id="referral">
            <AsReferral referral={referral} names={names} reference={head.reference} version={decision.version} mayAccept={mayAccept(person, standing === 'in_force' && later === undefined && referral === null)} now={now} />
          </Card>
        </div>
        <p className="ds-secondary">
          Printed or read by <bdi>{person.name}</bdi>, <DateTime at={now} now={now} within />. Guide {then.guide.title}, version {then.guide.version}.
        </p>
        <Marking />
      </article>
    ),
  };
});

function mayAccept(person: Person, possible: boolean): boolean {
  return possible && person.qualified && can(person, 'POST /contacts/[reference]/decisions/[version]/referral').allowed;
}

function History({ looked, decision, decider, now }: { looked: readonly HistoryLooked[]; decision: Decision; decider: string; now: Tx['at'] }) {
  return (
    <>
      <p className="govuk-body">{decision.historyRead ? <><bdi>{decider}</bdi> said that they had read the history.</> : <><bdi>{decider}</bdi> said that they had not looked at the history. Why: {decision.document.historyNotRead || 'nothing is recorded'}</>}</p>
      {!decision.historyListed && looked.length > 0 && <p className="ds-secondary">What there was then was not kept with this decision: these are the earlier contacts that are known now.</p>}
      {looked.length === 0 ? (
        <p className="govuk-body">No earlier contact about these children was known here.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {looked.map(({ reference, receivedAt, agencyName, summary, openedAt }) => (
            <li key={reference}>
              <span className="ds-reference">{reference}</span>, <DateTime at={receivedAt} now={now} within />, <bdi>{agencyName}</bdi>: {summary}{' '}
              <span className="ds-secondary">{openedAt === null ? 'Listed beside the decision; not opened by them.' : <>Opened by them <DateTime at={openedAt} now={now} within />, from the ledger.</>}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface AsReferralProps {
  referral: Referral | null;
  names: ReadonlyMap<string, string>;
  reference: string;
  version: number;
  mayAccept: boolean;
  now: Tx['at'];
}

/** When the contact became a referral and on what basis, or that it is a contact only (safe practice 7.19). */
function AsReferral({ referral, names, reference, version, mayAccept: may, now }: AsReferralProps) {
  if (referral !== null) {
    return (
      <p className="govuk-body">
        <strong>A referral</strong> since <DateTime at={referral.at} now={now} within />. {REFERRAL_BASES[referral.basis]}, <bdi>{names.get(referral.by) ?? 'a colleague'}</bdi>. {referral.words}
      </p>
    );
  }
  return (
    <>
      <p className="govuk-body">
        <strong>A contact, not a referral:</strong> neither an assessment nor a strategy discussion is decided, and no manager has accepted it as one.
      </p>
      {may && (
        <form method="post" action={`/contacts/${reference}/decisions/${version}/referral`} className="ds-no-print" noValidate>
          <Textarea name="words" rows={2} label={{ text: 'Accept it as a referral that ends with no further action, because' }} />
          <Button text="Accept as a referral" classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
    </>
  );
}
