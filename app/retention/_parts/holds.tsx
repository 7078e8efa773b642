import type { Temporal } from 'temporal-polyfill';
import { DateTime, ReferenceLink, StackTable } from '@/components/doorstep';
import { Button, Input, Radios, Textarea } from '@/components/govuk';
import { errorFor, type FormError } from '@/components/shell';
import { liftMark, type LegalHold } from '@/lib/assurance/retention/hold-store';
import { HOLD_SCOPES } from '@/lib/assurance/retention/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';

type Names = ReadonlyMap<string, string>;
const nameOf = (names: Names, id: string) => <bdi>{names.get(id) ?? 'a colleague'}</bdi>;

function Lift({ hold, me, typed }: { hold: LegalHold; me: string; typed: Fields }) {
  const { id, reference, lift } = hold;
  const written = textOf(typed, 'hold') === id ? textOf(typed, 'why') : '';
  if (lift !== null && lift.by === me) return <>You asked: another manager lifts it</>;
  const of = <span className="govuk-visually-hidden"> the hold on {reference}</span>;
  return (
    <form method="post" action="/retention/hold/lift">
      <input type="hidden" name="hold" value={id} />
      <input type="hidden" name="shown" value={liftMark(hold)} />
      {lift !== null && written !== '' && <p className="govuk-body">You wrote: {written}</p>}
      {lift === null && <Input id={`why-${id}`} name="why" label={{ html: <>Why may it go?<span className="govuk-visually-hidden"> The hold on {reference}</span></> }} value={written} />}
      <Button classes={`${lift === null ? 'govuk-button--secondary' : 'govuk-button--warning'} ds-button--small`} preventDoubleClick html={lift === null ? <>Ask to lift{of}</> : <>Lift{of}</>} />
    </form>
  );
}

/**
 * Holds in force; who asked that one may go, and the other who lifts it.
 * @param typed why one may go, as it was typed and not taken.
 */
export function Holds({ holds, names, me, now, typed }: { holds: readonly LegalHold[]; names: Names; me: string; now: Temporal.Instant; typed: Fields }) {
  if (holds.length === 0) return <p className="govuk-body">Nothing is held.</p>;
  return (
    <StackTable
      caption="Holds in force"
      columns={[{ heading: 'Contact' }, { heading: 'What' }, { heading: 'Set' }, { heading: 'Why' }, { heading: 'Let go' }]}
      rows={holds.map((hold) => ({
        id: `hold-${hold.id}`,
        cells: [
          <ReferenceLink key="reference" reference={hold.reference} />,
          hold.scope === 'contact' ? HOLD_SCOPES.contact : `Every contact about ${hold.children.length === 1 ? 'a child' : `${hold.children.length} children`} of it`,
          <span key="set"><DateTime at={hold.at} now={now} /> by {nameOf(names, hold.by)}</span>,
          <span key="why">{hold.reason}{hold.lift !== null && <><br />May go, says {nameOf(names, hold.lift.by)}: {hold.lift.why}</>}</span>,
          <Lift key="lift" hold={hold} me={me} typed={typed} />,
        ],
      }))}
    />
  );
}

/** The form by which a manager keeps something whatever the schedule says. */
export function SetHold({ typed, errors }: { typed: Fields; errors: readonly FormError[] }) {
  return (
    <form method="post" action="/retention/hold" className="ds-narrow" noValidate>
      <Input id="reference" name="reference" label={{ text: 'Reference of the contact' }} value={textOf(typed, 'reference')} errorMessage={errorFor(errors, 'reference')} autocomplete="off" />
      <Radios idPrefix="scope" name="scope" value={textOf(typed, 'scope')} fieldset={{ legend: { text: 'What is held?', classes: 'govuk-fieldset__legend--s' } }} errorMessage={errorFor(errors, 'scope')} items={Object.entries(HOLD_SCOPES).map(([value, text]) => ({ value, text }))} />
      <Textarea id="reason" name="reason" label={{ text: 'What is it kept for?' }} hint={{ text: 'The claim, inquiry, court or request, without names.' }} value={textOf(typed, 'reason')} errorMessage={errorFor(errors, 'reason')} rows={3} />
      <Button text="Hold it" preventDoubleClick />
    </form>
  );
}
