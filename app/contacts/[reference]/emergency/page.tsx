import { page } from '@/app/_edge/page';
import { Card, Cards } from '@/components/doorstep';
import { InsetText, NotificationBanner } from '@/components/govuk';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { guideOf } from '@/lib/decision/basis-store';
import { readDecisionContact } from '@/lib/decision/store';
import { emergencyDecisionsOf } from '@/lib/emergency/emergency-store';
import { EMERGENCY_PROBLEMS, isEmergencyProblem } from '@/lib/emergency/model';
import { readEmergency } from '@/lib/emergency/schema';
import { readContact, readProposal } from '@/lib/contact/store';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { typedBefore } from '@/lib/platform/draft/typed';
import { newId } from '@/lib/platform/ids';
import { allKnown } from '../_parts/all-known';
import { ContactBar } from '../decision/_parts/contact-bar';
import { ProposalPanel } from '../decision/_parts/proposal-panel';
import { DECIDING, foreseeWithHistory } from '../_parts/dossier';
import { stillToSay } from '../_parts/who-is-this';
import { EmergencyForm } from './_parts/emergency-form';
import { EmergencyRecord } from './_parts/emergency-record';

export const metadata = { title: 'Emergency duty' };

/** What was said and what the guide proposes, beside what the emergency duty team decides for the night. */
export default page('GET /contacts/[reference]/emergency', async ({ tx, person, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  await foreseeWithHistory(tx, head.id, DECIDING);
  const [contact, proposal, workspace] = await Promise.all([readContact(tx, head.id), readProposal(tx, head.id), readWorkspace(tx, head.id)]);
  if (contact === null || proposal === null) throw new Error('a contact without its report');
  const problem = query('problem');
  // Who comes back to what they typed looks at that: what came in meanwhile is not read by it, but where they are told that it did.
  const cameBack = query('saved') !== '' || query('done') !== '' || (problem !== '' && problem !== 'came_in');
  // After it was gathered, so that what came in since the last reading says so.
  if (!cameBack) await markRead(tx, person, head);
  const [decisions, seen, maybe, typed] = await Promise.all([emergencyDecisionsOf(tx, [head.id]), readDecisionContact(tx, head.id), stillToSay(tx, contact), typedBefore(tx, { kind: 'emergency', contactId: head.id })]);
  const names = await readNames(tx, decisions.map(({ by }) => by));
  const { work } = workspace;
  const { urgent } = work;
  const writes = can(person, 'POST /contacts/[reference]/emergency/submit').allowed && work.ended === null;
  const guide = guideOf(proposal);
  const gaps = problem === 'not_complete' ? readEmergency(typed, urgent) : null;
  const errors: FormError[] = gaps !== null && !gaps.ok ? gaps.problem : isEmergencyProblem(problem) && problem !== 'not_complete' ? [{ field: 'main', message: EMERGENCY_PROBLEMS[problem] }] : [];
  return {
    layout: 'desk',
    backHref: `/contacts/${head.reference}`,
    bar: <ContactBar contact={seen} workspace={workspace} me={person.actorId} now={tx.at} />,
    body: (
      <>
        <FormErrors errors={errors} />
        {query('done') === 'yes' && <Done title="Recorded" text="It is with emergency duty until a named person of the day service accepts it." />}
        {query('saved') === 'yes' && <NotificationBanner text="Saved. Nothing has been decided yet." disableAutoFocus />}
        <PageHeading heading="Emergency duty" lead={writes ? <a className="govuk-link" href="#tonight">Go to your decision for tonight</a> : 'What was done at night. It is not the decision on level and route.'} />
        <Cards columns={3}>
          {await allKnown(tx, person, { contact, workspace, guide, maybe })}
          <Card heading="What the guide proposes">
            <ProposalPanel guide={guide} proposal={proposal.document} contact={seen} />
          </Card>
          <div className="ds-column">
            {writes && (
              <Card heading="Tonight" id="tonight">
                <EmergencyForm reference={head.reference} fields={typed} token={newId()} urgent={urgent} errors={errors} />
              </Card>
            )}
            <Card heading="Decided at night so far" id="nights">
              {decisions.length === 0 && <InsetText text={writes ? 'Nothing yet. What you record stands here, and stays.' : 'The emergency duty team has decided nothing on this contact.'} />}
              {decisions.map((decision) => (
                <EmergencyRecord key={decision.id} decision={decision} names={names} now={tx.at} />
              ))}
            </Card>
          </div>
        </Cards>
      </>
    ),
  };
});
