import type { Temporal } from 'temporal-polyfill';
import { DateTime, Narrative } from '@/components/doorstep';
import { SummaryList, Tag } from '@/components/govuk';
import type { EmergencyDecision } from '@/lib/emergency/emergency-store';
import { ACT_WORDS, OUTCOME_WORDS } from '@/lib/emergency/model';
import type { WordField } from '@/lib/emergency/schema';

const LABELS: readonly [WordField, string][] = [
  ['done', 'What was done'],
  ['when', 'When'],
  ['spokenTo', 'Who was spoken to'],
  ['strategyWith', 'Strategy discussion with'],
  ['childWhere', 'Where the child is'],
  ['safeUntil', 'Safe until when, and why'],
  ['safeBecause', 'What makes the child safe until then'],
  ['wouldChange', 'What would change that'],
  ['told', 'Who was told'],
  ['although', 'Why it can wait although it is urgent'],
  ['why', 'Why'],
];

/** What emergency duty decided, as it was recorded. */
export function EmergencyRecord({ decision, names, now }: { decision: EmergencyDecision; names: ReadonlyMap<string, string>; now: Temporal.Instant }) {
  const { document, outcome, at, by } = decision;
  const said = LABELS.filter(([name]) => document[name] !== '').map(([name, label]) => ({ key: { text: label }, value: { html: <Narrative text={document[name]} /> } }));
  const acts = document.acts.length === 0 ? [] : [{ key: { text: 'Acts' }, value: { text: document.acts.map((act) => ACT_WORDS[act]).join('; ') } }];
  return (
    <section>
      <p className="govuk-body">
        <Tag text={OUTCOME_WORDS[outcome]} classes={outcome === 'acted' ? 'govuk-tag--orange' : 'govuk-tag--grey'} /> <bdi>{names.get(by) ?? 'A colleague who has left'}</bdi>, <DateTime at={at} now={now} within />
      </p>
      <SummaryList rows={[...acts, ...said]} />
    </section>
  );
}
