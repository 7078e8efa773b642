import { notFound } from 'next/navigation';
import { page } from '@/app/_edge/page';
import { BackLink, Button, Input, InsetText, SummaryList, WarningText } from '@/components/govuk';
import { DateTime } from '@/components/doorstep';
import { Done, errorFor, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { ROLE_NAMES } from '@/lib/access/model';
import { readAgencies, readPlaces, type Colleague } from '@/lib/access/people-store';
import { sessionsAt } from '@/lib/access/sessions/session-store';
import { deadAddresses, deadFor } from '@/lib/letter/dead-address-store';
import { adminProblem } from '@/lib/access/problems';
import { placeOfWork } from '@/lib/access/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { Sessions } from '@/app/account/_parts/sessions';
import { PlaceFields } from '../place-fields';
import { DONE_WORDS, NOT_REACHED_ASKS, NOT_REACHED_WORDS, phoneTyped, placeFrom, placeTyped } from '../words';

export const metadata = { title: 'Person' };

function errorsIn(fields: Fields, problem: string): FormError[] {
  if (problem !== 'form') return [adminProblem(problem)].filter((known) => known !== undefined);
  const parsed = placeOfWork.safeParse(placeFrom(fields));
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
}

function Act({ action, text, warning = false, which }: { action: string; text: string; warning?: boolean; which?: 'all' }) {
  return (
    <form method="post" action={action}>
      {which !== undefined && <input type="hidden" name="which" value={which} />}
      <Button text={text} classes={warning ? 'govuk-button--warning' : 'govuk-button--secondary'} preventDoubleClick />
    </form>
  );
}

/** Where else in this area somebody can sign in: one place that is disabled keeps them out of no other. */
function Elsewhere({ others, disabled, path, self }: { others: readonly { place: Colleague; signedIn: number }[]; disabled: boolean; path: string; self: boolean }) {
  if (others.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m" id="elsewhere">
        Where else they work here
      </h2>
      {disabled && <WarningText text="They can still sign in here: only the place of work on this page is disabled." iconFallbackText="Warning" />}
      <ul className="govuk-list govuk-list--bullet">
        {others.map(({ place: { membershipId, role, agencyName, jobTitle }, signedIn }) => (
          <li key={membershipId}>
            <a className="govuk-link" href={`/admin/people/${membershipId}`}>{ROLE_NAMES[role]}</a>
            {`, ${agencyName ?? 'front door'}${jobTitle === '' ? '' : `, ${jobTitle}`}: ${signedIn === 0 ? 'not signed in' : signedIn === 1 ? 'signed in on 1 browser' : `signed in on ${signedIn} browsers`}`}
          </li>
        ))}
      </ul>
      {!self && <Act action={`${path}/disable`} text="Disable all here and sign out now" warning which="all" />}
    </>
  );
}

export default page('GET /admin/people/[membership]', async ({ tx, person, params, query }) => {
  const found = await readPlaces(tx, params['membership'] ?? '');
  if (found === null) notFound();
  const { colleague, others: places } = found;
  tx.ledger({ action: 'person.opened', objectKind: 'membership', objectId: colleague.membershipId });
  const [agencies, addresses] = await Promise.all([readAgencies(tx), tx.asSystem((system) => deadAddresses(system))]);
  const open = await sessionsAt(tx, [colleague, ...places].map(({ membershipId }) => membershipId));
  const sessions = open.get(colleague.membershipId) ?? [];
  const dead = colleague.disabledAt === null ? deadFor(colleague, addresses) : [];
  const others = places.map((place) => ({ place, signedIn: open.get(place.membershipId)?.length ?? 0 }));
  const path = `/admin/people/${colleague.membershipId}`;
  // Only straight after the refusal: laid over what stands weeks later, it would put back what somebody else has changed.
  const problem = query('problem');
  const ofPhone = problem === 'long_phone';
  const typed = problem === '' ? {} : await typedBefore(tx, ofPhone ? phoneTyped(colleague.membershipId) : placeTyped(colleague.membershipId));
  const errors = errorsIn(typed, problem);
  const works = 'agencyId' in typed ? placeFrom(typed) : colleague;
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
        {self && <InsetText text="This is you. Another administrator has to disable you, open a place of work of yours again, or change what you do or your telephone." />}
        <Elsewhere others={others} disabled={colleague.disabledAt !== null} path={path} self={self} />
        {sessions.length > 0 && (
          <>
            <h2 className="govuk-heading-m" id="sessions">
              Where they are signed in
            </h2>
            <Sessions sessions={sessions} action={`${path}/sessions/end`} now={tx.at} />
          </>
        )}
        {(sessions.length > 0 || others.some(({ signedIn }) => signedIn > 0)) && <Act action={`${path}/sessions/end`} text="Sign them out everywhere in this area" which="all" />}
        {!self && (
          <>
            <h2 className="govuk-heading-m">Where they are called</h2>
            <form method="post" action={`${path}/phone`}>
              <Input name="phone" type="tel" classes="govuk-input--width-20" label={{ text: 'Telephone' }} hint={{ text: 'Alarms go to it as texts, where the service sends texts, and to their e-mail address. Empty: by e-mail alone.' }} value={ofPhone ? textOf(typed, 'phone') : colleague.phone} errorMessage={errorFor(errors, 'phone')} autocomplete="off" />
              <Button text="Keep the telephone" classes="govuk-button--secondary" preventDoubleClick />
            </form>
            <h2 className="govuk-heading-m">Change what they do</h2>
            <form method="post" action={`${path}/role`}>
              <PlaceFields agencies={agencies} errors={errors} role={works.role} agencyId={works.agencyId ?? ''} qualified={works.qualified} />
              <Button text="Save" preventDoubleClick />
            </form>
          </>
        )}
      </>
    ),
  };
});
