import { notFound } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { BackLink, Button, Input, InsetText, SummaryList, WarningText } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { Done, errorFor, FormErrors, PageHeading } from '@/components/shell';
import { ROLE_NAMES } from '@/lib/access/model';
import { readAgencies, readColleague } from '@/lib/access/people-store';
import { sessionsOf } from '@/lib/access/sessions/session-store';
import { deadAddresses, deadFor } from '@/lib/letter/dead-address-store';
import { adminProblem } from '@/lib/access/problems';
import { Sessions } from '@/app/account/_parts/sessions';
import { PlaceFields } from '../place-fields';
import { DONE_WORDS, NOT_REACHED_ASKS, NOT_REACHED_WORDS } from '../words';

export const metadata = { title: 'Person' };

function Act({ action, text, warning = false }: { action: string; text: string; warning?: boolean }) {
  return (
    <form method="post" action={action}>
      <Button text={text} classes={warning ? 'govuk-button--warning' : 'govuk-button--secondary'} preventDoubleClick />
    </form>
  );
}

export default page('GET /admin/people/[membership]', async ({ tx, person, params, query }) => {
  const colleague = await readColleague(tx, params['membership'] ?? '');
  if (!colleague) notFound();
  tx.ledger({ action: 'person.opened', objectKind: 'membership', objectId: colleague.membershipId });
  const [agencies, sessions, addresses] = await Promise.all([readAgencies(tx), sessionsOf(tx, colleague.membershipId), tx.asSystem((system) => deadAddresses(system))]);
  const dead = colleague.disabledAt === null ? deadFor(colleague, addresses) : [];
  const path = `/admin/people/${colleague.membershipId}`;
  const problem = adminProblem(query('problem'));
  const errors = problem ? [problem] : [];
  const done = DONE_WORDS[query('done')];
  const self = colleague.accountId === person.actorId;
  return {
    before: <nav aria-label="Back"><BackLink text="People" href="/admin/people" /></nav>,
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={done} />
        <PageHeading caption={colleague.jobTitle || ROLE_NAMES[colleague.role]} heading={<bdi>{colleague.name}</bdi>} />
        {dead.length > 0 && <WarningText text={`${dead.map(({ channel }) => NOT_REACHED_WORDS[channel]).join('. ')}. ${NOT_REACHED_ASKS}`} iconFallbackText="Warning" />}
        <SummaryList
          rows={[
            { key: { text: 'E-mail' }, value: { text: colleague.email } },
            { key: { text: 'Telephone' }, value: { text: colleague.phone || 'Not given' } },
            { key: { text: 'What they do' }, value: { text: ROLE_NAMES[colleague.role] } },
            { key: { text: 'Agency' }, value: { text: colleague.agencyName ?? 'None: works at the front door' } },
            { key: { text: 'State' }, value: { html: colleague.disabledAt !== null ? <>Disabled <DateTime at={colleague.disabledAt} now={tx.at} within /></> : colleague.joined ? 'Can sign in' : 'Invited; no password chosen yet' } },
          ]}
        />
        <div className="govuk-button-group">
          {colleague.disabledAt === null && <Act action={`${path}/reset`} text={colleague.joined ? 'Send a link for a new password' : 'Send the invitation again'} />}
          {self ? null : colleague.disabledAt !== null ? <Act action={`${path}/enable`} text="Enable" /> : <Act action={`${path}/disable`} text="Disable and sign out now" warning />}
        </div>
        {self && <InsetText text="This is you. Another administrator has to disable you, open a place of work of yours again change what you do or your telephone." />}
        {sessions.length > 0 && (
          <>
            <h2 className="govuk-heading-m" id="sessions">
              Where they are signed in
            </h2>
            <Sessions sessions={sessions} action={`${path}/sessions/end`} now={tx.at} />
            <form method="post" action={`${path}/sessions/end`}>
              <input type="hidden" name="which" value="all" />
              <Button text="Sign them out everywhere in this area" classes="govuk-button--secondary" preventDoubleClick />
            </form>
          </>
        )}
        {!self && (
          <>
            <h2 className="govuk-heading-m">Where they are called</h2>
            <form method="post" action={`${path}/phone`}>
              <Input name="phone" type="tel" classes="govuk-input--width-20" label={{ text: 'Telephone' }} hint={{ text: 'Alarms go to it as texts, where the service sends texts, and to their e-mail address. Empty: by e-mail alone.' }} value={colleague.phone} errorMessage={errorFor(errors, 'phone')} autocomplete="off" />
              <Button text="Keep the telephone" classes="govuk-button--secondary" preventDoubleClick />
            </form>
            <h2 className="govuk-heading-m">Change what they do</h2>
            <form method="post" action={`${path}/role`}>
              <PlaceFields agencies={agencies} errors={errors} role={colleague.role} agencyId={colleague.agencyId ?? ''} qualified={colleague.qualified} />
              <Button text="Save" preventDoubleClick />
            </form>
          </>
        )}
      </>
    ),
  };
});
