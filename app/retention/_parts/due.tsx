import type { Temporal } from 'temporal-polyfill';
import { DateTime, ReferenceLink, StackTable } from '@/components/doorstep';
import { Button, Tag, WarningText } from '@/components/govuk';
import { EmptyState } from '@/components/shell';
import { OUTCOMES, type Outcome } from '@/lib/access/periods/schema';
import { A_PART, type DryRun, type KeptLonger } from '@/lib/assurance/retention/dry-run';
import { isSpent, RELEASE_DAYS, type RetentionItem, type RetentionList } from '@/lib/assurance/retention/list-store';
import { OUTCOME_WORDS, type RetentionSchedule } from '@/lib/assurance/retention/schema';
import { dayWords } from '@/lib/platform/time';
import { periodWords } from './words';

type Names = ReadonlyMap<string, string>;
const nameOf = (names: Names, id: string) => <bdi>{names.get(id) ?? 'a colleague'}</bdi>;

/** Whoever does no casework sees the reference and no way into the contact. */
function Reference({ reference, reads }: { reference: string; reads: boolean }) {
  return reads ? <ReferenceLink reference={reference} /> : <>{reference}</>;
}

/** Which of the closed contacts the page reckons: those closed longest first, a part at a time. */
export function Parts({ next, first }: { next: string | null; first: boolean }) {
  if (next === null && first) return null;
  return (
    <p className="govuk-body">
      Of the contacts that were closed long enough, {A_PART} are reckoned at a time, the longest closed first.{' '}
      {next === null ? 'These are the last.' : <a className="govuk-link" href={`/retention?after=${next}`} rel="next">The next {A_PART}</a>}{' '}
      {!first && <a className="govuk-link" href="/retention">Back to the first</a>}
    </p>
  );
}

/** That nothing goes by periods nobody of this area decided on, and what is to be done about it. */
export function PeriodsMissing({ missing }: { missing: readonly Outcome[] }) {
  if (missing.length === 0) return null;
  return (
    <>
      <WarningText text="Nothing can be deleted here yet. Some periods of the schedule below are illustrative: invented examples, and not this council’s." />
      <p className="govuk-body">An administrator of the area has to put in the periods of the council’s own published retention schedule, with their source (<a className="govuk-link" href="#schedule">the schedule</a>). Until then no list can be drawn up or released, and nothing that stands on one goes. Missing are:</p>
      <ul className="govuk-list govuk-list--bullet">
        {missing.map((outcome) => (
          <li key={outcome}>{OUTCOME_WORDS[outcome]}</li>
        ))}
      </ul>
    </>
  );
}

/**
 * @param whole that there is no other part: of one part nothing may be due, and of the next something.
 * @param stopped that nothing may be listed: periods are missing.
 */
export function Due({ run: { due, drafts }, whole, reads, stopped }: { run: DryRun; whole: boolean; reads: boolean; stopped: boolean }) {
  if (whole && due.length + drafts.length === 0) {
    return (
      <EmptyState heading="Nothing is due today">
        <p className="govuk-body">When the time of a closed contact is over by the schedule below, and nothing about the child or the household keeps it, it shows here.</p>
      </EmptyState>
    );
  }
  return (
    <>
      {due.length === 0 && !whole && <p className="govuk-body">None of the contacts reckoned on this page is due today.</p>}
      {due.length > 0 && <StackTable caption={`Contacts whose time is over: ${due.length}`} columns={[{ heading: 'Contact' }, { heading: 'Kept last as' }, { heading: 'Over since' }]} rows={due.map(({ id, reference, outcome, until }) => ({ id: `due-${id}`, cells: [<Reference key="reference" reference={reference} reads={reads} />, OUTCOME_WORDS[outcome], dayWords(until.toString())] }))} />}
      {drafts.length > 0 && <p className="govuk-body">Reports put away unsent, and calls owed that came to nothing, whose time is over: {drafts.length}.</p>}
      {!stopped && (
        <form method="post" action="/retention/list">
          <Button text={whole ? 'Draw up a list of these' : 'Draw up a list of all that is due'} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      )}
    </>
  );
}

function Settle({ list, me, stopped }: { list: RetentionList; me: string; stopped: boolean }) {
  const which = <span className="govuk-visually-hidden"> the list of {dayWords(list.dueOn.toString())}</span>;
  return (
    <div className="ds-act-row">
      <a className="govuk-link" href={`/retention?list=${list.id}#list`}>
        Read{which}
      </a>
      {list.released === null && list.madeBy !== me && !stopped && (
        <form method="post" action="/retention/release">
          <input type="hidden" name="list" value={list.id} />
          <Button classes="govuk-button--warning ds-button--small" preventDoubleClick html={<>Release for deletion{which}</>} />
        </form>
      )}
      <form method="post" action="/retention/withdraw">
        <input type="hidden" name="list" value={list.id} />
        <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>Withdraw{which}</>} />
      </form>
    </div>
  );
}

function Standing({ list, names, now }: { list: RetentionList; names: Names; now: Temporal.Instant }) {
  const { left, contacts, drafts, released, withdrawn } = list;
  const total = contacts + drafts;
  if (withdrawn !== null) return <>Withdrawn <DateTime at={withdrawn.at} now={now} within /> by {nameOf(names, withdrawn.by)}; {total - left} of {total} were deleted</>;
  if (released === null) return <>Waits for a second person</>;
  return <>Released <DateTime at={released.at} now={now} within /> by {nameOf(names, released.by)}; {total - left} of {total} deleted{left > 0 && isSpent(list, now) && `. That is more than ${RELEASE_DAYS} days ago: what was kept back then goes on a new list`}</>;
}

/** @param stopped that none may be released: periods are missing. */
export function Lists({ lists, names, me, now, stopped }: { lists: readonly RetentionList[]; names: Names; me: string; now: Temporal.Instant; stopped: boolean }) {
  if (lists.length === 0) return <p className="govuk-body">No list was drawn up yet.</p>;
  return (
    <StackTable
      caption="Lists, the newest first"
      columns={[{ heading: 'Drawn up' }, { heading: 'Contacts' }, { heading: 'Unsent reports, calls owed in vain' }, { heading: 'Standing' }, { heading: 'What to do' }]}
      rows={lists.map((list) => ({
        id: `list-${list.id}`,
        cells: [
          <span key="made"><DateTime at={list.madeAt} now={now} /> by {nameOf(names, list.madeBy)}</span>,
          String(list.contacts),
          String(list.drafts),
          <Standing key="standing" list={list} names={names} now={now} />,
          list.withdrawn === null && list.left > 0 ? <Settle key="settle" list={list} me={me} stopped={stopped} /> : <span key="settle" className="ds-unknown">–</span>,
        ],
      }))}
    />
  );
}

/** @param held of what is no contact, what a hold keeps: it stays on the list, and does not go. */
export function ListRead({ items, references, held, reads }: { items: readonly RetentionItem[]; references: ReadonlyMap<string, string>; held: ReadonlySet<string>; reads: boolean }) {
  return (
    <StackTable
      caption={`What is left of the list: ${items.length}`}
      columns={[{ heading: 'What' }, { heading: 'Kept last as' }, { heading: 'Over since' }]}
      rows={items.map(({ id, contactId, owed, outcome, dueOn }) => {
        const what = owed ? 'Call owed that came to nothing' : 'Unsent report';
        const reference = contactId === null ? null : references.get(contactId);
        return { id: `item-${id}`, cells: [reference === null ? (held.has(id) ? `${what}: a hold keeps it` : what) : reference === undefined ? 'A contact that is closed to you' : <Reference key="reference" reference={reference} reads={reads} />, OUTCOME_WORDS[outcome], dayWords(dueOn.toString())] };
      })}
    />
  );
}

/** The same whatever it is: a hold, something open or a longer time of what is closed to the reader, or a copy that was asked for, whose pack may be one of those (domain 7.14). */
const NOT_SAID = 'Its time is not over, by what is about the child or the household, or a copy of it was asked for';

function WhyKept({ kept: { id, kept, byReference }, reads }: { kept: KeptLonger; reads: boolean }) {
  if (kept.until === null && (kept.why === 'not_said' || kept.why === 'asked')) return <>{NOT_SAID}</>;
  const other = kept.by === id ? null : byReference === null ? 'another contact' : <Reference reference={byReference} reads={reads} />;
  if (kept.until === null) return kept.why === 'held' ? <>Held{other !== null && <>, with {other}</>}</> : <>Open{other !== null && <>: {other}, about the child or the household</>}</>;
  return <>{OUTCOME_WORDS[kept.outcome]}{other !== null && <>: {other}, about the child or the household</>}</>;
}

/** @param heldDrafts so many unsent reports and calls owed in vain that a hold keeps: counted, since nobody reads what they are about. */
export function KeptTable({ kept, heldDrafts, reads }: { kept: readonly KeptLonger[]; heldDrafts: number; reads: boolean }) {
  const held = heldDrafts > 0 && <p className="govuk-body">Reports put away unsent, and calls owed that came to nothing, whose time is over and that a hold keeps: {heldDrafts}.</p>;
  if (kept.length === 0) return held || <p className="govuk-body">None.</p>;
  return <>{held}<StackTable caption={`Closed contacts that are kept: ${kept.length}`} columns={[{ heading: 'Contact' }, { heading: 'Until' }, { heading: 'What keeps it' }]} rows={kept.map((each) => ({ id: `kept-${each.id}`, cells: [<Reference key="reference" reference={each.reference} reads={reads} />, each.kept.until === null ? 'No day' : dayWords(each.kept.until.toString()), <WhyKept key="why" kept={each} reads={reads} />] }))} /></>;
}

/** @param sets that the reader may put in the area's own periods. */
export function Schedule({ schedule, sets }: { schedule: RetentionSchedule; sets: boolean }) {
  return (
    <StackTable
      caption="Retention schedule"
      columns={[{ heading: 'What it was' }, { heading: 'Kept for, whichever ends last' }, { heading: 'From' }, ...(sets ? [{ heading: 'What to do' }] : [])]}
      rows={OUTCOMES.map((outcome) => {
        const { longestOf, source, illustrative } = schedule.rules[outcome];
        return { id: `rule-${outcome}`, cells: [OUTCOME_WORDS[outcome], longestOf.map(periodWords).join('; '), <span key="source">{illustrative && <><Tag text="Illustrative" classes="govuk-tag--yellow" /> </>}{source}</span>, ...(sets ? [<a key="change" className="govuk-link" href={`/retention/periods/${outcome}`}>Change<span className="govuk-visually-hidden"> how long is kept: {OUTCOME_WORDS[outcome]}</span></a>] : [])] };
      })}
    />
  );
}
