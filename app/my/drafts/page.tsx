import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { DangerNow } from '@/app/report/_parts/danger-now';
import { NotSent } from '@/app/report/_parts/not-sent';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Tag } from '@/components/govuk';
import { EmptyState, PageHeading } from '@/components/shell';
import { elapsedWords } from '@/lib/clock/model';
import { reportOfFields } from '@/lib/contact/report/report-of-fields';
import { nameOf } from '@/lib/contact/report/report-words';
import { isStep, resumeAt } from '@/lib/contact/report/steps';
import type { Report } from '@/lib/contact/schema';
import { howSerious } from '@/lib/contact/serious';
import { laterNotSent } from '@/lib/contact/unsent/later-words';
import { colleaguesUnsent, ownUnsent, type UnsentReport } from '@/lib/contact/unsent/unsent-store';
import type { Draft } from '@/lib/platform/draft/model';
import { openDrafts, putAwayDrafts, readConflicts } from '@/lib/platform/draft/store';
import { instantOf, londonDate } from '@/lib/platform/time';

export const metadata = { title: 'Not sent yet' };

/** The children a report names, in one line. */
const childrenIn = ({ children }: Report) => children.map((child, index) => nameOf(child, `Child ${index + 1}`)).join(', ');

/** Who has been told that it is not sent, so that its author is not surprised by a call. */
function Told({ unsent: { given, ended, protected: isProtected, author }, now }: { unsent: UnsentReport; now: Temporal.Instant }) {
  if (ended !== null) return <p className="ds-row-detail">The front door noted <DateTime at={ended.at} now={now} within />: <span dir="auto">{ended.why}</span> You can still send it.</p>;
  return (
    <>
      {given.lead !== null && !isProtected && <p className="ds-row-detail">Your safeguarding lead was told <DateTime at={given.lead} now={now} within /> that you have not sent it, and nothing of what it says.</p>}
      {given.manager !== null && (
        <p className="ds-row-detail">
          The front door was told <DateTime at={given.manager} now={now} within /> that it is not sent. {author === null ? 'Because you asked to be protected, nobody there knows that it is you: ring them.' : 'Somebody will ring you.'}
        </p>
      )}
    </>
  );
}

/** What an agency's lead is told of colleagues: who, and since when. */
function OfColleagues({ unsent, now }: { unsent: readonly UnsentReport[]; now: Temporal.Instant }) {
  if (unsent.length === 0) return null;
  return (
    <section id="colleagues" className="my-8" aria-labelledby="colleagues-heading">
      <h2 className="govuk-heading-m" id="colleagues-heading">
        Colleagues’ reports not sent
      </h2>
      <p className="govuk-body">They may be about something serious, and nobody has them. You see nothing of what they say. Speak with your colleague now: they send it, ring the front door, or say why it is not needed.</p>
      <div className="ds-wide">
        <StackTable
          caption="Colleagues’ reports not sent, the longest first"
          columns={[{ heading: 'Who' }, { heading: 'Not sent since' }, { heading: 'For' }]}
          rows={unsent.map(({ id, author, since }) => ({ id: `unsent-${id}`, urgent: true, cells: [<bdi key="who">{author?.name}</bdi>, <DateTime key="since" at={since} now={now} />, elapsedWords(since, now)] }))}
        />
      </div>
    </section>
  );
}

/** What its author typed for reports that are here already, and did not send: it stands in its form there. */
function ForSent({ typed, known, now }: { typed: Awaited<ReturnType<typeof laterNotSent>>; known: ReadonlyMap<string, UnsentReport>; now: Temporal.Instant }) {
  if (typed.length === 0) return null;
  return (
    <section id="for-sent" className="my-8" aria-labelledby="for-sent-heading">
      <h2 className="govuk-heading-m" id="for-sent-heading">
        Typed for a report that you have sent, and not sent itself
      </h2>
      <ul className="govuk-list">
        {typed.map(({ draft, head: { reference } }) => {
          const unsent = known.get(draft.id);
          return (
            <li key={draft.id} className="mb-4">
              <Tag text={unsent?.ended === null ? 'NOT SENT' : 'Not sent'} classes="govuk-tag--red" />{' '}
              <a className="govuk-link" href={draft.kind === 'answer' ? `/my/contacts/${reference}` : `/my/contacts/${reference}?draft=${draft.id}#add`}>
                {draft.kind === 'answer' ? 'An answer to our question about' : 'Something to add to'} <span className="ds-reference">{reference}</span>
              </a>
              , last typed <DateTime at={instantOf(draft.updatedAt)} now={now} within />
              {unsent && <Told unsent={unsent} now={now} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What its author put away: each can be taken up again for as long as it is kept. */
function PutAway({ reports, now }: { reports: readonly { draft: Draft; who: string }[]; now: Temporal.Instant }) {
  if (reports.length === 0) return null;
  return (
    <section id="put-away" className="my-8" aria-labelledby="put-away-heading">
      <h2 className="govuk-heading-m" id="put-away-heading">
        Put away by you
      </h2>
      <p className="govuk-body">Nobody has these. Take one up again if it should be sent after all.</p>
      <ul className="govuk-list">
        {reports.map(({ draft, who }) => (
          <li key={draft.id} className="mb-4 flex flex-wrap items-baseline gap-x-6">
            <span>
              {who === '' ? <span className="ds-unknown">No child named</span> : <bdi>{who}</bdi>}, put away <DateTime at={instantOf(draft.closedAt ?? draft.updatedAt)} now={now} within />
            </span>
            <form method="post" action={`/report/${draft.id}/take-up`}>
              <Button html={<>Take it up again<span className="govuk-visually-hidden">, the report on {who || 'a child not named'}</span></>} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default page('GET /my/drafts', async ({ tx, person, authority }) => {
  const drafts = await openDrafts(tx, 'report');
  const away = await putAwayDrafts(tx, 'report');
  const later = await laterNotSent(tx);
  const known = await ownUnsent(tx, [...drafts, ...later.map(({ draft }) => draft)].map(({ id }) => id));
  const waiting = new Set((await readConflicts(tx, ...drafts.map(({ id }) => id))).flatMap(({ draftId, step }) => (isStep(step) ? [draftId] : [])));
  const colleagues = await colleaguesUnsent(tx, [...known.values()].map(({ draftId }) => draftId));
  // A protected source is told nowhere beside their contact, and not by a list of theirs.
  const laterShown = later.filter(({ head }) => !head.sealed).map(({ draft }) => draft);
  tx.ledger({ action: 'drafts.listed', objectKind: 'list', objectId: 'drafts', detail: { ids: [...drafts, ...laterShown, ...away, ...colleagues].map(({ id }) => id) } });
  const putAway = away.map((draft) => ({ draft, who: childrenIn(reportOfFields(draft.content.fields, person, authority, tx.at).report) }));
  const reports = drafts.map((draft) => {
    const { report, guide } = reportOfFields(draft.content.fields, person, authority, tx.at);
    return { draft, report, unsent: known.get(draft.id), serious: howSerious(report, guide, londonDate(tx.at)) !== null };
  });
  const rows = reports.map(({ draft, report, unsent, serious }) => {
    const who = childrenIn(report);
    return {
      id: draft.id,
      urgent: serious,
      cells: [
        <div key="state">
          <Tag text={serious ? 'NOT SENT' : 'Not sent'} classes="govuk-tag--red" />
          {serious && unsent?.ended === null && <p className="ds-row-detail">for {elapsedWords(unsent.since, tx.at)}</p>}
          {unsent && <Told unsent={unsent} now={tx.at} />}
          {waiting.has(draft.id) && (
            <p className="ds-row-detail">
              Something that you typed is not in it.{' '}
              <a className="govuk-link" href={`/report/${draft.id}/conflict`}>
                Look at both texts<span className="govuk-visually-hidden"> of the report on {who || 'a child not named yet'}</span>, and choose
              </a>
            </p>
          )}
        </div>,
        who === '' ? <span className="ds-unknown">No child named yet</span> : <bdi>{who}</bdi>,
        <DateTime key="at" at={instantOf(draft.updatedAt)} now={tx.at} />,
        <div key="ways" className="flex flex-wrap gap-x-6 gap-y-1">
          <a className="govuk-link" href={`/report/${draft.id}/${resumeAt(draft.content.steps)}`}>
            Go on<span className="govuk-visually-hidden"> with the report on {who || 'a child not named yet'}</span>
          </a>
          <a className="govuk-link" href={`/report/${draft.id}/check`}>
            Check and send, or put away
          </a>
        </div>,
      ],
    };
  });
  return {
    before: <DangerNow authority={authority} at={tx.at} />,
    body: (
      <>
        <PageHeading heading="Not sent yet" lead={rows.length + later.length > 0 ? 'Nobody but you has seen these. If one is about something serious, send it or ring now.' : undefined} />
        {(reports.some(({ serious }) => serious) || later.some(({ draft }) => known.get(draft.id)?.ended === null)) && <NotSent authority={authority} at={tx.at} />}
        {rows.length === 0 && <OfColleagues unsent={colleagues} now={tx.at} />}
        {rows.length > 0 ? (
          <div className="ds-wide">
            <StackTable caption="Reports not sent yet" columns={[{ heading: 'State' }, { heading: 'About' }, { heading: 'Last saved' }, { heading: 'What you can do' }]} rows={rows} />
          </div>
        ) : later.length > 0 ? null : (
          <EmptyState heading="Nothing is waiting to be sent">Reports that you begin and do not send stay here, until you send them or say why they are not needed. What you have sent is under “My contacts”.</EmptyState>
        )}
        {rows.length > 0 && <OfColleagues unsent={colleagues} now={tx.at} />}
        <ForSent typed={later} known={known} now={tx.at} />
        <PutAway reports={putAway} now={tx.at} />
        <Button text="Report a worry" href="/report" classes="govuk-button--secondary" />
      </>
    ),
  };
});
