import { page } from '@/app/_edge/page';
import type { Typed } from '@/app/report/_parts/questions';
import { Card, Cards, Narrative } from '@/components/doorstep';
import { InsetText } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { secondPersonProblem } from '@/lib/access/second-person';
import { readNames } from '@/lib/access/store';
import { wentInto } from '@/lib/contact/additions/joined-store';
import { requestsOf, type InformationRequest } from '@/lib/contact/call/request-store';
import { sayReport } from '@/lib/contact/report/report-words';
import { readContact, readProposal } from '@/lib/contact/store';
import { guideOf } from '@/lib/decision/basis-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { typedBefore } from '@/lib/platform/draft/typed';
import { apartFromMain, isRecordedElsewhere, readApartHere, type ApartHere } from '@/lib/sharing/apart-store';
import { askedOf } from '@/lib/sharing/asked';
import { readAsks, readHeard } from '@/lib/sharing/asks-store';
import { withHeard } from '@/lib/sharing/heard';
import { gatesOf, goesOnElsewhere, GROUND_WORDS, isSharingProblem, joinedWords, partsOf, SHARING_PROBLEMS, staysHereWords, type ChildGate, type Gate, type Outbound } from '@/lib/sharing/model';
import { isRightProblem, lastSaid, mayPutSentRight, RIGHT_PROBLEMS, type PutRight } from '@/lib/sharing/put-right';
import { fieldsOf, readBack, readRight } from '@/lib/sharing/right-schema';
import { readAgreement, readAnswer, readBasis, readChecksRequest, readOpenness, readRequestAnswer, readSent, SHARING_FORMS, type SharingForm } from '@/lib/sharing/schema';
import { readChildren, readGoverning, readLevels, readOutbound, readSharing, type SharingWithPutRight } from '@/lib/sharing/sharing-store';
import { toAnswer } from '@/lib/sharing/to-answer';
import { Marking } from '../_parts/marking';
import { AskedOfUs } from './_parts/asked-of-us';
import { AgreementForm, AnswerForm, BasisForm, ChecksForm, OpennessForm, SentForm } from './_parts/forms';
import { Agreements, Bases, OpennessRecords, Request } from './_parts/records';
import { RightForm, TakeBackForm, typedOr } from './_parts/right-forms';
import { SentTable } from './_parts/sent-table';
import { RECORDED_WORDS } from './_parts/words';

export const metadata = { title: 'Agreement and sharing' };

/** What each form says of what was typed into it and not taken. */
const READERS = { agreement: readAgreement, openness: readOpenness, basis: readBasis, checks: readChecksRequest, answer: readAnswer, sent: readSent, back: readBack } as const;

/** What the forms that are about one thing are about. */
interface About {
  /** The request for information that is answered; undefined where none waits. */
  request: InformationRequest | undefined;
  /** What is put right; null where nothing is. */
  right: PutRight | null;
}

async function gapsIn(tx: Tx, contactId: string, form: SharingForm, fields: Typed['fields'], { request, right }: About): Promise<FormError[]> {
  const typed = await askedOf(tx, contactId, form, fields);
  const read = form === 'right' ? right && readRight(typed, lastSaid(right), tx.at) : form !== 'request' ? READERS[form](typed, tx.at) : request === undefined ? null : readRequestAnswer(typed, request, tx.at);
  return read === null || read.ok ? [] : read.problem;
}

/**
 * What was typed into each form and not taken. After a refusal, also what is missing in the one that was refused.
 * @param name under which it was kept: the form's own, or that of the one thing that it answers.
 */
async function typedInto(tx: Tx, contactId: string, form: SharingForm, { name = form, refused, ...of }: About & { name?: string | undefined; refused: boolean }): Promise<Typed> {
  const { about, ...fields } = await typedBefore(tx, { kind: 'sharing', contactId, about: name });
  if (!refused || about === undefined) return { fields, errors: [] };
  return { fields, errors: await gapsIn(tx, contactId, form, fields, of) };
}

function namesIn({ agreements, openness, bases, requests, outbound, putRight }: SharingWithPutRight): string[] {
  return [
    ...[...agreements, ...openness, ...bases, ...requests, ...outbound].map(({ by }) => by),
    ...requests.flatMap(({ answer }) => (answer === null ? [] : [answer.by, ...(answer.takenBack === null ? [] : [answer.takenBack.by])])),
    ...outbound.flatMap(({ authorisedBy }) => authorisedBy ?? []),
    ...putRight.flatMap(({ recorded, corrections }) => [recorded.by, ...corrections.map(({ by }) => by)]),
  ];
}

/** Everybody named in what was asked of us. */
const namesAsking = (asked: readonly InformationRequest[]) => asked.flatMap(({ by, answer, reopened }) => [by, ...(answer === null ? [] : [answer.by]), ...reopened.flatMap((again) => [again.by, ...(again.before === null ? [] : [again.before.by])])]);

/** The record that is put right, as the address names it: one that whoever reads may put right. */
function chosenRight({ outbound, putRight }: SharingWithPutRight, id: string, may: (fact: Outbound) => boolean): PutRight | null {
  const recorded = outbound.find((fact) => fact.id === id);
  const one = putRight.find((each) => each.recorded.id === id) ?? (recorded === undefined ? null : { recorded, corrections: [] });
  return one !== null && may(one.recorded) ? one : null;
}

function GateLine({ gate }: { gate: Gate }) {
  if (gate.open && gate.ground === 'manager_agreed') {
    return (
      <p className="govuk-body">
        <strong>Questions and facts may go to the agencies that a manager agreed to, and to no other:</strong>{' '}
        {gate.agencies.map((agencies, index) => (
          <span key={`${index} ${agencies}`}>
            {index > 0 && '; '}
            <bdi>{agencies}</bdi>
          </span>
        ))}
        . {GROUND_WORDS[gate.ground]}. Each is recorded below with its basis. For another agency a manager is asked again.
      </p>
    );
  }
  if (gate.open) {
    return (
      <p className="govuk-body">
        <strong>Questions and facts may go to other agencies.</strong> {GROUND_WORDS[gate.ground]}. Each is recorded below with its basis.
      </p>
    );
  }
  return (
    <p className="govuk-body">
      <strong>Nothing goes to another agency yet.</strong> {gate.asked ? 'A manager has been asked to agree without the parents.' : 'First the parents are told and agree, or a manager agrees to go without them.'} The council’s own records need nobody’s agreement. If it becomes level 4, a lawful basis is enough.
    </p>
  );
}

/** One line where all the children stand alike; else one for each, since what was agreed about one opens nothing for another. */
function Gates({ gates, among }: { gates: readonly ChildGate[]; among: readonly { id: string; name: string }[] }) {
  return partsOf(gates, null).map(({ personId, gate }) => {
    const child = among.find(({ id }) => id === personId);
    return (
      <div key={personId ?? 'all'}>
        {child !== undefined && (
          <h3 className="ds-said__title">
            <bdi>{child.name}</bdi>
          </h3>
        )}
        <GateLine gate={gate} />
      </div>
    );
  });
}

/** That the work goes on in another contact, and which; the reader may not know of it. @param staying the children whom that one does not name. */
function GoesOn({ joined: { reference }, staying }: { joined: { reference: string | null }; staying: readonly string[] }) {
  return (
    <InsetText>
      This contact was joined into{' '}
      {reference === null ? (
        'another'
      ) : (
        <a className="govuk-link ds-reference" href={`/contacts/${reference}/sharing`}>
          {reference}
        </a>
      )}
      . What the family is told and says, and what goes to other agencies, is recorded there. Here only what went before the join is still written down.{staysHereWords(staying)}
    </InsetText>
  );
}

/** That what is about other children, of a contact that was joined in, is recorded there and on what was agreed about them. */
function OthersApart({ others }: { others: readonly ApartHere[] }) {
  return others.map(({ id, reference, names }) => (
    <InsetText key={id}>
      Nothing is recorded here about {names.length === 0 ? 'the other children' : <bdi>{names.join(', ')}</bdi>} of{' '}
      {reference === null ? (
        'a contact'
      ) : (
        <a className="govuk-link ds-reference" href={`/contacts/${reference}/sharing`}>
          {reference}
        </a>
      )}
      , which was joined in: this contact does not name them, and nobody here was asked about them. What their families are told and say, and what goes to other agencies about them, is recorded there.
    </InsetText>
  ));
}

/** Three records side by side that must not be taken for one another, and what went to whom on their ground (domain 3.4, 7.16). */
export default page('GET /contacts/[reference]/sharing', async ({ tx, person, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const [contact, proposal, records, governing, levels, known, asked, asks, heard, others] = await Promise.all([
    readContact(tx, head.id), readProposal(tx, head.id), readSharing(tx, head.id), readGoverning(tx, head.id), readLevels(tx, head.id), readChildren(tx, head.id), requestsOf(tx, head.id), readAsks(tx, head.id), readHeard(tx, head.id), readApartHere(tx, head.id),
  ]);
  if (contact === null || proposal === null) throw new Error('a contact without its report or proposal');
  const names = await readNames(tx, [...namesIn(records), ...namesAsking(asked)]);
  const refusedForm = SHARING_FORMS.find((form) => form === query('form'));
  const typed = {} as Record<SharingForm, Typed>;
  // Whoever was asked first is answered first, by whoever may: one who asked for the oldest answers the next.
  const unanswered = records.requests.filter(({ answer }) => answer === null).toReversed();
  const waiting = unanswered.find((request) => secondPersonProblem(person, request, governing) === null) ?? unanswered[0];
  const barred = waiting === undefined ? null : secondPersonProblem(person, waiting, governing);
  const works = can(person, 'POST /contacts/[reference]/sharing/[record]').allowed;
  const mayRight = (fact: Outbound) => works && mayPutSentRight(fact, person);
  const right = chosenRight(records, query('right'), mayRight);
  // What was typed for one request, or about one fact, does not stand under the next.
  const request = toAnswer(asked, query('request'));
  const named: Partial<Record<SharingForm, string | undefined>> = { answer: waiting?.id, right: right?.recorded.id, request: request?.id };
  for (const form of SHARING_FORMS) typed[form] = await typedInto(tx, head.id, form, { name: named[form], refused: form === refusedForm, request, right });
  const problem = query('problem');
  const missing = refusedForm === undefined ? [] : typed[refusedForm].errors;
  const joined = goesOnElsewhere(governing.ended, tx.at) ? (governing.ended?.joined ?? null) : null;
  // About children whom the contact that this one went into does not name it goes on here.
  const apart = joined === null ? [] : await apartFromMain(tx, head.id);
  const staying = apart.map(({ name }) => name);
  const opensNothing = waiting !== undefined && (await isRecordedElsewhere(tx, head.id, { ended: governing.ended, at: tx.at, personId: waiting.personId, children: known }));
  const recordsHere = joined === null || staying.length > 0;
  const errors: FormError[] = missing.length > 0 ? [...missing] : isSharingProblem(problem) ? [{ field: refusedForm ?? 'main', message: problem === 'joined' ? joinedWords(joined?.reference ?? null, staying) : SHARING_PROBLEMS[problem] }] : isRightProblem(problem) ? [{ field: refusedForm === 'right' && right !== null ? 'right' : 'main', message: RIGHT_PROBLEMS[problem] }] : [];
  const done = RECORDED_WORDS[query('done')];
  const ended = asks.pregnancy?.ended ?? new Set<string>();
  const children = known.map((child) => (ended.has(child.id) ? { ...child, name: `${child.name} (the pregnancy has ended)` } : child));
  // What parents said on a contact that was joined in is heard here; of a pregnancy that has ended nothing goes out.
  const openness = withHeard(records.openness, heard);
  const left = children.filter(({ id }) => !ended.has(id) && (joined === null || apart.some((child) => child.id === id)));
  const gates = left.length === 0 && (children.length > 0 || joined !== null) ? [] : gatesOf({ ...levels, ...records, openness }, left);
  // What answers a request made of a joined contact goes out from the other.
  const answers = joined === null || asked.length === 0 ? records.outbound : await readOutbound(tx, [head.id, ...(await wentInto(tx, head.id))]);
  const saidBy = sayReport(contact.report, guideOf(proposal)).filter(({ step }) => step === 'consent').flatMap(({ rows }) => rows).filter(({ value }) => value !== '');
  const shown = { names, among: children, now: tx.at };
  return {
    layout: 'desk',
    backHref: `/contacts/${head.reference}`,
    body: (
      <div className="ds-record">
        <div className="ds-no-print">
          <FormErrors errors={errors} />
          <Done text={done} />
        </div>
        <Marking />
        <PageHeading caption={head.reference} heading="Agreement and sharing" lead="Three different things: whether the family agrees to a service, what they have been told, and on what basis facts are shared. None stands for another." />
        {saidBy.length > 0 && (
          <InsetText>
            <p className="govuk-body">What the referrer said. It is theirs; what you record below is yours.</p>
            <dl className="ds-said__rows">
              {saidBy.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd><Narrative text={value} /></dd>
                </div>
              ))}
            </dl>
          </InsetText>
        )}
        <Cards columns={3}>
          <Card heading="Agreement to a service" id="agreements">
            <Agreements agreements={records.agreements} routeNow={governing.route} {...shown} />
            {works && <AgreementForm reference={head.reference} typed={typed.agreement} among={children} />}
          </Card>
          <Card heading="Openness with the family" id="openness-records">
            <OpennessRecords openness={records.openness} heard={heard} {...shown} />
            {works && recordsHere && <OpennessForm reference={head.reference} typed={typed.openness} among={children} openness={openness} />}
          </Card>
          <Card heading="Lawful basis to share" id="bases">
            <Bases bases={records.bases} {...shown} />
            {works && <BasisForm reference={head.reference} typed={typed.basis} among={children} />}
          </Card>
        </Cards>
        <div className="ds-column mt-4">
          <AskedOfUs reference={head.reference} requests={asked} answering={request} outbound={answers} typed={works ? typed.request : null} {...shown} />
          <Card heading="Other agencies" id="checks-gate">
            {joined !== null && <GoesOn joined={joined} staying={staying} />}
            <OthersApart others={others} />
            <Gates gates={gates} among={left} />
            {recordsHere && gates.length === 0 && <p className="govuk-body">The pregnancy has ended: nothing goes out about it any more, except to an agency that was told of it before.</p>}
            {records.requests.map((request) => (
              <Request key={request.id} request={request} {...shown} />
            ))}
            {waiting !== undefined && person.role === 'manager' && barred === null && opensNothing && <InsetText>Your agreement would open nothing here, since the contact was joined. Return the request: where it is still needed it is asked for on the other contact.</InsetText>}
            {waiting !== undefined && person.role === 'manager' && (barred === null ? <AnswerForm reference={head.reference} typed={typed.answer} request={waiting} now={tx.at} /> : <InsetText>{SHARING_PROBLEMS[barred]}</InsetText>)}
            {person.role === 'manager' && <TakeBackForm reference={head.reference} typed={typed.back} requests={records.requests} now={tx.at} />}
            {works && gates.some(({ gate }) => (gate.open ? gate.ground === 'manager_agreed' : !gate.asked)) && <ChecksForm reference={head.reference} typed={typed.checks} among={children} formId={newId()} />}
          </Card>
          <Card heading="What was sent to whom" id="sent-to-whom">
            {records.outbound.length === 0 && records.putRight.length === 0 ? <EmptyState heading="Nothing was sent to another agency">Every question and fact that goes to another agency is listed here: to whom, what, on what basis and by whose authority. Questions to the referrer stand on the contact’s page.</EmptyState> : <SentTable records={records} {...shown} rightHref={(fact) => (mayRight(fact) ? `/contacts/${head.reference}/sharing?right=${fact.id}#right` : null)} />}
            {right !== null && <RightForm reference={head.reference} typed={typedOr(typed.right, fieldsOf(lastSaid(right)))} among={children} one={right} bases={records.bases} requests={records.requests} now={tx.at} />}
            {works && <SentForm reference={head.reference} typed={typed.sent} among={children} formId={newId()} bases={records.bases} requests={records.requests} asks={asks} now={tx.at} />}
          </Card>
        </div>
      </div>
    ),
  };
});
