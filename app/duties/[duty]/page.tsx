import type { ReactNode } from 'react';
import { page } from '@/app/_edge/page';
import { DateTime, Narrative } from '@/components/doorstep';
import { Button, InsetText, Radios, SummaryList, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { ROLE_NAMES, type Person } from '@/lib/access/model';
import { readNames } from '@/lib/access/store';
import { DUTY_KINDS } from '@/lib/duty/codes';
import { DISCHARGES, DUTY_PROBLEMS, ENDS_BY_ITS_ACT, mayDischarge, mayTake, type DischargeHow, type Duty, type DutyProblem } from '@/lib/duty/model';
import { readDuty } from '@/lib/duty/store';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { DutyTag } from '../_parts/duty-table';

export const metadata = { title: 'Duty' };

const isProblem = (text: string): text is DutyProblem => Object.hasOwn(DUTY_PROBLEMS, text);
const FIELD_OF: Partial<Record<DutyProblem, string>> = { how_missing: 'how', needs_a_named_person: 'how', managers_ending: 'how', words_missing: 'words' };

const HOW_WORDS: Record<DischargeHow, { text: string; hint: string }> = {
  done: { text: 'Done', hint: 'Say what was done, when and by whom.' },
  accepted: { text: 'Accepted by a named person elsewhere', hint: 'Say who, where and when. Until then it is ours.' },
  ended_lawfully: { text: 'No longer owed in law', hint: 'A manager says why, such as a child found to live elsewhere.' },
};

export default page('GET /duties/[duty]', async ({ tx, person, params, query }) => {
  const duty = await readDuty(tx, params['duty'] ?? '');
  if (!duty) throw new Error('the wrapper checks the duty');
  const kind = DUTY_KINDS[duty.code];
  const names = await readNames(tx, [duty.ownerId, duty.discharge?.by].flatMap((id) => id ?? []));
  const problem = query('problem');
  const errors: FormError[] = isProblem(problem) ? [{ field: FIELD_OF[problem] ?? 'main', message: DUTY_PROBLEMS[problem] }] : [];
  tx.ledger({ action: 'duty.opened', objectKind: 'duty', objectId: duty.id, detail: { contact: duty.contactId } });
  const typed = await typedBefore(tx, { kind: 'duty', contactId: duty.contactId, about: duty.id });
  const row = (label: string, value: ReactNode) => ({ key: { text: label }, value: { html: value } });
  return {
    backHref: '/duties',
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading caption={duty.reference} heading={kind.title} aside={<DutyTag duty={duty} now={tx.at} />} />
        <SummaryList
          rows={[
            row('Contact', <a className="govuk-link" href={`/contacts/${duty.reference}`}>{duty.reference}</a>),
            row('Law', duty.law),
            row('Time allowed', kind.clockWords),
            row('Due', duty.dueAt === null ? 'No instant can be given' : <DateTime at={duty.dueAt} now={tx.at} />),
            row('How that came about', duty.evidence),
            row('Opened', <DateTime at={duty.openedAt} now={tx.at} />),
            row('Owed by', <bdi>{duty.ownerId === null ? `${ROLE_NAMES[duty.ownerRole]}; nobody has taken it` : (names.get(duty.ownerId) ?? 'Somebody outside the duty service')}</bdi>),
          ]}
        />
        {!kind.transferable && <InsetText>{DUTY_PROBLEMS.not_transferable} What you know of it being done can still be recorded here.</InsetText>}
        {duty.discharge === null ? <Open duty={duty} person={person} typed={typed} errors={errors} /> : (
          <>
            <h2 className="govuk-heading-m">{HOW_WORDS[duty.discharge.how].text}</h2>
            <p className="govuk-body">
              <bdi>{names.get(duty.discharge.by) ?? 'A colleague'}</bdi>, <DateTime at={duty.discharge.at} now={tx.at} />
            </p>
            <Narrative text={duty.discharge.words} />
          </>
        )}
      </>
    ),
  };
});

function Open({ duty, person, typed, errors }: { duty: Duty; person: Person; typed: Fields; errors: readonly FormError[] }) {
  if (!can(person, 'POST /duties/[duty]/discharge').allowed) return null;
  const act = ENDS_BY_ITS_ACT[duty.code];
  const offered = DISCHARGES.filter((how) => mayDischarge(duty, person.role, how) === null);
  const notMine = duty.ownerId !== person.actorId && mayTake(duty, person.role) === null;
  return (
    <>
      {notMine && (
        <form method="post" action={`/duties/${duty.id}/take`}>
          <Button text="Take it in my name" classes="govuk-button--secondary" />
        </form>
      )}
      {act !== undefined && <InsetText>{act}</InsetText>}
      {act === undefined && offered.length === 0 && <InsetText>{DUTY_PROBLEMS.not_your_role}</InsetText>}
      {act === undefined && offered.length > 0 && (
        <form method="post" action={`/duties/${duty.id}/discharge`} noValidate>
          <Radios
            name="how"
            value={textOf(typed, 'how')}
            errorMessage={errorFor(errors, 'how')}
            classes="govuk-radios--small"
            fieldset={{ legend: { text: 'How did it end?', classes: 'govuk-fieldset__legend--m' } }}
            items={offered.map((how) => ({ value: how, text: HOW_WORDS[how].text, hint: { text: HOW_WORDS[how].hint } }))}
          />
          <Textarea name="words" value={textOf(typed, 'words')} rows={4} label={{ text: 'In words', classes: 'govuk-label--s' }} hint={{ text: 'Kept with the duty for good.' }} errorMessage={errorFor(errors, 'words')} />
          <Button text="End this duty" preventDoubleClick />
        </form>
      )}
    </>
  );
}
