import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { Tag } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { isLate, ORIGIN_TABLE, RING_BACK_END_WORDS, TRY_WORDS } from '@/lib/line/model';
import { visibleReferences } from '@/lib/line/reference-store';
import { endedRingBacks, openRingBacks, type RingBack } from '@/lib/line/ring-back-store';
import { END_FIELDS, endForm, notesOf, TRY_FIELDS, tryForm, typedInto } from '@/lib/line/schema';
import type { Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { EndForm, fieldAt, Press, TriedForm } from './_parts/forms';
import { Whom } from './_parts/whom';
import { lineForm, type LineForm } from './typed';

export const metadata = { title: 'Ring back' };

const ENDED_SHOWN = 50;
type Names = ReadonlyMap<string, string>;

const DONE_WORDS: Record<string, string> = { taken: 'It is yours: ring them by the time promised.', tried: 'The try is recorded, and the new time is promised.', end: 'It has ended, and the number is not kept any more.' };

/** What is missing in the form that was refused, by the ids of this page. */
function errorsOf(form: string, { id, origin }: RingBack, typed: Fields): FormError[] {
  const read = form === 'tried' ? tryForm(origin).safeParse(typedInto(typed, TRY_FIELDS)) : endForm.safeParse(typedInto(typed, END_FIELDS));
  return read.success ? [] : notesOf(read.error).map(({ field, message }) => ({ field: fieldAt(form, id, field), message }));
}

function Standing({ ringBack: { ownerId, tries, times, answeredLaterAt }, names, now }: { ringBack: RingBack; names: Names; now: Temporal.Instant }) {
  return (
    <>
      {ownerId === null ? <span className="ds-unknown">Nobody has taken it</span> : <>Taken by <bdi>{names.get(ownerId) ?? 'a colleague'}</bdi></>}
      {times > 1 && <p className="ds-row-detail">Rang {times} times</p>}
      {answeredLaterAt !== null && (
        <p className="ds-row-detail">
          Rang again and was answered <DateTime at={answeredLaterAt} now={now} within />: make sure that it was them, then end it
        </p>
      )}
      {tries.length > 0 && (
        <ul className="govuk-list">
          {tries.map(({ at, by, outcome, words }) => (
            <li key={at.toString()}>
              <DateTime at={at} now={now} /> <bdi>{names.get(by) ?? 'A colleague'}</bdi>: {TRY_WORDS[outcome].toLowerCase()} <span dir="auto">{words}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export default page('GET /ring-backs', async ({ tx, person, query }) => {
  const [open, ended] = await Promise.all([openRingBacks(tx), endedRingBacks(tx, ENDED_SHOWN)]);
  const everyone = [...open, ...ended];
  const names = await readNames(tx, everyone.flatMap(({ ownerId, tries, ended: end }) => [...tries.map(({ by }) => by), ...(ownerId === null ? [] : [ownerId]), ...(end === null ? [] : [end.by])]));
  const visible = await visibleReferences(tx, everyone.map(({ about }) => about));
  tx.ledger({ action: 'ring_backs.listed', objectKind: 'list', objectId: 'ring-backs', detail: { ids: everyone.map(({ id }) => id) } });
  const [problem, of] = [query('problem'), query('of')];
  const meant = open.find(({ id }) => id === of);
  const refused: LineForm | null = (problem === 'tried' || problem === 'end') && meant !== undefined ? problem : null;
  const typed = refused === null ? {} : await typedBefore(tx, lineForm(refused, of));
  const errors: FormError[] = refused === null || meant === undefined ? (problem === 'gone' ? [{ field: 'ended', message: 'It has ended already: see below.' }] : []) : errorsOf(refused, meant, typed);
  const acts = can(person, 'POST /ring-backs/take').allowed;
  const forms = (form: LineForm, id: string) => (refused === form && of === id ? { typed, errors } : { typed: {}, errors: [] });
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} title={problem === 'gone' ? 'That was not done' : undefined} />
        <Done text={DONE_WORDS[query('done')]} />
        <PageHeading heading="Ring back" lead="Who asked to be rung, and whom we owe a call. Late ones are an alarm until somebody rings." aside={<><a className="govuk-link" href="/talk">A call for somebody</a> · <a className="govuk-link" href="/slots">Times to talk</a></>} />
        {open.length === 0 ? (
          <EmptyState heading="Nobody waits to be rung">
            <p className="govuk-body">A partner who asks for it, somebody you put on the list for, a booked time that was missed, and a professional who rang and gave up show here until they have been rung.</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Who is to be rung, the earliest promise first"
            columns={[{ heading: 'By', classes: 'ds-col-time' }, { heading: 'Whom' }, { heading: 'Why', classes: 'w-1/4' }, { heading: 'What was done', classes: 'w-1/3' }]}
            rows={open.map((each) => ({
              id: `ring-back-${each.id}`,
              urgent: isLate(each, tx.at),
              cells: [
                <div key="by">
                  <DateTime at={each.promisedAt} now={tx.at} />
                  {isLate(each, tx.at) && <Tag text="Late" classes="govuk-tag--red" />}
                </div>,
                <Whom key="whom" whom={each} visible={visible} />,
                <div key="why">
                  {ORIGIN_TABLE[each.origin].words} <DateTime at={each.askedAt} now={tx.at} within />
                  {!ORIGIN_TABLE[each.origin].atOnce && (
                    <p className="ds-row-detail">
                      Can be reached <DateTime at={each.reachable.from} now={tx.at} within /> to <DateTime at={each.reachable.to} now={tx.at} within />
                    </p>
                  )}
                </div>,
                <div key="done">
                  <Standing ringBack={each} names={names} now={tx.at} />
                  {acts && (
                    <>
                      <div className="ds-act-row">
                        <Press action="/ring-backs/call" id={each.id} text={each.draftId === null ? 'Ring: log a call' : 'Go on with the call'} name={each.name} primary />
                        {each.ownerId !== person.actorId && <Press action="/ring-backs/take" id={each.id} text="I take it" name={each.name} />}
                      </div>
                      <TriedForm origin={each.origin} action="/ring-backs/tried" id={each.id} name={each.name} {...forms('tried', each.id)} />
                      <EndForm action="/ring-backs/end" id={each.id} name={each.name} {...forms('end', each.id)} />
                    </>
                  )}
                </div>,
              ],
            }))}
          />
        )}
        <h2 className="govuk-heading-m" id="ended">
          Over
        </h2>
        {ended.length === 0 ? (
          <EmptyState heading="None has ended yet">
            <p className="govuk-body">Who was rung, and who need not be and why, stays here without the number.</p>
          </EmptyState>
        ) : (
          <StackTable
            caption="Calls that are over, the latest first"
            columns={[{ heading: 'Whom' }, { heading: 'Why', classes: 'w-1/4' }, { heading: 'What was done', classes: 'w-1/4' }, { heading: 'How it ended', classes: 'w-1/4' }]}
            rows={ended.map((each) => ({
              id: `ring-back-${each.id}`,
              cells: [
                <Whom key="whom" whom={each} visible={visible} />,
                <span key="why">
                  {ORIGIN_TABLE[each.origin].words} <DateTime at={each.askedAt} now={tx.at} within />
                </span>,
                <Standing key="done" ringBack={each} names={names} now={tx.at} />,
                each.ended === null ? null : (
                  <span key="how">
                    {RING_BACK_END_WORDS[each.ended.how]}, <DateTime at={each.ended.at} now={tx.at} within />
                    {each.ended.why !== '' && (
                      <p className="ds-row-detail">
                        <bdi>{names.get(each.ended.by) ?? 'A colleague'}</bdi>: <span dir="auto">{each.ended.why}</span>
                      </p>
                    )}
                  </span>
                ),
              ],
            }))}
          />
        )}
      </>
    ),
  };
});
