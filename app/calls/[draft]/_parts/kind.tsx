import type { ReactNode } from 'react';
import { Day, Line, OneOf, Words, YesNo, type Typed } from '@/app/report/_parts/questions';
import { Details, Select } from '@/components/govuk';
import { fieldId } from '@/components/shell';
import { CALL_KINDS, KIND_TABLE, kindOf, UNSAID, type CallKind } from '@/lib/contact/call/kinds';
import { textOf } from '@/lib/platform/draft/model';
import { NO_NAME, NO_NAME_WORDS } from '@/lib/contact/call/name-refusal';
import { KindBearing } from './kind-bearing';

/** Kinds of call that are about a contact which is there already. */
const OF_A_CONTACT = CALL_KINDS.filter((kind) => KIND_TABLE[kind].becomes === 'addition' || KIND_TABLE[kind].becomes === 'request');

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
export function Kind({ typed, cutOff }: { typed: Typed; cutOff: ReactNode }) {
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
      <PartOf kinds={['consultation']} chosen={kindOf(chosen)} summary="A child without a name">
        <OneOf typed={typed} name="call.noName" label="At level 4: why is there no name?" hint="Ask for it first; of a child not born yet, for the mother’s. Saying why calls a manager now, while the caller is on the line; write the call-back number." items={NO_NAME.map((value) => ({ value, text: NO_NAME_WORDS[value] }))} small />
      </PartOf>
      <PartOf kinds={['child']} chosen={kindOf(chosen)} summary="The child on the line">
        <YesNo typed={typed} name="you.safeToTalk" label="Is it safe for them to talk now?" />
        <YesNo typed={typed} name="you.safeToRing" label="Is it safe to ring back?" />
        <p className="govuk-body">Who can hear them stands under “Who is calling”, their own words under “What happened”.</p>
      </PartOf>
      <PartOf kinds={['emergency_hand_over']} chosen={kindOf(chosen)} summary="What is handed over">
        <Words typed={typed} name="call.handOver" label="What was done, and what is open" hint="One line for whoever accepts it. What they were told of the child stands on the left." rows={2} />
      </PartOf>
      <PartOf kinds={['information_request']} chosen={kindOf(chosen)} summary="What they ask">
        <Words typed={typed} name="call.request.what" label="What do they want to know, about whom?" rows={2} />
        <Line typed={typed} name="call.request.purpose" label="For what?" />
        <Line typed={typed} name="call.request.authority" label="By what right do they ask?" hint="The law or the order they name, and on whose authority." />
        <Day typed={typed} name="call.request.by" label="By which day?" />
        <Line typed={typed} name="call.request.byTime" label="At what time?" width="govuk-input--width-5" />
      </PartOf>
      {cutOff}
      <KindBearing selectId={fieldId('call.kind')} chosen={chosen} />
    </div>
  );
}
