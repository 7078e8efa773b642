import { Fragment } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative, ReferenceLink } from '@/components/doorstep';
import { Telephone } from '@/app/report/_parts/telephone';
import { CHANNEL_WORDS, MARK_LABELS } from '@/app/queue/_parts/words';
import type { PutChannel } from '@/lib/contact/additions/addition';
import { KIND_TABLE } from '@/lib/contact/call/kinds';
import { sayReport, type SaidSection } from '@/lib/contact/report/report-words';
import { ofWhoeverTold, toldOf } from '@/lib/contact/report/third-person';
import type { Contact } from '@/lib/contact/store';
import { STEP_TABLE } from '@/lib/contact/report/steps';
import type { Intake } from '@/lib/contact/machine/intake-store';
import type { Workspace } from '@/lib/contact/workspace-store';
import type { Guide } from '@/lib/threshold/model';

/** What a worker reads first stands open; the rest of the report one press away. */
const FIRST: readonly SaidSection['step'][] = ['safety', 'what-happened', 'voice', 'strengths', 'level'];

const said = (section: SaidSection): SaidSection => ({ ...section, rows: section.rows.filter(({ value }) => value.trim() !== '') });

function Section({ section: { title, rows } }: { section: SaidSection }) {
  return (
    <section className="ds-said">
      <h3 className="ds-said__title">
        <bdi>{title}</bdi>
      </h3>
      <dl className="ds-said__rows">
        {rows.map(({ label, value }, index) => (
          <div key={index}>
            <dt>{label}</dt>
            <dd>
              <Narrative text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is read of a contact to say its report back. */
type Told = Pick<Contact, 'report' | 'sealed' | 'referrerName' | 'referrerRole' | 'agencyName' | 'referrerPhone' | 'receivedAt' | 'channel'>;

/** The whole report, in the words of the one who sent it. What was not answered is named at the end, not left out. */
export function Said({ contact, guide, now, whole = false, intake = null }: { contact: Told; guide: Guide; now: Temporal.Instant; whole?: boolean; intake?: Intake | null }) {
  const sections = ofWhoeverTold(sayReport(contact.report, guide));
  const answered = sections.map(said).filter(({ rows }) => rows.length > 0);
  // On paper nothing is one press away.
  const first = answered.filter(({ step }) => whole || FIRST.includes(step));
  const rest = answered.filter((section) => !first.includes(section));
  const spoken = new Set(answered.map(({ step }) => step));
  const silent = [...new Set(sections.filter(({ step }) => !spoken.has(step)).map(({ step }) => toldOf(STEP_TABLE[step].title)))];
  return (
    <>
      {answered.length === 0 && <p className="ds-unknown">Nothing was said beyond sending it.</p>}
      {first.map((section, index) => (
        <Section section={section} key={index} />
      ))}
      {rest.length > 0 && (
        <details className="ds-more">
          <summary>The rest of the report: {rest.length} part{rest.length === 1 ? '' : 's'}</summary>
          {rest.map((section, index) => (
            <Section section={section} key={index} />
          ))}
        </details>
      )}
      {silent.length > 0 && <p className="ds-secondary">Nothing said on: {silent.map((title) => title.toLowerCase()).join('; ')}.</p>}
      <p className="ds-secondary">
        {contact.sealed ? (
          'By a protected source. What they say of themselves may not be quoted'
        ) : (
          <>
            By{' '}
            {[contact.referrerName, contact.referrerRole, contact.agencyName].filter((part) => part !== '').map((part, index) => <Fragment key={index}>{index > 0 && ', '}<bdi>{part}</bdi></Fragment>)}
            {contact.referrerPhone && <>, telephone <Telephone number={contact.referrerPhone} /></>}
          </>
        )}
        . Unchanged since <DateTime at={contact.receivedAt} now={now} within /> {CHANNEL_WORDS[contact.channel]}.
      </p>
      {intake !== null && <SentBy intake={intake} now={now} />}
    </>
  );
}

const PUT_BY: Record<PutChannel, string> = { phone: 'by telephone', email: 'by e-mail', letter: 'by letter', api: 'from another system' };

/** Which system sent it, and where the sender says so, when it happened and when it was sent: three times, and the clocks run from the last. */
function SentBy({ intake: { systemName, agencyName, eventAt, sentAt, receivedAt }, now }: { intake: Intake; now: Temporal.Instant }) {
  return (
    <p className="ds-secondary">
      Sent by <bdi>{systemName}</bdi> of <bdi>{agencyName}</bdi>.{eventAt !== null && <> It happened <DateTime at={eventAt} now={now} within />.</>}{sentAt !== null && <> It was sent <DateTime at={sentAt} now={now} within />.</>} It was here <DateTime at={receivedAt} now={now} within />.
    </p>
  );
}

/** What was added afterwards, each with its own time. */
export function Added({ additions, names, now }: Pick<Workspace, 'additions' | 'names'> & { now: Temporal.Instant }) {
  return (
    <>
      {additions.map(({ id, at, by, text, unread, immediate, perhapsImmediate, kind, caller, channel, receivedAt }) => (
        <section className="ds-said" key={id}>
          <h3 className="ds-said__title">
            {kind === 'addition' ? 'Added' : kind === 'answer' ? 'Answered' : kind === 'correction' ? 'Put right by their link,' : `${KIND_TABLE[kind].called} ${PUT_BY[channel ?? 'phone']},`} <DateTime at={receivedAt} now={now} within />
            {kind !== 'addition' && kind !== 'answer' && kind !== 'correction' && <>, put here <DateTime at={at} now={now} within /></>}
            {kind !== 'correction' && <> by <bdi>{names.get(by) ?? 'the referrer'}</bdi></>}
            {unread && <strong className="ds-mark">new to you</strong>}
            {immediate && <strong className="ds-mark">danger now</strong>}
            {perhapsImmediate && !immediate && <strong className="ds-mark">{MARK_LABELS.perhaps_immediate.toLowerCase()}</strong>}
          </h3>
          {caller !== '' && (
            <p className="ds-secondary">
              {channel === 'email' || channel === 'letter' ? 'Wrote' : 'Rang'}: <bdi>{caller}</bdi>
            </p>
          )}
          <Narrative text={text} />
        </section>
      ))}
    </>
  );
}

/** Reports that were joined in: each is read where it stands, whole. */
export function JoinedIn({ joinedIn, now }: Pick<Workspace, 'joinedIn'> & { now: Temporal.Instant }) {
  return (
    <>
      {joinedIn.map(({ reference, at, unread }) => (
        <p className="govuk-body" key={reference}>
          <ReferenceLink reference={reference} /> was joined in <DateTime at={at} now={now} within />: read it with this one. {unread && <strong className="ds-mark">new to you</strong>}
        </p>
      ))}
    </>
  );
}

/** What was told of those since, each as a contact of its own, which is decided on by itself. */
export function ToldOfJoined({ toldOfJoined, now }: Pick<Workspace, 'toldOfJoined'> & { now: Temporal.Instant }) {
  return (
    <>
      {toldOfJoined.map(({ reference, joined, at, unread }) => (
        <p className="govuk-body" key={reference}>
          More was told of {joined === null ? 'a contact' : <ReferenceLink reference={joined} />} that was joined in, <DateTime at={at} now={now} within />. It is a contact of its own, <ReferenceLink reference={reference} />: read it with this one. {unread && <strong className="ds-mark">new to you</strong>}
        </p>
      ))}
    </>
  );
}
