import type { ReactNode } from 'react';
import { Card, DateTime, Narrative } from '@/components/doorstep';
import { Button, Details, Textarea } from '@/components/govuk';
import { errorFor, FormErrors, type FormError } from '@/components/shell';
import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { spokenCode } from '@/lib/contact/ending/caller-code';
import type { ContactHead } from '@/lib/contact/head';
import { opens, statusLinkOf, type CallerLink, type LinkEnd } from '@/lib/letter/follow-up/link-store';
import { mayAskBirth, SEND_STATUS_PROBLEM_WORDS, sendStatusProblem, statusProblem } from '@/lib/letter/status/status';
import { statusCode } from '@/lib/letter/status/status-code';
import { readStatusFacts } from '@/lib/letter/status/status-store';
import { END_STATUS_PROBLEM_WORDS } from '@/lib/letter/status/verbs/end-status-link';
import type { Tx } from '@/lib/platform/db';
import { textOf } from '@/lib/platform/draft/model';
import { typedBefore, type TypedForm } from '@/lib/platform/draft/typed';
import type { Temporal } from 'temporal-polyfill';

/** What was typed to end a link, and was not taken. */
export function statusForm(contactId: string): TypedForm {
  return { kind: 'follow_up', contactId, about: 'status_link' };
}

const ENDED_WORDS: Record<LinkEnd, string> = {
  revoked: 'ended by',
  replaced: 'replaced by',
  locked: 'ended after five wrong tries',
  account_closed: 'ended because their account here was closed',
  left_agency: 'ended because they no longer work for the agency for which they told us',
};
const OPENED_WORDS = { code: 'by the code', birth: 'by a child’s date of birth' } as const;

/** How a link stands: until when it opens, and whether anybody opened it. */
function LinkNow({ link, barred, who, now }: { link: CallerLink; barred: boolean; who: string; now: Temporal.Instant }) {
  const { ended, opened, madeAt, expiresAt } = link;
  return (
    <>
      <p className="govuk-body">
        Sent <DateTime at={madeAt} now={now} within />;{' '}
        {ended !== null ? (
          <>
            {ENDED_WORDS[ended.how]}{(ended.how === 'revoked' || ended.how === 'replaced') && <> <bdi>{who}</bdi></>} <DateTime at={ended.at} now={now} within />
          </>
        ) : opens(link, now) ? (
          <>
            {barred ? 'it would open until' : 'it opens until'} <DateTime at={expiresAt} now={now} within />
          </>
        ) : (
          <>
            ran out <DateTime at={expiresAt} now={now} within />
          </>
        )}
        .{' '}
        {opened === null ? (
          'Nobody has opened it.'
        ) : (
          <>
            First opened <DateTime at={opened.first} now={now} within />, last <DateTime at={opened.last} now={now} within /> {OPENED_WORDS[opened.by]}.
          </>
        )}
      </p>
      {ended !== null && ended.why !== '' && <Narrative text={ended.why} />}
    </>
  );
}

/**
 * The referrer's link to how far their concern is, on the page of the contact (domain 7.11): that there is one, when it was opened and
 * by what, and the ways to end it and to send another. Nothing where the source is protected.
 * @param problem the `status` code that a refused act came back with.
 */
export async function statusLinkCard(tx: Tx, person: Person, contact: ContactHead, problem: string): Promise<ReactNode> {
  if (contact.sealed) return null;
  const [facts, link] = await Promise.all([readStatusFacts(tx, contact.id), statusLinkOf(tx, contact.id)]);
  const [barred, unsent] = [statusProblem(facts), sendStatusProblem(facts)];
  // Whoever rang has another link, and this card would say nothing that the one of the call does not.
  if (barred === 'called' && link === null) return null;
  const works = can(person, 'POST /contacts/[reference]/status-link/send').allowed;
  const names = await readNames(tx, link?.ended == null ? [] : [link.ended.by]);
  const typed = await typedBefore(tx, statusForm(contact.id));
  const wrong = Object.entries({ ...END_STATUS_PROBLEM_WORDS, ...SEND_STATUS_PROBLEM_WORDS }).find(([code]) => code === problem)?.[1];
  const errors: FormError[] = wrong === undefined ? [] : [{ field: Object.hasOwn(END_STATUS_PROBLEM_WORDS, problem) ? 'statusWhy' : 'status-link', message: wrong }];
  const live = opens(link, tx.at);
  return (
    <Card heading="Referrer’s link to how far it is" id="status-link">
      <FormErrors errors={errors} />
      {link === null ? <p className="govuk-body">None was sent.</p> : <LinkNow link={link} barred={barred !== null} who={names.get(link.ended?.by ?? '') ?? 'a colleague'} now={tx.at} />}
      {unsent !== null && <p className="ds-secondary">{SEND_STATUS_PROBLEM_WORDS[unsent]}{live && barred !== null && ' The one that was sent does not open meanwhile.'}</p>}
      {live && barred === null && works && (
        <p className="govuk-body">
          Its code is <strong className="ds-reference">{spokenCode(statusCode(link.id))}</strong>. Tell it on the telephone to a caller who is verified, never by e-mail.{mayAskBirth(facts) && ' It opens by a child’s date of birth as reported, too.'}
        </p>
      )}
      {works && unsent === null && (
        <form method="post" action={`/contacts/${contact.reference}/status-link/send`}>
          <Button text={link === null ? 'Send them a link' : 'Send them a new link'} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
      {works && live && (
        <Details summaryText="End the link" open={errors.some(({ field }) => field === 'statusWhy')}>
          <form method="post" action={`/contacts/${contact.reference}/status-link/end`} noValidate>
            <Textarea id="statusWhy" name="why" rows={2} value={textOf(typed, 'why')} label={{ text: 'Why is it ended?', classes: 'govuk-label--s' }} hint={{ text: 'Such as: the e-mail went to a wrong address' }} errorMessage={errorFor(errors, 'statusWhy')} />
            <Button text="End the link now" classes="govuk-button--warning" preventDoubleClick />
          </form>
        </Details>
      )}
    </Card>
  );
}
