import { Details, Input, Radios, Select, Textarea } from '@/components/govuk';
import { errorFor, fieldId, type FormError } from '@/components/shell';
import { CHILD_TIES, NOT_HEARD, RISK_ANSWERS, risksToAskOf } from '@/lib/decision/keeping-safe';
import { PRIMARY_NEEDS, routesFor, WHOLE_CONTACT, type ChildInView } from '@/lib/decision/model';
import { childField, type CHILD_FIELDS } from '@/lib/decision/schema';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Guide } from '@/lib/threshold/model';
import { phrasesOf, PROTECTING_ROUTES, routeLabel, SEEN_WORDS, STANDING_WORDS } from './words';

export interface ChildFieldsProps {
  child: ChildInView;
  /** Every child of the decision, this one too. */
  everybody: readonly ChildInView[];
  guide: Guide;
  fields: Fields;
  errors: readonly FormError[];
}

type Field = (typeof CHILD_FIELDS)[number];

/** What is asked of one child. Nothing is chosen beforehand. */
export function ChildFields(props: ChildFieldsProps) {
  const { child } = props;
  return (
    <section className="ds-decide-child" aria-label={child.name}>
      {child.reported ? <OwnDecision {...props} /> : <BesideThem {...props} />}
      <RiskOfTheHousehold {...props} />
    </section>
  );
}

function named({ child, fields, errors }: ChildFieldsProps, field: Field) {
  const name = childField(field, child.personId);
  return { name, id: fieldId(name), value: textOf(fields, name), errorMessage: errorFor(errors, name) };
}

function OwnDecision(props: ChildFieldsProps) {
  const { child, guide, fields, errors } = props;
  const { id, name, value, errorMessage } = named(props, 'route');
  const routes = routesFor(child, guide.routes.map(({ code }) => code)).toReversed();
  const proposed = child.proposed?.route;
  const differs = value !== '' && proposed !== undefined && value !== proposed;
  return (
    <>
      <Radios
        name={name}
        idPrefix={id}
        value={value}
        errorMessage={errorMessage}
        classes="govuk-radios--small"
        attributes={{ 'data-proposed': proposed, 'data-differs': `differs-${child.personId}`, 'data-protects': PROTECTING_ROUTES.join(' ') }}
        fieldset={{ legend: { html: <>Level and route: <bdi>{child.name}</bdi></>, classes: 'govuk-fieldset__legend--s' } }}
        items={routes.map((route) => ({ value: route, text: routeLabel(guide, route) }))}
      />
      <WhyOtherwise {...props} open={differs || hasAny(fields, errors, child)} />
      {child.personId !== WHOLE_CONTACT && <AboutTheChild {...props} />}
    </>
  );
}

/** Why the decision is not what the guide proposes for this child: nothing where it proposes nothing. */
function WhyOtherwise({ open, ...props }: ChildFieldsProps & { open: boolean }) {
  const { personId, proposed } = props.child;
  if (proposed === null) return null;
  return (
    <Details id={`differs-${personId}`} summaryText="Deciding differently from the guide" open={open}>
      <Textarea {...named(props, 'proposalReason')} rows={3} label={{ text: 'Why differently from the guide?' }} />
      {proposed.strategy && <Textarea {...named(props, 'noStrategyReason')} rows={3} label={{ text: 'Why is no strategy discussion needed?' }} hint={{ text: 'Its own reason: police and health were not asked.' }} />}
    </Details>
  );
}

function hasAny(fields: Fields, errors: readonly FormError[], { personId }: ChildInView): boolean {
  const names = [childField('proposalReason', personId), childField('noStrategyReason', personId)];
  return names.some((name) => textOf(fields, name) !== '' || errors.some(({ field }) => field === name));
}

function AboutTheChild(props: ChildFieldsProps) {
  return (
    <>
      <Select {...named(props, 'primaryNeed')} label={{ text: 'Primary need' }} hint={{ text: 'Torn between two: the one listed higher. Not needed for advice.' }} items={[{ value: '', text: 'Choose' }, ...Object.entries(PRIMARY_NEEDS).map(([value, text]) => ({ value, text: `${value} ${text}` }))]} />
      {props.child.unborn ? <Textarea {...named(props, 'childViews')} rows={2} label={{ text: 'The mother’s hopes and worries for the baby (optional)' }} /> : <SeenAndHeard {...props} />}
    </>
  );
}

const AT_3_AND_4 = { text: 'Needed at levels 3 and 4.' };

function SeenAndHeard(props: ChildFieldsProps) {
  const seen = named(props, 'childSeen');
  const byWhom = (
    <>
      <Input {...named(props, 'seenBy')} label={{ text: 'By whom, and when' }} autocomplete="off" />
      <Input {...named(props, 'seenWhere')} label={{ text: 'Where' }} hint={AT_3_AND_4} autocomplete="off" />
      <Select {...named(props, 'seenAlone')} label={{ text: 'Alone, without family?' }} hint={AT_3_AND_4} items={[{ value: '', text: 'Choose' }, ...Object.entries(SEEN_WORDS).map(([value, text]) => ({ value, text }))]} />
    </>
  );
  return (
    <>
      <Radios
        {...seen}
        idPrefix={seen.id}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'Was the child seen?', classes: 'govuk-fieldset__legend--s' } }}
        items={[
          { value: 'yes', text: SEEN_WORDS.yes, conditional: { html: byWhom } },
          { value: 'no', text: SEEN_WORDS.no },
          { value: 'not_known', text: SEEN_WORDS.not_known },
        ]}
      />
      <Input {...named(props, 'seePlan')} label={{ text: 'If nobody has seen the child: who will, and when?' }} hint={AT_3_AND_4} autocomplete="off" />
      <Textarea {...named(props, 'childViews')} rows={2} label={{ text: 'What the child says, shows or wants' }} />
      <Select {...named(props, 'notHeard')} label={{ text: 'Or: not heard, because' }} items={[{ value: '', text: 'Choose' }, ...Object.entries(NOT_HEARD).map(([value, text]) => ({ value, text }))]} />
      <Input {...named(props, 'notHeardWords')} label={{ text: 'More about why not, if another reason' }} autocomplete="off" />
    </>
  );
}

/** Asked of each child to whom a risk of the home, said of another, may reach too: without an answer nothing is decided. */
function RiskOfTheHousehold(props: ChildFieldsProps) {
  const { child, everybody, guide } = props;
  const asked = child.personId === WHOLE_CONTACT ? [] : risksToAskOf(child, everybody);
  if (asked.length === 0) return null;
  const reaches = named(props, 'riskReaches');
  return (
    <Radios
      {...reaches}
      idPrefix={reaches.id}
      classes="govuk-radios--small"
      fieldset={{ legend: { html: <>Does it reach <bdi>{child.name}</bdi> too?</>, classes: 'govuk-fieldset__legend--s' } }}
      hint={{ text: `Said of another child here: ${phrasesOf(guide, asked)}${child.reported ? '' : '. Where it does, choose the same above, or different with a level and route of its own.'}` }}
      items={Object.entries(RISK_ANSWERS).map(([value, text]) => ({ value, text, ...(value === 'no' ? { conditional: { html: <Textarea {...named(props, 'riskReason')} rows={2} label={{ text: 'How do you know?' }} /> } } : {}) }))}
    />
  );
}

/** Who the child is here, and that less than what stands takes two persons, by whatever answer. */
function beforeThem({ tie, before, letGo }: ChildInView): string {
  return before !== null && before.level > 1 && letGo === null ? `${CHILD_TIES[tie]}. Level ${before.level} stands for this child: any answer that gives less waits for a second person.` : CHILD_TIES[tie];
}

function BesideThem(props: ChildFieldsProps) {
  const { child, guide } = props;
  const standing = named(props, 'standing');
  const route = named(props, 'route');
  const routes = routesFor(child, guide.routes.map(({ code }) => code)).toReversed();
  const different = (
    <>
      <Textarea {...named(props, 'standingReason')} rows={2} label={{ text: 'Why different?' }} />
      <Radios {...route} idPrefix={route.id} classes="govuk-radios--small" fieldset={{ legend: { text: 'Level and route', classes: 'govuk-fieldset__legend--s' } }} items={routes.map((code) => ({ value: code, text: routeLabel(guide, code) }))} />
      <WhyOtherwise {...props} open />
      <AboutTheChild {...props} />
    </>
  );
  return (
    <Radios
      {...standing}
      idPrefix={standing.id}
      classes="govuk-radios--small"
      fieldset={{ legend: { html: <bdi>{child.name}</bdi>, classes: 'govuk-fieldset__legend--s' } }}
      hint={{ text: beforeThem(child) }}
      items={(['same', 'different', 'separate_household', 'not_known'] as const).map((value) => ({ value, text: STANDING_WORDS[value], ...(value === 'different' ? { conditional: { html: different } } : {}) }))}
    />
  );
}
