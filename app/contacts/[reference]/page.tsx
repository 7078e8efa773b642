import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { keptAsked } from '@/app/_edge/asked-first';
import { page, type PageContext } from '@/app/_edge/page';
import { Card, ClockRings, DangerBadge, DateTime, IdentityBar, type Clock } from '@/components/doorstep';
import { Button, Details, Input, InsetText } from '@/components/govuk';
import { Done, FormErrors } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { evidence } from '@/lib/clock/evidence';
import { queueState } from '@/lib/clock/model';
import { whyNotAsked } from '@/lib/contact/asking';
import { HOLDING_ROLES, readColleagues } from '@/lib/contact/queue/claim-store';
import { childrenLine } from '@/lib/contact/report/children-line';
import { childAgeOf } from '@/lib/contact/queue/queue-store';
import { isWorkProblem, WORK_PROBLEMS } from '@/lib/contact/queue/queue-problems';
import { STATE_TABLE } from '@/lib/contact/state';
import { readContact, readProposal, type Contact } from '@/lib/contact/store';
import { unbornOf } from '@/lib/contact/unborn-store';
import { intakeOfContact } from '@/lib/contact/machine/intake-store';
import { isOriginalProblem, ORIGINAL_PROBLEMS } from '@/lib/contact/originals/kinds';
import { referrerLeft } from '@/lib/letter/status/status-store';
import { config } from '@/lib/platform/config';
import { originalsOf } from '@/lib/contact/originals/original-store';
import { keepsSecret } from '@/lib/contact/secrecy/protected-store';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { readWorkspace, type Workspace } from '@/lib/contact/workspace-store';
import { guideOf } from '@/lib/decision/basis-store';
import { readDecisionContact, readDecisions } from '@/lib/decision/store';
import { readNamedPeople } from '@/lib/lookup/person-store';
import { readRelations } from '@/lib/lookup/relation-store';
import { londonDate } from '@/lib/platform/time';
import { FamilyPicture } from '@/app/people/_parts/family-picture';
import { Marks } from '@/app/queue/_parts/marks';
import { CHANNEL_WORDS } from '@/app/queue/_parts/words';
import { ProposalPanel } from './decision/_parts/proposal-panel';
import { agreedCard } from './_parts/agreed';
import { coachingCard } from './_parts/coaching';
import { statusLinkCard } from './_parts/status-link';
import { Acts, Lateness } from './_parts/acts';
import { DONE_WORDS, isDone } from './_parts/answer';
import { Decisions } from './_parts/decisions';
import { DOSSIER, foreseeWithHistory } from './_parts/dossier';
import { duplicates } from './_parts/duplicates';
import { dutiesCard } from './_parts/duties';
import { emergency } from './_parts/emergency';
import { ending } from './_parts/ending';
import { GuideWords } from './_parts/guide-words';
import { countWords, history } from './_parts/history';
import { HiddenHarm } from './_parts/hidden-harm';
import { Household } from './_parts/household';
import { kindOfCall } from './_parts/kind-of-call';
import { Questions } from './_parts/asked';
import { Notes } from './_parts/notes';
import { protection } from './_parts/protection';
import { Added, JoinedIn, Said, ToldOfJoined } from './_parts/said';
import { Originals, TypeInMore } from './_parts/originals';
import { standing } from './_parts/standing';
import { sharing } from './_parts/sharing';
import { Story } from './_parts/story';
import { unbornCard } from './_parts/unborn';
import { underProtection } from './_parts/under-protection';
import { closedBanner, WhoSeesLinks } from './_parts/who-sees';
import { readUrgency, UrgencyPart } from './_parts/urgency';
import { Warnings } from './_parts/warnings';
import { whoIsThis } from './_parts/who-is-this';

export const metadata: Metadata = { title: 'Contact' };

function clocksOf(work: Workspace['work']): Clock[] {
  if (work.clocks === null) return [];
  const { receivedAt: startedAt, due24h, due1wd } = work.clocks;
  return [{ name: '24 hours', startedAt, due: due24h }, ...(due1wd === null ? [] : [{ name: 'Working day', startedAt, due: due1wd }])];
}

function Bar({ contact, gone, workspace: { work, names }, me, now }: { contact: Contact; gone: ReadonlySet<string>; workspace: Workspace; me: string; now: PageContext['tx']['at'] }) {
  const reported = contact.people.filter(({ id, kind }) => kind === 'child' && !gone.has(id));
  const ages = reported.map(({ dateOfBirth, dueDate, ...person }) => childAgeOf({ ...person, dateOfBirth: dateOfBirth === null ? null : new Date(dateOfBirth), dueDate: dueDate === null ? null : new Date(dueDate) }));
  const named = reported.map(({ givenName }) => givenName).filter((name) => name !== '');
  const holder = work.holder === null ? 'Held by nobody' : work.holder.id === me ? 'Held by you' : <>Held by <bdi>{names.get(work.holder.id) ?? 'a colleague'}</bdi></>;
  const clocks = clocksOf(work);
  return (
    <IdentityBar
      caption="Contact"
      reference={contact.reference}
      facts={[
        { title: <bdi>{named.join(', ') || 'Not named'}</bdi>, detail: childrenLine(ages, londonDate(contact.receivedAt)) },
        { title: <bdi>{contact.agencyName}</bdi>, detail: <><DateTime at={contact.receivedAt} now={now} /> {CHANNEL_WORDS[contact.channel]}</> },
        { title: work.ended === null ? holder : STATE_TABLE[work.state].staff, detail: work.ended !== null ? <DateTime at={work.ended.at} now={now} /> : work.holder === null ? STATE_TABLE[work.state].staff : <>{STATE_TABLE[work.state].staff}, held since <DateTime at={work.holder.since} now={now} within /></> },
      ]}
      clocks={clocks.length === 0 ? undefined : <ClockRings clocks={clocks} now={now} howHref="#clocks" />}
      actions={
        (work.immediate || work.marks.length > 0) && (
          <>
            {work.immediate && <DangerBadge />}
            <Marks marks={work.marks} heldUntil={work.heldUntil} now={now} />
          </>
        )
      }
    />
  );
}

function HowDeadlines({ contact }: { contact: Contact }) {
  const lines = evidence(contact.receivedAt);
  return (
    <details className="ds-more" id="clocks">
      <summary>How the deadlines came about</summary>
      <p>{lines.ok ? lines.value.due24h : 'The calendar of working days does not reach that far; the 24 hours run all the same.'}</p>
      {lines.ok && <p>{lines.value.due1wd}</p>}
      <p className="ds-secondary">Both clocks always run. Waiting for somebody is shown and never taken off.</p>
    </details>
  );
}

const PARTS = [
  { href: '#acts', text: 'Your work on it' },
  { href: '#said', text: 'What was said' },
  { href: '#guide', text: 'What the guide proposes' },
  { href: '#household', text: 'Children and household' },
  { href: '#who', text: 'Who is this?' },
  { href: '#earlier', text: 'History' },
  { href: '#story', text: 'What happened' },
  { href: '#ending', text: 'Letters and the end' },
];

function Parts({ reference, works, named }: { reference: string; works: boolean; named: boolean }) {
  return (
    <nav className="ds-parts" aria-label="Parts of this contact">
      <ul>
        {PARTS.filter(({ href }) => (works || href !== '#acts') && (named || href !== '#who')).map(({ href, text }) => (
          <li key={href}>
            <a className="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
        <li>
          <a className="govuk-link" href={`/contacts/${reference}/decision`}>
            Decision
          </a>
        </li>
      </ul>
    </nav>
  );
}

/** A join that was a mistake: a manager takes the contact out of the other again. */
function TakeOut({ reference, ended: { at, joinedTo } }: { reference: string; ended: NonNullable<Workspace['work']['ended']> }) {
  return (
    <Details classes="ds-act" summaryText={joinedTo === null ? 'Take it out of the other contact again' : `Take it out of ${joinedTo} again`}>
      <form method="post" action={`/contacts/${reference}/unjoin`} id="unjoin">
        <input type="hidden" name="joinedAt" value={at.toString()} />
        <Input id="unjoin-reason" name="reason" label={{ text: 'Why does it not belong there?' }} hint={{ text: 'It goes back to the queue on its own clocks, undecided. The other is decided again, if it was decided and is still open. What was added to the other since stays there: write down here what belongs to these children.' }} attributes={{ required: true }} />
        <Button text="Take it out" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
      </form>
    </Details>
  );
}

function Ended({ work: { ended, state }, names, reference, mayUndo }: Workspace & { reference: string; mayUndo: boolean }) {
  if (ended === null) return null;
  return (
    <InsetText>
      <strong>{STATE_TABLE[state].staff}</strong> by <bdi>{names.get(ended.by) ?? 'the duty service'}</bdi>. {ended.reason}{' '}
      {ended.joinedTo !== null && (
        <>
          The work goes on in{' '}
          <a className="govuk-link ds-reference" href={`/contacts/${ended.joinedTo}`}>
            {ended.joinedTo}
          </a>
          .
        </>
      )}
      {ended.joined && mayUndo && <TakeOut reference={reference} ended={ended} />}
    </InsetText>
  );
}

function Outcome({ problem, done, holder }: { problem: string; done: string; holder: string | undefined }) {
  if (isWorkProblem(problem)) {
    const message = problem === 'held' && holder !== undefined ? `${holder} claimed it first and holds it now.` : WORK_PROBLEMS[problem];
    return <FormErrors errors={[{ field: 'acts', message }]} title="That was not done" />;
  }
  if (!isDone(done)) return null;
  return <Done text={DONE_WORDS[done]} />;
}

async function guidePart({ tx, person }: PageContext, contact: Contact, asks: boolean): Promise<ReactNode> {
  const proposal = await readProposal(tx, contact.id);
  if (proposal === null) return <p className="govuk-body">The guide has not proposed anything yet.</p>;
  const guide = guideOf(proposal);
  const mayAsk = asks && can(person, 'POST /contacts/[reference]/ask').allowed;
  return (
    <>
      <ProposalPanel guide={guide} proposal={proposal.document} contact={await readDecisionContact(tx, contact.id)} askHref={mayAsk ? '#ask' : undefined} />
      <GuideWords guide={guide} proposal={proposal} />
    </>
  );
}

export default page('GET /contacts/[reference]', async (context) => {
  const { tx, person, contact: head, query } = context;
  if (!head) throw new Error('the wrapper loads the contact');
  await foreseeWithHistory(tx, head.id, DOSSIER);
  const contact = await readContact(tx, head.id);
  const proposal = await readProposal(tx, head.id);
  if (contact === null || proposal === null) throw new Error('a contact without its report or proposal');
  const workspace = await readWorkspace(tx, head.id);
  // Whoever wrote down an answer has read it; until somebody else has, or they hold it themselves, it stays new to whoever decides.
  const wroteItDown = workspace.questions.some(({ unread, writtenDownBy }) => unread && writtenDownBy === person.actorId);
  if (!wroteItDown || workspace.work.holder?.id === person.actorId) await markRead(tx, person, head);
  const { work, notes, names, questions, additions, earlier, joinedIn, toldOfJoined } = workspace;
  const guide = guideOf(proposal);
  const gone = new Set((await unbornOf(tx, head.id)).filter(({ state }) => state === 'born' || state === 'pregnancy_ended').map(({ personId }) => personId));
  const relations = await readRelations(tx, contact.people.map(({ id }) => id), [head.id]);
  const decisions = await readDecisions(tx, head.id);
  const works = HOLDING_ROLES.some((role) => role === person.role);
  const open = work.ended === null;
  const refusedFile = query('file');
  const fileErrors = isOriginalProblem(refusedFile) ? [{ field: 'file', message: ORIGINAL_PROBLEMS[refusedFile] }] : [];
  const late = clocksOf(work).some(({ startedAt, due }) => queueState(due, tx.at, startedAt) === 'breached');
  // What is asked beyond what was gathered is asked at once, and what of it can go together goes in one statement.
  const [notAsked, who, colleagues, urgency, kept, told, agreed, coached, status, protectedCard, ended] = await Promise.all([
    // Whether they can sign in is asked for the card of their link, in the same words.
    works && open ? whyNotAsked(tx, contact, async () => (await referrerLeft(tx, head.id)) === 'account_closed') : null,
    whoIsThis(tx, person, contact, guide),
    works && open ? readColleagues(tx) : [],
    works && open ? readUrgency(tx, head.id, person, context.authority, work.marks) : null,
    keptAsked(tx, head.id),
    history(tx, person, { contact, earlier, until: workspace.historyUntil, guide, now: tx.at, mayTellApart: works }),
    agreedCard(tx, person, head, guide, { problem: query('agreed'), chosen: query('call'), sure: query('sure') }),
    coachingCard(tx, person, head, workspace.events.some(({ kind }) => kind === 'call_taken'), query('coaching')),
    statusLinkCard(tx, person, head, query('status')),
    protection(tx, person, head),
    ending(tx, person, head, query('ending')),
  ]);
  return {
    layout: 'desk',
    bar: <Bar contact={contact} gone={gone} workspace={workspace} me={person.actorId} now={tx.at} />,
    body: (
      <>
        <h1 className="govuk-visually-hidden">Contact {contact.reference}</h1>
        <Outcome problem={query('problem')} done={query('done')} holder={names.get(work.holder?.id ?? '')} />
        <FormErrors errors={fileErrors} />
        {kept.length > 0 && (
          <InsetText>
            Something you typed was not sent, because you were asked first whether you know the family.{' '}
            <a className="govuk-link" href={`/contacts/${contact.reference}/before?typed=kept`}>
              Go back to what you typed
            </a>
          </InsetText>
        )}
        {await closedBanner(tx, person, head.id)}
        <Ended {...workspace} reference={contact.reference} mayUndo={can(person, 'POST /contacts/[reference]/unjoin').allowed} />
        <Warnings report={contact.report} additions={additions} events={workspace.events} />
        <Parts reference={contact.reference} works={works && open} named={who !== null} />
        <div className="ds-workspace">
          <div className="ds-workspace__main">
            <div className="ds-workspace__pair">
              <div className="ds-column">
                <Card heading="What was said" id="said" aside={work.read === null ? (open && works ? 'You are the first to read it' : undefined) : <>Read by <bdi>{names.get(work.read.by ?? '') ?? 'a colleague'}</bdi>, <DateTime at={work.read.at} now={tx.at} within /></>}>
                  <Added additions={additions} names={names} now={tx.at} />
                  <JoinedIn joinedIn={joinedIn} now={tx.at} />
                  <ToldOfJoined toldOfJoined={toldOfJoined} now={tx.at} />
                  <Said contact={contact} guide={guide} now={tx.at} intake={contact.channel === 'api' ? await intakeOfContact(tx, contact.id) : null} />
                  {works && open && !contact.sealed && <TypeInMore reference={contact.reference} />}
                </Card>
                <Originals reference={contact.reference} originals={await originalsOf(tx, contact.id)} role={person.role} scanner={config().clamd !== null} secret={await keepsSecret(tx, contact.id)} attach={works && can(person, 'POST /contacts/[reference]/originals/add').allowed ? { errors: fileErrors } : null} now={tx.at} />
              </div>
              <Card heading="What the guide proposes" id="guide" aside={contact.referrerLevel === null ? 'The referrer was not sure of the level' : `The referrer said level ${contact.referrerLevel}`}>
                {await guidePart(context, contact, works && open && notAsked === null)}
              </Card>
            </div>
            <Card heading="Children and household" id="household">
              <FamilyPicture people={(await readNamedPeople(tx, [contact.id])).get(contact.id) ?? []} relations={relations} focusId={null} reference={contact.reference} receivedAt={contact.receivedAt} />
              <Household contact={contact} gone={gone} relations={relations} opens={can(person, 'POST /contacts/[reference]/person').allowed} />
              <p className="govuk-body">
                <a className="govuk-link" href={`/contacts/${contact.reference}/household`}>
                  Every contact of each of them, and decisions side by side
                </a>
              </p>
              <HiddenHarm report={contact.report} guide={guide} />
            </Card>
            {who}
            <div className="ds-workspace__pair">
              <Card heading="History" id="earlier" aside={earlier.length === 0 ? undefined : `${countWords(earlier)} about these children`}>
                {told}
              </Card>
              <Card heading="What happened" id="story">
                <Story events={workspace.events} names={names} now={tx.at} running={work.clocks !== null} />
                <HowDeadlines contact={contact} />
              </Card>
            </div>
          </div>
          <div className="ds-column">
            {works && open && (
              <Card heading="Your work on it" id="acts">
                {late && <Lateness reference={contact.reference} explained={notes.some(({ kind }) => kind === 'breach')} />}
                <Acts reference={contact.reference} person={person} workspace={workspace} colleagues={colleagues} notAsked={notAsked} guide={guide} now={tx.at} />
                {urgency !== null && <UrgencyPart reference={contact.reference} person={person} urgency={urgency} at={tx.at} />}
              </Card>
            )}
            {await kindOfCall(tx, contact, works)}
            {await duplicates(tx, { contact, work, guide, works })}
            {await underProtection(tx, person, head)}
            {await emergency(tx, person, head)}
            {await standing(tx, head)}
            {decisions.length > 0 && (
              <Card heading="Decisions" id="decisions">
                <Decisions reference={contact.reference} decisions={decisions} guide={guide} names={await readNames(tx, decisions.map(({ by }) => by))} now={tx.at} />
              </Card>
            )}
            {await unbornCard(tx, contact)}
            {await dutiesCard(tx, contact)}
            {questions.length > 0 && (
              <Card heading="Asked of the referrer" id="questions">
                <Questions questions={questions} names={names} now={tx.at} recordOn={works && open ? contact.reference : undefined} />
              </Card>
            )}
            <Card heading="Notes" id="notes">
              <Notes reference={contact.reference} notes={notes} names={names} now={tx.at} mayWrite={works} />
            </Card>
            {agreed}
            {coached}
            {status}
            {protectedCard}
            {await sharing(tx, head)}
            {ended}
            <Card heading="Who sees it" id="who-sees">
              <WhoSeesLinks reference={contact.reference} works={works} />
            </Card>
          </div>
        </div>
      </>
    ),
  };
});
