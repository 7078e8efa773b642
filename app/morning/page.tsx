import type { ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { NobodyLooks } from '@/app/alarms/nobody-looks';
import { Card, Cards, DateTime } from '@/components/doorstep';
import { Details } from '@/components/govuk';
import { PageHeading } from '@/components/shell';
import { lastLook } from '@/lib/assurance/service/look-store';
import { lagWords, readLags } from '@/lib/contact/machine/batch-store';
import { readMorning, type MorningContact } from '@/lib/attention/capacity-store';
import { ALARM_TABLE } from '@/lib/attention/clocks';
import { MOST, readEyes } from '@/lib/attention/morning-store';
import { RELEASE_WORDS } from '@/lib/contact/queue/idle';
import { openUnsent } from '@/lib/contact/unsent/unsent-store';
import { isLate } from '@/lib/line/model';
import { openRingBacks } from '@/lib/line/ring-back-store';
import { shiftOf } from '@/lib/emergency/model';
import { POST_TABLE } from '@/lib/rota/model';
import { gapsAhead } from '@/lib/rota/rota-hours';
import { readRota } from '@/lib/rota/rota-store';

export const metadata = { title: 'Morning' };

const SHOWN = 8;
const HOURS_AHEAD = 24;

function Reference({ reference }: { reference: string }) {
  return (
    <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>
      {reference}
    </a>
  );
}

interface Part {
  id: string;
  heading: string;
  /** The list of its own, with all of it; else where they stand among others. */
  href: string;
  link: string;
  /** What it is for, while it is empty. */
  empty: string;
  rows: { key: string; row: ReactNode }[];
  /** Where they were cut: there are so many or more. */
  most?: number;
  /** No list of its own has these alone: all of them stand here. */
  whole?: boolean;
}

function Rows({ rows }: Pick<Part, 'rows'>) {
  return (
    <ul className="govuk-list">
      {rows.map(({ key, row }) => (
        <li key={key}>{row}</li>
      ))}
    </ul>
  );
}

function PartCard({ id, heading, href, link, empty, rows, most = Infinity, whole = false }: Part) {
  const rest = whole ? rows.slice(SHOWN) : [];
  return (
    <Card heading={heading} aside={rows.length === 0 ? 'None' : `${rows.length}${rows.length >= most ? ' or more' : ''}`} id={id}>
      {rows.length === 0 ? <p className="govuk-body">{empty}</p> : <Rows rows={rows.slice(0, SHOWN)} />}
      {rest.length > 0 && (
        <Details summaryText={`${rest.length} more`}>
          <Rows rows={rest} />
        </Details>
      )}
      <a className="govuk-link" href={href}>
        {link}
      </a>
    </Card>
  );
}

const contactRows = (contacts: readonly MorningContact[], now: Temporal.Instant, was = '') =>
  contacts.map(({ contactId, reference, at }) => ({ key: contactId, row: <><Reference reference={reference} /> {was}<DateTime at={at} now={now} within={was !== ''} /></> }));

export default page('GET /morning', async ({ tx, authority }) => {
  const now = tx.at;
  const night = shiftOf(authority.settings, now);
  const ahead = { from: now, to: now.add({ hours: HOURS_AHEAD }) };
  const [{ cameIn, late, consultations }, eyes, { shifts, absences }, everyUnsent, ringBacks, lags, last] = await Promise.all([
    readMorning(tx, night.from), readEyes(tx, night.from), readRota(tx, ahead), openUnsent(tx), openRingBacks(tx), readLags(tx, now.subtract({ hours: 24 })), lastLook(tx),
  ]);
  const { alarms, duties, followUps, awaiting, released, below, handOvers, glass } = eyes;
  const gaps = gapsAhead(ahead, authority.settings, shifts, absences);
  const unsent = everyUnsent.filter(({ urgent }) => urgent);
  const owed = ringBacks.filter((each) => isLate(each, now));
  tx.ledger({ action: 'morning.listed', objectKind: 'list', objectId: 'morning', detail: { ids: [...cameIn, ...late, ...consultations, ...below].map(({ contactId }) => contactId) } });
  const parts: Part[] = [
    { id: 'alarms', heading: 'Alarms open', href: '/alarms', link: 'All alarms', empty: 'What ran out of its minutes, or is on nobody’s rota, shows here until somebody accepts it.', rows: alarms.map(({ id, reference, kind }) => ({ key: id, row: <>{reference === null ? null : <Reference reference={reference} />} {ALARM_TABLE[kind].words}</> })), most: MOST.alarms },
    { id: 'unsent', heading: 'Reports not sent, at level 4', href: '/unsent', link: 'Unsent reports: ring them', empty: 'A report whose author typed something at the highest level and did not send it for two hours shows here. Somebody rings them.', rows: unsent.map(({ id, author, agency, since }) => ({ key: id, row: <>{author === null ? 'Somebody who asks to be protected' : <><bdi>{author.name}</bdi>, <bdi>{agency?.name}</bdi></>}, since <DateTime at={since} now={now} within /></> })) },
    { id: 'ring-back', heading: 'Owed a call, and late', href: '/ring-backs', link: 'Ring back', empty: 'Somebody who asked to be rung, had booked a time or gave up ringing shows here when the time promised has passed.', rows: owed.map(({ id, name, agencyName, promisedAt }) => ({ key: id, row: <><bdi>{name}</bdi>{agencyName !== '' && <>, <bdi>{agencyName}</bdi></>}, promised by <DateTime at={promisedAt} now={now} within /></> })) },
    { id: 'notifications', heading: 'How late notifications came, last 24 hours', href: '/notifications', link: 'Notifications', empty: 'How long after it happened the notifications of police and others reach you shows here, by system.', rows: lags.map(({ systemName, count, sinceEvent }) => ({ key: systemName, row: <><bdi>{systemName}</bdi>: {count}, {sinceEvent === null ? 'none says when it happened' : `the middle one after ${lagWords(sinceEvent.median)}, the longest after ${lagWords(sinceEvent.longest)}`}</> })) },
    { id: 'late', heading: 'Past their first deadline', href: '/queue?view=over24h', link: 'In the queue', empty: 'A contact without a decision in force shows here as soon as the first of its two clocks has run out.', rows: contactRows(late, now, 'was due '), whole: true },
    { id: 'overnight', heading: 'Came in since the office closed', href: '/queue', link: 'The queue', empty: 'What arrived while nobody was at the desk shows here, the most dangerous first.', rows: contactRows(cameIn, now), whole: true },
    { id: 'emergency', heading: 'From emergency duty', href: '/hand-over', link: 'What the night did, and its hand-over', empty: 'What the emergency duty team hands over waits here until a named person accepts it.', rows: handOvers.map(({ id, at }) => ({ key: id, row: <>Handed over <DateTime at={at} now={now} within /></> })), most: MOST.handOvers },
    { id: 'countersign', heading: 'Decisions to countersign', href: '/countersign', link: 'All of them', empty: 'A decision that lets go of protection waits here for a second person.', rows: awaiting.map(({ id, at }) => ({ key: id, row: <>Decided <DateTime at={at} now={now} within /></> })), most: MOST.awaiting },
    { id: 'duties', heading: 'Overdue duties', href: '/duties/overdue', link: 'The overdue board', empty: 'What the law or the guide asks for and nobody has done in time shows here.', rows: duties.map(({ id, reference, dueAt }) => ({ key: id, row: <><Reference reference={reference} /> was due <DateTime at={dueAt} now={now} within due /></> })), most: MOST.duties },
    { id: 'follow-ups', heading: 'Follow-up letters overdue', href: '/follow-ups', link: 'All follow-up letters', empty: 'A letter that is owed to whoever rang, and has not gone within the time of this area, shows here.', rows: followUps.map(({ id, reference, dueAt }) => ({ key: id, row: <><Reference reference={reference} /> was due <DateTime at={dueAt} now={now} within /></> })), most: MOST.followUps },
    { id: 'released', heading: 'Back in the queue by themselves', href: '/queue', link: 'The queue', empty: 'A contact whose holder did nothing on it, went off shift or no longer works here shows here.', rows: released.map(({ reference, name, at, how }) => ({ key: `${reference} ${at.toString()}`, row: <><Reference reference={reference} /> from <bdi>{name ?? 'a colleague'}</bdi>, <DateTime at={at} now={now} within />: {RELEASE_WORDS[how]}</> })), whole: true },
    { id: 'glass', heading: 'Opened by one person alone', href: '/restricted', link: 'Look it over', empty: 'What somebody opened out of hours without a second person waits here until one has looked it over.', rows: glass.map(({ id, dueAt }) => ({ key: id, row: <>{dueAt.epochMilliseconds <= now.epochMilliseconds ? <strong>Overdue since</strong> : 'Look it over by'} <DateTime at={dueAt} now={now} within /></> })) },
    { id: 'below', heading: 'Rated lower than what governs', href: '/queue', link: 'The queue', empty: 'Where a worker rates a contact as less urgent than the guide does, you see it here. Its clocks go on.', rows: below.map(({ contactId, reference }) => ({ key: contactId, row: <Reference reference={reference} /> })), whole: true },
    { id: 'consultations', heading: 'Consultations not decided', href: '/queue?mark=consultation', link: 'In the queue', empty: 'Advice that somebody asked for and nobody has decided on shows here. It ends by a decision like everything else.', rows: contactRows(consultations, now) },
    { id: 'gaps', heading: 'Nobody on, next 24 hours', href: '/rota', link: 'The rota', empty: 'Somebody is on in every post at every hour of the next day and night.', rows: gaps.map(({ post, from, to }) => ({ key: `${post} ${from.toString()}`, row: <>{POST_TABLE[post].name}: <DateTime at={from} now={now} /> to <DateTime at={to} now={now} within /></> })) },
  ];
  return {
    layout: 'desk',
    body: (
      <>
        <PageHeading heading="Morning" lead="What cannot wait, what the night brought, and what needs your eye." />
        <NobodyLooks last={last} now={now} />
        <Cards columns={3}>
          {parts.map((part) => (
            <PartCard key={part.id} {...part} />
          ))}
        </Cards>
      </>
    ),
  };
});
