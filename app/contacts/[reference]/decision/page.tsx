import type { ReactNode } from 'react';
import { page, type PageContext } from '@/app/_edge/page';
import { Card, Cards, DateTime, Narrative } from '@/components/doorstep';
import { Button, InsetText } from '@/components/govuk';
import { Done, FormErrors, PageHeading, ProblemPage, type FormError } from '@/components/shell';
import { mayDecide } from '@/lib/access/deciding';
import { readNames } from '@/lib/access/store';
import { can } from '@/lib/access/policy';
import { otherChildren } from '@/lib/contact/additions/other-children-store';
import { readContact } from '@/lib/contact/store';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { readWorkspace, type Workspace } from '@/lib/contact/workspace-store';
import { readBasis, readBasisOf, type Basis } from '@/lib/decision/basis-store';
import { startedFrom } from '@/lib/decision/draft';
import { textInFull } from '@/lib/decision/full-text';
import { DECIDE_PROBLEMS, type DecideProblem } from '@/lib/decision/model';
import { standingOfDecision, type Decision } from '@/lib/decision/record';
import { readDecision } from '@/lib/decision/schema';
import { openDrafts } from '@/lib/platform/draft/store';
import type { Draft } from '@/lib/platform/draft/model';
import { AlsoNamed } from './_parts/also-named';
import { MaybeTold } from './_parts/maybe-told';
import { OtherChildren } from './_parts/other-children';
import { ContactBar } from './_parts/contact-bar';
import { DecidedPanel } from './_parts/decided-panel';
import { DecisionForm } from './_parts/decision-form';
import { ProposalPanel } from './_parts/proposal-panel';
import { routeLabel } from './_parts/words';
import { allKnown } from '../_parts/all-known';
import { DECIDING, foreseeWithHistory } from '../_parts/dossier';
import { countOf } from '../_parts/history';
import { stillToSay } from '../_parts/who-is-this';

export const metadata = { title: 'Decision' };

const isProblem = (text: string): text is DecideProblem => Object.hasOwn(DECIDE_PROBLEMS, text);

function gapsOf(basis: Basis, draft: Draft | undefined): FormError[] {
  const read = readDecision(draft?.content.fields ?? {}, basis.situation);
  return read.ok ? [] : read.problem;
}

export default page('GET /contacts/[reference]/decision', async (context) => {
  const { tx, person, contact: head, query } = context;
  if (!head) throw new Error('the wrapper loads the contact');
  const [[draft]] = await Promise.all([openDrafts(tx, 'decision', head.id), foreseeWithHistory(tx, head.id, DECIDING)]);
  const whole = await readContact(tx, head.id);
  if (whole === null) throw new Error('a contact without its report');
  // Together, so that what they ask goes in the same statements.
  const [basis, others, maybe] = await Promise.all([readBasis(tx, head.id), otherChildren(tx, head.id), stillToSay(tx, whole)]);
  if (basis === null) return <ProblemPage heading="Nothing to decide on yet" happened="The guide has not proposed anything for this contact." next="Go back to the contact and try again in a moment." reference={head.reference} />;
  const works = can(person, 'POST /contacts/[reference]/decision/save').allowed && !basis.contact.closed;
  const writes = works && mayDecide(person);
  const holds = basis.contact.holderId === person.actorId;
  const latest = basis.decisions.at(-1);
  const standing = latest === undefined ? 'none' : standingOfDecision(latest);
  const wants = query('change') === 'yes' || query('look') === 'gaps' || draft !== undefined || standing === 'none' || standing === 'returned';
  // Who does not hold it reads what was decided, also with an unfinished text of their own.
  const may = writes && (holds || standing === 'none' || query('change') === 'yes');
  // What stands beside the form is what is kept with the decision: all there is by now.
  const workspace = await readWorkspace(tx, head.id, may && wants);
  // Who is sent back to a gap, or to what they typed, looks at that: what came in while they wrote is not read by it, but where they are told that it did.
  const cameBack = query('look') !== '' || !['', 'came_in'].includes(query('problem'));
  if (!cameBack) await markRead(tx, person, head);
  // A list is reading, too (decision 30).
  if (basis.maybeTold !== null) tx.ledger({ action: 'contact.who_proposed', objectKind: 'contact', objectId: head.id, detail: { ids: basis.maybeTold.contacts.map(({ contactId }) => contactId) } });
  // What came in after a decision opens it again: its clocks run, and a new decision is asked for (domain 7.8).
  const reopened = standing === 'in_force' && workspace.work.clocks !== null;
  const shows = may && (wants || reopened) ? 'form' : 'decision';
  const then = latest === undefined || shows === 'form' ? null : await readBasisOf(tx, latest);
  const column = shows === 'form' ? await deciding(context, basis, draft, { holds, earlier: workspace.earlier }) : await decided(context, then, latest, writes);
  const errors: FormError[] = [...(isProblem(query('problem')) ? [{ field: 'main', message: DECIDE_PROBLEMS[query('problem') as DecideProblem] }] : []), ...(query('look') === 'gaps' && writes && holds ? gapsOf(basis, draft) : [])];
  return {
    layout: 'desk',
    bar: <ContactBar contact={basis.contact} workspace={workspace} me={person.actorId} now={tx.at} />,
    body: (
      <>
        <FormErrors errors={errors} />
        {query('done') === 'yes' && latest && <Decided decision={latest} reference={head.reference} />}
        {works && !writes && <NotQualified said={query('problem') === 'not_qualified'} kept={draft === undefined ? null : textInFull(draft.content.fields, basis.situation, (route) => routeLabel(basis.guide, route))} />}
        <PageHeading heading="Decision" lead={<a className="govuk-link" href="#your-decision">{shows === 'form' ? 'Go to your decision' : 'Go to the decision'}</a>} />
        {basis.situation.children.some(({ unborn }) => unborn) && <InsetText>A child here is not born yet: a strategy discussion has midwifery at the table, and nobody learns of the pregnancy whom the mother has not told. <a className="govuk-link" href={`/contacts/${head.reference}/unborn`}>What is known of it</a></InsetText>}
        {(basis.situation.joinedUnderProtection || basis.situation.children.some((child) => child.underProtection)) && <InsetText>A child here is under police protection or an emergency protection order now: less than level 4 takes a second person. <a className="govuk-link" href={`/contacts/${head.reference}/under-protection`}>Until when, and what follows</a></InsetText>}
        <AlsoNamed reference={head.reference} named={basis.namedBefore} mayAdd={writes} />
        {basis.maybeTold !== null && <MaybeTold reference={head.reference} maybe={basis.maybeTold} now={tx.at} />}
        <OtherChildren others={others} now={tx.at} />
        <Cards columns={3}>
          {await allKnown(tx, person, { contact: whole, workspace, guide: basis.guide, maybe })}
          <Card heading={then === null ? 'What the guide proposes' : 'What the guide proposed then'}>
            {then !== null && then.proposal.id !== basis.proposal.id && <InsetText>Something was added since, and the guide has proposed anew: see the contact’s page.</InsetText>}
            <ProposalPanel guide={(then ?? basis).guide} proposal={(then ?? basis).proposal.document} contact={basis.contact} askHref={writes ? `/contacts/${head.reference}#ask` : undefined} />
          </Card>
          <Card heading={shows === 'form' ? 'Your decision' : 'The decision'} id="your-decision">
            {column}
          </Card>
        </Cards>
        {basis.decisions.length > 1 && <EarlierDecisions decisions={basis.decisions.slice(0, -1)} now={tx.at} />}
      </>
    ),
  };
});

async function deciding({ tx, person, query }: PageContext, basis: Basis, draft: Draft | undefined, { holds, earlier }: { holds: boolean; earlier: Workspace['earlier'] }): Promise<ReactNode> {
  const { contact, decisions, guide, situation } = basis;
  if (!holds) return <ClaimFirst basis={basis} holder={(await readNames(tx, contact.holderId === null ? [] : [contact.holderId])).get(contact.holderId ?? '')} />;
  const fields = draft?.content.fields ?? {};
  const overtaken = draft !== undefined && startedFrom(fields) !== decisions.length;
  const latest = decisions.at(-1);
  return (
    <>
      {overtaken && (
        <InsetText>
          Somebody decided after you began to write. <a className="govuk-link" href={`/contacts/${contact.reference}/decision/conflict`}>See both texts</a>
        </InsetText>
      )}
      {latest && standingOfDecision(latest) === 'returned' && <Returned decision={latest} />}
      {latest && !overtaken && standingOfDecision(latest) === 'in_force' && (
        <InsetText>
          Decision {latest.version} ({routeLabel(guide, latest.route)}) is in force until you decide anew. It stays as it is, beside the new one.
        </InsetText>
      )}
      <DecisionForm
        reference={contact.reference}
        situation={situation}
        guide={guide}
        fields={fields}
        version={draft?.version ?? 0}
        startedFrom={draft === undefined ? decisions.length : startedFrom(fields)}
        errors={query('look') === 'gaps' ? gapsOf(basis, draft) : []}
        history={countOf(earlier)}
        shortcuts={person.preferences.shortcuts}
        savedLine={draft === undefined ? 'Nothing saved yet.' : <>Saved <DateTime at={draft.updatedAt.toISOString()} now={tx.at} within />. Nothing has been decided yet.</>}
      />
    </>
  );
}

/**
 * Why a manager who is not social-work-qualified is offered no form, and what they may have typed while their place still let them.
 * @param said the page says why already.
 */
function NotQualified({ said, kept }: { said: boolean; kept: string | null }) {
  if (said && kept === null) return null;
  return (
    <InsetText>
      {!said && <p className="govuk-body">{DECIDE_PROBLEMS.not_qualified}</p>}
      {kept !== null && (
        <>
          <p className="govuk-body">What you wrote is kept:</p>
          <Narrative text={kept} />
        </>
      )}
    </InsetText>
  );
}

function ClaimFirst({ basis, holder }: { basis: Basis; holder: string | undefined }) {
  const { contact } = basis;
  return (
    <>
      <p className="govuk-body">{holder === undefined ? 'Nobody holds this contact.' : <><bdi>{holder}</bdi> holds this contact.</>} Only the worker who holds it decides, so that one named person answers for it.</p>
      {holder === undefined ? (
        <form method="post" action={`/contacts/${contact.reference}/claim`}>
          <input type="hidden" name="return" value="decision" />
          <Button text="Claim it" preventDoubleClick />
        </form>
      ) : (
        <p className="govuk-body">
          A manager can reassign it on <a className="govuk-link" href={`/contacts/${contact.reference}`}>the contact’s page</a>.
        </p>
      )}
    </>
  );
}

function Returned({ decision }: { decision: Decision }) {
  return (
    <InsetText>
      <p className="govuk-body">
        <strong>The second person returned decision {decision.version}.</strong> What governed before goes on governing. Decide again.
      </p>
      <p className="govuk-body ds-narrative">{decision.countersign?.comment}</p>
    </InsetText>
  );
}

async function decided({ tx }: PageContext, then: Basis | null, latest: Decision | undefined, writes: boolean): Promise<ReactNode> {
  if (latest === undefined || then === null) return <p className="govuk-body">Not decided yet.</p>;
  const names = await readNames(tx, [latest.by, ...(latest.countersign ? [latest.countersign.by] : [])]);
  return (
    <>
      <p className="govuk-body">
        <a className="govuk-link" href={`/contacts/${then.contact.reference}/decisions/${latest.version}`}>
          This decision on a page of its own, to print
        </a>
      </p>
      <DecidedPanel decision={latest} guide={then.guide} inView={then.situation.children} names={names} now={tx.at} />
      {writes && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/contacts/${then.contact.reference}/decision?change=yes`}>
            Change the decision
          </a>{' '}
          <span className="ds-secondary">by a new one, with a reason; this one stays as it is.</span>
        </p>
      )}
    </>
  );
}

function Decided({ decision, reference }: { decision: Decision; reference: string }) {
  const acts = standingOfDecision(decision) === 'in_force';
  return (
    <Done>
      {acts ? 'Decided. It is in force. What is said to the referrer waits for you on ' : 'Decided. It waits for a second person; until then nothing is let go. See '}
      <a className="govuk-notification-banner__link" href={`/contacts/${reference}`}>
        the contact’s page
      </a>
      .
    </Done>
  );
}

function EarlierDecisions({ decisions, now }: { decisions: readonly Decision[]; now: PageContext['tx']['at'] }) {
  return (
    <Card heading="Earlier decisions">
      <ul className="govuk-list govuk-list--bullet">
        {decisions.toReversed().map(({ id, version, level, at, rationale }) => (
          <li key={id}>
            Decision {version}, level {level}, <DateTime at={at} now={now} within />
            <div className="ds-narrative">{rationale}</div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
