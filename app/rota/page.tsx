import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { Card, Cards, DateTime, fullDate, StackTable } from '@/components/doorstep';
import { Button, WarningText } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readReach } from '@/lib/access/reach-store';
import { readNames } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { londonDate } from '@/lib/platform/time';
import { COVER_WORDS, mondayOf, onDutyAt, POST_TABLE, weekFrom, type Absence, type Gap, type OnDuty, type Shift } from '@/lib/rota/model';
import { gapsAhead } from '@/lib/rota/rota-hours';
import { readRota, readRotaPeople } from '@/lib/rota/rota-store';
import { isRotaProblem, readDay, ROTA_FORMS, ROTA_PROBLEMS, rotaGaps, type RotaForm } from '@/lib/rota/schema';
import { isRotaDone, ROTA_DONE } from './_parts/answer';
import { AbsenceForm, fieldsOf, ShiftForm } from './_parts/forms';

export const metadata = { title: 'Rota' };

const DAYS_AHEAD = 7;
type Names = ReadonlyMap<string, string>;
const nameOf = (names: Names, id: string) => <bdi>{names.get(id) ?? 'A colleague'}</bdi>;

function On({ on, names, now }: { on: readonly OnDuty[]; names: Names; now: Temporal.Instant }) {
  if (on.length === 0) return <p className="govuk-body">Nobody.</p>;
  return (
    <ul className="govuk-list">
      {on.map(({ post, accountId, coverOrder, insteadOf, until }) => (
        <li key={`${post} ${accountId} ${coverOrder}`}>
          <strong>{POST_TABLE[post].name}</strong>, {COVER_WORDS[coverOrder].toLowerCase()}: {nameOf(names, accountId)}
          {insteadOf !== null && <> for {nameOf(names, insteadOf)}</>}, until <DateTime at={until} now={now} within />
        </li>
      ))}
    </ul>
  );
}

function Gaps({ gaps, now }: { gaps: readonly Gap[]; now: Temporal.Instant }) {
  if (gaps.length === 0) return <p className="govuk-body">None in the next {DAYS_AHEAD} days: somebody is on at every hour, day and night.</p>;
  return (
    <>
      <WarningText text="Nobody is on at these times. What is near is an alarm." />
      <ul className="govuk-list govuk-list--bullet">
        {gaps.map(({ post, from, to }) => (
          <li key={`${post} ${from.toString()}`}>
            {POST_TABLE[post].name}: nobody from <DateTime at={from} now={now} within /> to <DateTime at={to} now={now} within />
          </li>
        ))}
      </ul>
    </>
  );
}

function TakeOut({ action, name, id, monday, what }: { action: string; name: string; id: string; monday: Temporal.PlainDate; what: string }) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="monday" value={monday.toString()} />
      <input type="hidden" name={name} value={id} />
      <Button classes="govuk-button--secondary ds-button--small" preventDoubleClick html={<>Take out<span className="govuk-visually-hidden"> {what}</span></>} />
    </form>
  );
}

interface WeekProps {
  monday: Temporal.PlainDate;
  names: Names;
  /** Who works here and has no telephone. */
  noPhone: ReadonlySet<string>;
  now: Temporal.Instant;
  manages: boolean;
}

/** Who is on or stands in; beside what is not over yet, that no alarm reaches them as a text. */
function Who({ id, until, names, noPhone, now }: { id: string; until: Temporal.Instant } & Pick<WeekProps, 'names' | 'noPhone' | 'now'>) {
  return (
    <>
      {nameOf(names, id)}
      {noPhone.has(id) && until.epochMilliseconds > now.epochMilliseconds && <> <strong className="ds-mark">no telephone: alarms reach them by e-mail alone</strong></>}
    </>
  );
}

function Shifts({ shifts, monday, names, noPhone, now, manages }: WeekProps & { shifts: readonly Shift[] }) {
  if (shifts.length === 0) {
    return (
      <EmptyState heading="No shift in this week">
        <p className="govuk-body">Who answers when stands here. Alarms call whoever is on, in the order of cover; with nobody on, every manager.</p>
      </EmptyState>
    );
  }
  return (
    <StackTable
      caption="Shifts of this week"
      columns={[{ heading: 'From' }, { heading: 'To' }, { heading: 'Post' }, { heading: 'Cover' }, { heading: 'Who' }, ...(manages ? [{ heading: 'Change' }] : [])]}
      rows={shifts.map(({ id, post, accountId, coverOrder, from, to }) => ({
        id: `shift-${id}`,
        cells: [
          <DateTime key="from" at={from} now={now} />,
          <DateTime key="to" at={to} now={now} />,
          POST_TABLE[post].name,
          COVER_WORDS[coverOrder],
          <Who key="who" id={accountId} until={to} names={names} noPhone={noPhone} now={now} />,
          ...(manages
            ? [
                <div className="ds-act-row" key="change">
                  {/* The week in which it begins: the form's days are that week's, and a Sunday night's shift shows in the next one too. */}
                  <a className="govuk-link" href={`/rota?week=${mondayOf(londonDate(from)).toString()}&shift=${id}#shift-form`}>
                    Change<span className="govuk-visually-hidden"> the shift of {names.get(accountId)}</span>
                  </a>
                  <TakeOut action="/rota/shift/end" name="shift" id={id} monday={monday} what={`the shift of ${names.get(accountId) ?? 'a colleague'}`} />
                </div>,
              ]
            : []),
        ],
      }))}
    />
  );
}

function Absences({ absences, monday, names, noPhone, now, manages }: WeekProps & { absences: readonly Absence[] }) {
  if (absences.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Away in this week</h2>
      <StackTable
        caption="Absences"
        columns={[{ heading: 'Who' }, { heading: 'From' }, { heading: 'Until' }, { heading: 'Stands in' }, ...(manages ? [{ heading: 'Change' }] : [])]}
        rows={absences.map(({ id, accountId, coveredBy, from, to }) => ({
          id: `absence-${id}`,
          cells: [nameOf(names, accountId), <DateTime key="from" at={from} now={now} />, <DateTime key="to" at={to} now={now} />, coveredBy === null ? 'The next in the order' : <Who key="cover" id={coveredBy} until={to} names={names} noPhone={noPhone} now={now} />, ...(manages ? [<TakeOut key="end" action="/rota/absence/end" name="absence" id={id} monday={monday} what="the absence" />] : [])],
        }))}
      />
    </>
  );
}

/** What was typed into each form and not taken; the shift that is to be changed where nothing was typed for it yet. */
async function typedForms(tx: Tx, toChange: Shift | undefined): Promise<Record<RotaForm, Fields>> {
  const [shift, absence] = await Promise.all([typedBefore(tx, { kind: 'rota', about: 'shift' }), typedBefore(tx, { kind: 'rota', about: 'absence' })]);
  return { shift: toChange === undefined || textOf(shift, 'replaces') === toChange.id ? shift : fieldsOf(toChange), absence };
}

/** What is wrong in the form that was refused: each gap, or why the whole was not done. */
function errorsOf(form: RotaForm | undefined, typed: Fields, problem: string): FormError[] {
  if (!isRotaProblem(problem)) return [];
  const gaps = form === undefined ? [] : rotaGaps(form, typed);
  return gaps.length > 0 ? gaps : [{ field: form === 'absence' ? 'absence.accountId' : form === 'shift' ? 'shift.post' : 'main', message: ROTA_PROBLEMS[problem] }];
}

export default page('GET /rota', async ({ tx, person, authority, query }) => {
  const monday = mondayOf(readDay(query('week')) ?? londonDate(tx.at));
  const week = await readRota(tx, weekFrom(monday));
  const ahead = { from: tx.at, to: tx.at.add({ hours: DAYS_AHEAD * 24 }) };
  const { shifts, absences } = await readRota(tx, ahead);
  const gaps = gapsAhead(ahead, authority.settings, shifts, absences);
  const on = onDutyAt(shifts, absences, tx.at);
  const nextAt = shifts.map(({ from }) => from).find((from) => from.epochMilliseconds > tx.at.epochMilliseconds);
  const next = nextAt === undefined ? [] : onDutyAt(shifts, absences, nextAt);
  const manages = can(person, 'POST /rota/shift').allowed;
  const people = manages ? await readRotaPeople(tx) : [];
  const shown = [...shifts, ...absences, ...week.shifts, ...week.absences];
  const named = shown.flatMap((each) => [each.accountId, ...('coveredBy' in each && each.coveredBy !== null ? [each.coveredBy] : [])]);
  const names = await readNames(tx, named);
  const noPhone = new Set([...(await readReach(tx, named))].flatMap(([accountId, { phone }]) => (phone === '' ? [accountId] : [])));
  tx.ledger({ action: 'rota.listed', objectKind: 'list', objectId: 'rota', detail: { week: monday.toString() } });
  const [problem, done] = [query('problem'), query('done')];
  const refusedForm = ROTA_FORMS.find((form) => form === query('form'));
  const typed = await typedForms(tx, week.shifts.find(({ id }) => id === query('shift')));
  const errors = errorsOf(refusedForm, refusedForm === undefined ? {} : typed[refusedForm], problem);
  const props = { monday, names, noPhone, now: tx.at, manages };
  const weekHref = (weeks: number) => `/rota?week=${monday.add({ days: 7 * weeks }).toString()}`;
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} title="That was not done" />
        {isRotaDone(done) && <Done text={ROTA_DONE[done]} />}
        <PageHeading heading="Rota" lead="Who answers, day and night, and who is called next when they do not. All times are London’s." aside={<a className="govuk-link" href="/alarms">Alarms</a>} />
        <Cards columns={3}>
          <Card heading="On now" id="on-now">
            <On on={on} names={names} now={tx.at} />
          </Card>
          <Card heading="On next" aside={nextAt === undefined ? undefined : <DateTime at={nextAt} now={tx.at} />}>
            <On on={next} names={names} now={tx.at} />
          </Card>
          <Card heading="Gaps ahead" id="gaps">
            <Gaps gaps={gaps} now={tx.at} />
          </Card>
        </Cards>
        <h2 className="govuk-heading-m mt-6">Week of {fullDate(monday)}</h2>
        <nav className="ds-act-row" aria-label="Weeks">
          <a className="govuk-link" href={weekHref(-1)} rel="prev">
            Week before
          </a>
          <a className="govuk-link" href="/rota">
            This week
          </a>
          <a className="govuk-link" href={weekHref(1)} rel="next">
            Week after
          </a>
        </nav>
        {manages && (
          <>
            <ShiftForm monday={monday} people={people} typed={typed.shift} errors={errors} />
            <AbsenceForm monday={monday} people={people} typed={typed.absence} errors={errors} />
            <form method="post" action="/rota/copy" className="ds-act-row">
              <input type="hidden" name="monday" value={monday.toString()} />
              <Button text="Copy the week before into this one" classes="govuk-button--secondary ds-button--small" preventDoubleClick />
            </form>
          </>
        )}
        <Shifts {...props} shifts={week.shifts} />
        <Absences {...props} absences={week.absences} />
      </>
    ),
  };
});
