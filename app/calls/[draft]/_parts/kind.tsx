import type { Typed } from '@/app/report/_parts/questions';
import { Select } from '@/components/govuk';
import { fieldId } from '@/components/shell';
import { CALL_KINDS, KIND_TABLE, UNSAID } from '@/lib/contact/call/kinds';
import { textOf } from '@/lib/platform/draft/model';
import { KindBearing } from './kind-bearing';

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
      <KindBearing selectId={fieldId('call.kind')} chosen={chosen} />
    </div>
  );
}
