import type { Temporal } from 'temporal-polyfill';
import { page } from '@/app/_edge/page';
import { sizeWords } from '@/app/report/_parts/files';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, Tag } from '@/components/govuk';
import { EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { lineAnswered } from '@/lib/access/lines';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { guideOn } from '@/lib/contact/guide-on';
import { firstOf, isCut, typedIntakes, waitingIntakes, type Intake } from '@/lib/contact/machine/intake-store';
import { mayTakeOver, typingDue } from '@/lib/contact/machine/typing';
import { visibleReferences } from '@/lib/line/reference-store';
import { londonDate } from '@/lib/platform/time';

export const metadata = { title: 'To type in' };

const ENDED_SHOWN = 50;

const PROBLEMS: Record<string, string> = {
  gone: 'It waits no more: a colleague has typed it in or set it aside.',
  taken: 'A colleague is typing it in. You can take it over when it has lain for too long.',
};

function Whence({ intake: { systemName, agencyName, sizeBytes } }: { intake: Intake }) {
  return (
    <>
      <bdi>{agencyName}</bdi>
      <p className="ds-row-detail">
        <bdi>{systemName}</bdi>, {sizeWords(sizeBytes)}{isCut({ sizeBytes }) && ': its first 2 megabytes are kept'}
      </p>
    </>
  );
}

const isPast = (due: Temporal.Instant, at: Temporal.Instant) => due.epochMilliseconds <= at.epochMilliseconds;

/** What other systems sent and cannot be read: nothing of it shows here, since nobody has read it. */
export default page('GET /needs-typing', async ({ tx, person, authority, query }) => {
  const [waiting, ended] = await Promise.all([waitingIntakes(tx), typedIntakes(tx, ENDED_SHOWN)]);
  const { attention } = guideOn(authority.settings.guideArea, londonDate(tx.at));
  const isClosed = (at: Temporal.Instant) => lineAnswered(authority.settings, at) !== 'day';
  const names = await readNames(tx, [...waiting.flatMap(({ taken }) => taken?.by ?? []), ...ended.flatMap(({ ended: end }) => end?.by ?? [])]);
  const firsts = await firstOf(tx, waiting.map(({ id }) => id));
  const visible = await visibleReferences(tx, [...firsts.values(), ...ended.map(({ reference }) => reference)]);
  tx.ledger({ action: 'intakes.listed', objectKind: 'list', objectId: 'needs-typing', detail: { ids: [...waiting, ...ended].map(({ id }) => id) } });
  const words = PROBLEMS[query('problem')];
  const errors: FormError[] = words === undefined ? [] : [{ field: 'waiting', message: words }];
  const acts = can(person, 'POST /needs-typing/take').allowed;
  const linked = (reference: string) => (visible.has(reference) ? <a className="govuk-link ds-reference" href={`/contacts/${reference}`}>{reference}</a> : <span className="ds-reference">{reference}</span>);
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} title="That was not done" />
        <PageHeading heading="To type in" lead="Concerns that another system sent and that cannot be read as they are. Nobody knows yet what they say, so each is typed in as quickly as immediate danger is read. Both clocks run from when it came." />
        <div id="waiting">
          {waiting.length === 0 ? (
            <EmptyState heading="Nothing waits to be typed in">
              <p className="govuk-body">What a police, school or health system sends in a shape that cannot be read is never refused. It shows here, and is an alarm until somebody types it in.</p>
            </EmptyState>
          ) : (
            <StackTable
              caption="What waits, the longest first"
              columns={[{ heading: 'Came' }, { heading: 'From' }, { heading: 'Reference' }, { heading: 'Typed in by' }, { heading: 'Due' }, { heading: 'Act' }]}
              rows={waiting.map((intake) => {
                const due = typingDue(intake, attention, isClosed);
                const first = firsts.get(intake.id);
                return {
                  id: `intake-${intake.id}`,
                  urgent: isPast(due, tx.at),
                  cells: [
                    <DateTime key="came" at={intake.receivedAt} now={tx.at} />,
                    <Whence key="whence" intake={intake} />,
                    <div key="reference">
                      <span className="ds-reference">{intake.reference}</span>
                      {intake.otherContent && <p className="ds-row-detail">Sent under a key that had been used before{first !== undefined && <>, for {linked(first)}</>}: read both. It may be the same concern, or another.</p>}
                    </div>,
                    intake.taken === null ? <span className="ds-unknown" key="by">Nobody yet</span> : <span key="by"><bdi>{names.get(intake.taken.by) ?? 'A colleague'}</bdi> since <DateTime at={intake.taken.at} now={tx.at} within /></span>,
                    <div key="due">
                      <DateTime at={due} now={tx.at} /> {isPast(due, tx.at) && <Tag text="Late" classes="govuk-tag--red" />}
                    </div>,
                    acts && (intake.taken?.by === person.actorId || mayTakeOver(intake, attention, tx.at)) ? (
                      <form method="post" action="/needs-typing/take" key="act">
                        <input type="hidden" name="intake" value={intake.id} />
                        <Button classes="ds-button--small" preventDoubleClick html={<>{intake.taken?.by === person.actorId ? 'Go on' : intake.taken === null ? 'Read it and type it in' : 'Take it over'}<span className="govuk-visually-hidden"> {intake.reference}</span></>} />
                      </form>
                    ) : (
                      ''
                    ),
                  ],
                };
              })}
            />
          )}
        </div>
        {ended.length > 0 && (
          <StackTable
            caption="Typed in or set aside, the last first"
            columns={[{ heading: 'Came' }, { heading: 'From' }, { heading: 'Became' }, { heading: 'By' }]}
            rows={ended.map((intake) => ({
              id: `intake-${intake.id}`,
              cells: [
                <DateTime key="came" at={intake.receivedAt} now={tx.at} />,
                <Whence key="whence" intake={intake} />,
                intake.ended?.how === 'not_needed' ? <span key="became">No contact: <span dir="auto">{intake.ended.why}</span></span> : <span key="became">{linked(intake.reference)}</span>,
                intake.ended === null ? '' : <span key="by"><bdi>{names.get(intake.ended.by) ?? 'A colleague'}</bdi> <DateTime at={intake.ended.at} now={tx.at} within /></span>,
              ],
            }))}
          />
        )}
      </>
    ),
  };
});
