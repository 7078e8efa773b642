import { page } from '@/app/_edge/page';
import { Card, Cards, DateTime, Narrative } from '@/components/doorstep';
import { BackLink, Button, Input, InsetText, Radios, SummaryList, Tag, Textarea, WarningText } from '@/components/govuk';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { isOwnSource, readInvolved, readSealing, readUnseals, type UnsealState } from '@/lib/contact/secrecy/seal-store';
import { mayAnswerUnseal, mayTellNobody, SEAL_PROBLEM_WORDS, UNSEAL_GROUND_WORDS, UNSEAL_GROUNDS, UNSEAL_MINUTES, UNSEAL_PROBLEM_WORDS } from '@/lib/contact/secrecy/sealing';
import { fromStaff, originalsOf } from '@/lib/contact/originals/original-store';
import { config } from '@/lib/platform/config';
import { Originals } from '../_parts/originals';
import { lookAtSource } from '@/lib/contact/verbs/look-at-source';
import { SOURCE_ID } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';

export const metadata = { title: 'Who told us' };

const DONE_WORDS: Record<string, string> = {
  sealed: 'Who told us is protected. Nobody reads it any more, you included.',
  asked: 'Your request is kept. Another manager answers it.',
  answered: 'Your answer is kept.',
};

const WORDS: Record<string, string> = { ...SEAL_PROBLEM_WORDS, ...UNSEAL_PROBLEM_WORDS };

function Asked({ unseal, names, now }: { unseal: UnsealState; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  const { answer } = unseal;
  return (
    <SummaryList
      rows={[
        { key: { text: 'Asked by' }, value: { html: <><bdi>{names.get(unseal.askedBy) ?? 'A colleague'}</bdi>, <DateTime at={unseal.askedAt} now={now} within /></> } },
        { key: { text: 'Ground' }, value: { html: <>{UNSEAL_GROUND_WORDS[unseal.ground]}: <bdi>{unseal.orderReference}</bdi></> } },
        { key: { text: 'Reason' }, value: { html: <Narrative text={unseal.reason} /> } },
        { key: { text: 'The source' }, value: { text: unseal.tellSource ? 'is told' : mayTellNobody(unseal.ground) ? 'is not told: the order forbids it' : 'is not told' } },
        { key: { text: 'Answer' }, value: { html: answer === null ? <Tag text="Waits for a second person" classes="govuk-tag--yellow" /> : <>{answer.agreed ? 'Agreed' : 'Refused'} by <bdi>{names.get(answer.by) ?? 'a manager'}</bdi>, <DateTime at={answer.at} now={now} within />: <bdi>{answer.reason}</bdi></> } },
      ]}
    />
  );
}

function AskForm({ path }: { path: string }) {
  return (
    <form method="post" action={`${path}/source/unseal`}>
      <Radios idPrefix="ground" name="ground" fieldset={{ legend: { text: 'Which ground in law is it?', classes: 'govuk-fieldset__legend--s' } }} items={UNSEAL_GROUNDS.map((value) => ({ value, text: UNSEAL_GROUND_WORDS[value] }))} />
      <Input id="orderReference" name="orderReference" label={{ text: 'Case number of the order, or the provision' }} attributes={{ required: true }} />
      <Textarea id="unseal-reason" name="reason" rows={3} label={{ text: 'Why must it be known, and what was tried without?' }} attributes={{ required: true }} />
      <Radios
        idPrefix="tellSource"
        name="tellSource"
        fieldset={{ legend: { text: 'Is the source told that they were named?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'forbidden', text: 'No: the order forbids it', hint: { text: 'Only the order of a court can.' } },
        ]}
      />
      <Button text="Ask a second person" classes="govuk-button--secondary" preventDoubleClick />
    </form>
  );
}

function AnswerForm({ path, unseal }: { path: string; unseal: UnsealState }) {
  return (
    <form method="post" action={`${path}/source/answer`}>
      <input type="hidden" name="unseal" value={unseal.id} />
      <Radios
        idPrefix="verdict"
        name="verdict"
        fieldset={{ legend: { text: 'Do you agree?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'agreed', text: `Agree: they may look for ${UNSEAL_MINUTES} minutes`, hint: { text: 'You have seen the order yourself.' } },
          { value: 'refused', text: 'Refuse' },
        ]}
      />
      <Textarea id="answer-reason" name="reason" rows={2} label={{ text: 'Why?' }} attributes={{ required: true }} />
      <Button text="Answer" preventDoubleClick />
    </form>
  );
}

/** Who told us: how it is protected, the relayed question's limits, and the two persons it takes to open it (domain 7.14). */
export default page('GET /contacts/[reference]/source', async ({ tx, person, contact: head, query }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  const path = `/contacts/${head.reference}`;
  const errors: FormError[] = [WORDS[query('problem')]].flatMap((message) => (message === undefined ? [] : [{ field: 'main', message }]));
  const done = DONE_WORDS[query('done')];
  const [sealing, unseals, look, involved] = await Promise.all([readSealing(tx, head.id), readUnseals(tx, head.id), lookAtSource(tx, head), readInvolved(tx, head.id)]);
  const own = await isOwnSource(tx, head.id);
  const names = await readNames(tx, [...(sealing === null ? [] : [sealing.by]), ...unseals.flatMap(({ askedBy, answer }) => [askedBy, ...(answer === null ? [] : [answer.by])])]);
  const waiting = unseals.find(({ answer }) => answer === null);
  const barred = waiting === undefined ? null : mayAnswerUnseal(person, { askedBy: waiting.askedBy, isSource: own, answered: false, ...involved });
  return {
    before: <nav aria-label="Back"><BackLink href={path} text="Back to the contact" /></nav>,
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={done} />
        <PageHeading caption={head.reference} heading="Who told us" lead={sealing === null ? 'It stands in the contact and is read by everybody who works on it.' : 'It is locked away from everybody. You can ask the protected source a question; it reaches them, and nobody learns who they are.'} />
        {sealing === null ? (
          <Card heading="Protect who told us" id="seal">
            <p className="govuk-body">Name, work, organisation, telephone and how it reached us go out of the contact, its letters and its timeline. They go on seeing their own report and answering questions.</p>
            <WarningText text="Their own words stay. Read the report for sentences that give them away, and ask them before you quote any." />
            <form method="post" action={`${path}/source/seal`}>
              <Textarea id="seal-reason" name="reason" rows={2} label={{ text: 'Why must they be protected?' }} hint={{ text: 'Do not say here who they are.' }} attributes={{ required: true }} />
              <Button text="Protect who told us" classes="govuk-button--warning" preventDoubleClick />
            </form>
          </Card>
        ) : (
          <Cards columns={2}>
            <div className="ds-column">
              {look !== null && (
                <Card heading="The source, opened for you" id="opened">
                  <InsetText>
                    You can see this until <DateTime at={look.until} now={tx.at} within />. Each look is recorded. Give it to nobody whom the order does not name.
                  </InsetText>
                  <SummaryList
                    rows={[
                      { key: { text: 'Name' }, value: { html: <bdi>{look.identity.name}</bdi> } },
                      { key: { text: 'Work' }, value: { html: <bdi>{[look.identity.role, look.identity.agencyName].filter((part) => part !== '').join(', ')}</bdi> } },
                      { key: { text: 'Telephone' }, value: { html: <bdi>{look.identity.phone}</bdi> } },
                      { key: { text: 'E-mail' }, value: { html: <bdi>{look.identity.email}</bdi> } },
                      { key: { text: 'How they know the child' }, value: { html: <bdi>{look.identity.reporter.relationship}</bdi> } },
                    ]}
                  />
                  <Originals reference={head.reference} originals={(await tx.asSystem((system) => originalsOf(system, head.id))).filter((original) => !fromStaff(original))} role={person.role} scanner={config().clamd !== null} secret={false} now={tx.at} />
                </Card>
              )}
              <Card heading="How they are protected" id="sealed">
                <p className="govuk-body">
                  {sealing.by === SOURCE_ID ? 'As they asked' : <>By <bdi>{names.get(sealing.by) ?? 'a colleague'}</bdi>: <bdi>{sealing.reason}</bdi></>}, <DateTime at={sealing.at} now={tx.at} within />.
                </p>
                <p className="govuk-body">{sealing.reachable ? 'A question and letters reach them through this service.' : 'They have no account here, so nothing can be sent to them.'}</p>
              </Card>
            </div>
            <div className="ds-column">
              {unseals.map((unseal) => (
                <Card heading="Request to learn who it is" key={unseal.id}>
                  <Asked unseal={unseal} names={names} now={tx.at} />
                  {unseal.answer === null && barred === null && <AnswerForm path={path} unseal={unseal} />}
                  {unseal.answer === null && barred !== null && <p className="govuk-body">{UNSEAL_PROBLEM_WORDS[barred]}</p>}
                </Card>
              ))}
              {waiting === undefined && look === null && can(person, 'POST /contacts/[reference]/source/unseal').allowed && (
                <Card heading="Ask to learn who it is" id="ask-unseal">
                  <p className="govuk-body">Only where the law demands it, or a life is at risk and nobody else can tell us what we must know. A second person, a qualified manager, has to agree; you may then look for {UNSEAL_MINUTES} minutes.</p>
                  <AskForm path={path} />
                </Card>
              )}
            </div>
          </Cards>
        )}
      </>
    ),
  };
});
