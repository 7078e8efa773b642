import type { ReactNode } from 'react';
import { Line, type Typed } from '@/app/report/_parts/questions';
import { Details, Select } from '@/components/govuk';
import { fieldId } from '@/components/shell';
import { CALL_KINDS, KIND_TABLE, kindOf, UNSAID, type CallKind } from '@/lib/contact/call/kinds';
import { textOf } from '@/lib/platform/draft/model';
import { KindBearing } from './kind-bearing';

/** Kinds of call that are about a contact which is there already. */
const OF_A_CONTACT = CALL_KINDS.filter((kind) => KIND_TABLE[kind].becomes !== 'contact');

/** What only some kinds of call ask: folded together where it is another kind, and never taken away with what is typed in it. */
function PartOf({ kinds, chosen, summary, children }: { kinds: readonly CallKind[]; chosen: CallKind; summary: string; children: ReactNode }) {
  return (
    <div data-for-kinds={kinds.join(' ')}>
      <Details summaryText={summary} open={kinds.includes(chosen)}>
        {children}
      </Details>
    </div>
  );
}

/** What kind of conversation it is: nothing is chosen beforehand, and what nobody said is a concern. */
export function Kind({ typed }: { typed: Typed }) {
  const chosen = textOf(typed.fields, 'call.kind');
  return (
    <div className="mb-4" id="kind">
      <Select
        id={fieldId('call.kind')}
        name="call.kind"
        label={{ text: 'What kind of call is it?', classes: 'govuk-label--s' }}
        value={chosen}
        items={[{ value: '', text: `Not said yet: taken as ${KIND_TABLE[UNSAID].called.toLowerCase()}` }, ...CALL_KINDS.map((kind) => ({ value: kind, text: KIND_TABLE[kind].choice }))]}
      />
      <PartOf kinds={OF_A_CONTACT} chosen={kindOf(chosen)} summary="Which contact is it about?">
        <Line typed={typed} name="call.reference" label="Its reference, as they give it" hint="Do not say whether there is such a contact. Where none is found, the call becomes a contact of its own and nothing is lost." width="govuk-input--width-20" />
      </PartOf>
      <KindBearing selectId={fieldId('call.kind')} chosen={chosen} />
    </div>
  );
}
