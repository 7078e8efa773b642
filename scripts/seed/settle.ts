import type { Temporal } from 'temporal-polyfill';
import { differsFromProposal, dropsStrategy, placedBy, WHOLE_CONTACT, type ChildInView, type Situation } from '@/lib/decision/model';
import { childField } from '@/lib/decision/schema';
import { STARTED_FROM } from '@/lib/decision/draft';
import type { Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import type { RouteCode } from '@/lib/threshold/model';
import type { PlannedContact, Settling } from './contact-plan';
import { drawing, oneOf } from './names';
import { fill } from './stories/fill';

/** The route a worker takes for a child, from what the guide proposes and how this contact is to be settled. */
function routeFor({ proposed }: ChildInView, settling: Settling): RouteCode {
  const route = proposed?.route ?? 'UNIV_ADVICE';
  switch (settling) {
    case 'as_proposed':
      return route;
    case 'at_level_2':
      return proposed?.confirmImpactOnly ? 'EH_CAF' : route;
    case 'lower':
      return proposed?.level === 4 ? 'CIN_ASSESS' : proposed?.level === 2 ? 'UNIV_ADVICE' : proposed?.level === 3 ? 'EH_CAF' : route;
    case 'higher':
      return proposed?.level === 2 ? 'CIN_ASSESS' : proposed?.level === 3 ? 'STRATEGY' : route;
  }
}

const WHY_LOWER: Partial<Record<RouteCode, readonly string[]>> = {
  UNIV_ADVICE: ['Own records, the school and the health visitor were asked today and know of nothing else. What is described is met by what the family has already. The referrer was given advice and a date to ring again.'],
  EH_SINGLE: ['The sign is there, its effect on the child is small so far, and the parent acts. One agency can help; we look again in six weeks.'],
  EH_CAF: ['The impact on the child was checked with school and the health visitor: real, and not yet such that the child is unlikely to do well without social work. Early help with a lead professional, and back to us if it is not better in eight weeks.', 'Parents already work with two agencies and want a plan. Help is quicker and closer with them than by assessment.'],
  CIN_ASSESS: ['Police, health and school were spoken to within the hour. The account is consistent, the parent acted at once, the child was seen and is safe tonight. We assess, and a discussion is held at once if anything differs.'],
};
const WHY_NO_STRATEGY = ['Spoken with the police desk and the named nurse by telephone: none of the three holds that the threshold for joint enquiries is met on what is known. Their names and times are in the notes.'];
const WHY_HIGHER = ['Two things are not in the report: an earlier contact about the same adult, and a parent who could not be reached. Together they weigh more than the signs that were ticked.', 'When I rang, the referrer added what was not in the form, and it points higher. I settle it by that.'];
const WHY_NOT_AS_REFERRED: Record<'higher' | 'lower', readonly string[]> = {
  higher: ['The referrer saw one part. With the history and the other children in view the need is higher.', 'The signs the referrer named stand higher in this area’s guide than the referrer thought.'],
  lower: ['The referrer’s worry is right and was taken seriously; what is known does not reach that level, and help at this level can begin now.', 'The referrer feared more than is there: records and a call to the school do not bear it out.'],
};
const SAFE_UNTIL = ['Nine tomorrow morning, when school opens.', 'Six this evening, when the other parent is home.', 'The visit tomorrow at ten.'];
const SEEN_WHERE = ['At school, in the nurse’s room', 'At home, in the kitchen', 'At the surgery'];
const PLANS = [
  { planWhat: 'The grandmother stays the night and the children sleep in her room.', planUntil: 'Nine tomorrow morning', planWatches: 'The duty worker rings her at eight this evening', planIfFails: 'She rings 999, then the emergency duty team' },
  { planWhat: 'The parent keeps to what was agreed by telephone today; school sees the child at the gate at half past eight.', planUntil: 'Half past eight tomorrow', planWatches: 'The designated lead rings us at nine', planIfFails: 'We visit the same hour' },
  { planWhat: 'The health visitor calls in today and weighs the baby.', planUntil: 'Four this afternoon', planWatches: 'The health visitor, who rings the desk', planIfFails: 'Same-day look at the children’s assessment unit' },
] as const;
const CHANGE_MIND = ['A new injury, a child not seen when expected, or agreement withdrawn.', 'Anything new from school or health, or if the parent does not keep what was agreed.', 'If the child says more, or another child of the home is worried about.'];

function reasonsToDiffer({ proposed }: ChildInView, route: RouteCode): readonly string[] {
  return placedBy(route).level > (proposed?.level ?? 1) ? WHY_HIGHER : (WHY_LOWER[route] ?? WHY_NOT_AS_REFERRED.lower);
}

/** What a worker types into the decision page for this contact. */
export function settle(contact: PlannedContact, situation: Situation, settling: Settling, decidedAt: Temporal.Instant, startedFrom: number): Fields {
  const { theme, words, variant } = contact;
  const draw = drawing('settle', contact.household.id, contact.key);
  const say = (texts: readonly string[]) => fill(texts[variant % texts.length] ?? '', words, draw);
  const children = situation.children.map((child): Fields => {
    const field = (name: Parameters<typeof childField>[0]) => childField(name, child.personId);
    if (!child.reported) return { [field('standing')]: 'same', [field('riskReaches')]: 'yes' };
    const route = routeFor(child, settling);
    const placed = placedBy(route);
    const seen = child.unborn || child.personId === WHOLE_CONTACT ? 'not_known' : settling === 'lower' && route === 'UNIV_ADVICE' ? 'no' : variant % 2 === 0 || theme.believed.includes(4) ? 'yes' : 'no';
    return {
      [field('standing')]: 'own',
      [field('route')]: route,
      [field('primaryNeed')]: theme.need,
      [field('childSeen')]: seen,
      [field('seenBy')]: seen === 'yes' ? `${contact.reporter.name === '' ? 'Health visitor' : contact.reporter.name}, the same day` : '',
      [field('seenWhere')]: seen === 'yes' ? oneOf(draw, SEEN_WHERE) : '',
      [field('seenAlone')]: seen === 'yes' ? 'yes' : '',
      [field('seePlan')]: seen === 'yes' ? '' : 'The duty worker, at school tomorrow at ten',
      [field('childViews')]: say(theme.wants),
      [field('riskReaches')]: 'yes',
      [field('proposalReason')]: differsFromProposal(child.proposed, placed) ? oneOf(draw, reasonsToDiffer(child, route)) : '',
      [field('noStrategyReason')]: dropsStrategy(child.proposed, placed) ? oneOf(draw, WHY_NO_STRATEGY) : '',
    };
  });
  const routes = situation.children.filter(({ reported }) => reported).map((child) => placedBy(routeFor(child, settling)));
  const differently = situation.children.flatMap((child) => (child.reported && differsFromProposal(child.proposed, placedBy(routeFor(child, settling))) ? reasonsToDiffer(child, routeFor(child, settling)) : []));
  const level = Math.max(1, ...routes.map((placed) => placed.level));
  const believed = situation.referrerLevel;
  const review = londonDate(decidedAt).add({ days: 14 });
  return {
    ...Object.fromEntries(children.flatMap((fields) => Object.entries(fields))),
    [STARTED_FROM]: String(startedFrom),
    rationale: oneOf(draw, differently.length > 0 ? differently : [say(theme.because)]),
    familyViews: say(theme.familyViews),
    familyNotHeard: say(theme.familyViews) === '' ? 'not_asked_yet' : '',
    ifNothing: say(theme.ifNothing),
    delayUntil: oneOf(draw, SAFE_UNTIL),
    ...oneOf(draw, PLANS),
    otherChildren: 'all_named',
    changeMind: oneOf(draw, CHANGE_MIND),
    referrerReason: believed === null || believed === level ? '' : oneOf(draw, WHY_NOT_AS_REFERRED[level > believed ? 'higher' : 'lower']),
    changeReason: startedFrom > 0 ? 'The second person asked for it.' : '',
    historyRead: 'yes',
    ...(situation.agreementRefused ? { 'reviewOn-day': String(review.day), 'reviewOn-month': String(review.month), 'reviewOn-year': String(review.year) } : {}),
  };
}
