import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { RouteCode } from '@/lib/threshold/model';
import { PRIMARY_NEEDS, type Situation } from './model';
import { childField, chosenRoute, type CHILD_FIELDS } from './schema';

const CHILD_LABELS: Partial<Record<(typeof CHILD_FIELDS)[number], string>> = {
  standingReason: 'Why different',
  seenBy: 'Seen by',
  seenWhere: 'Seen where',
  seePlan: 'To be seen',
  childViews: 'The child',
  notHeardWords: 'Why not heard',
  riskReason: 'Why the household’s risk does not reach them',
  proposalReason: 'Why differently from the guide',
  noStrategyReason: 'Why no strategy discussion',
};

const WHOLE_LABELS = { rationale: 'Why', referrerReason: 'Why another level than the referrer’s', ifNothing: 'If nothing is done', delayUntil: 'It can wait until', planWhat: 'The plan', planUntil: 'The plan holds until', planWatches: 'Who looks', planIfFails: 'If it fails', withoutReason: 'Why without what has not come in', untoldReason: 'Why the parents were not told', changeMind: 'What would change it', familyViews: 'The family', familyNotHeardWords: 'Why the family was not heard', changeReason: 'Why the earlier decision is changed' } as const;

/** Everything typed into a decision draft as one text, to be read beside another. */
export function textInFull(fields: Fields, situation: Situation, labelOf: (route: RouteCode) => string): string {
  const lines: string[] = [];
  for (const child of situation.children) {
    const route = chosenRoute(fields, child, situation.routes);
    const need = textOf(fields, childField('primaryNeed', child.personId));
    const standing = textOf(fields, childField('standing', child.personId));
    lines.push(`${child.name}: ${[route === undefined ? 'no level chosen' : labelOf(route), need in PRIMARY_NEEDS ? need : '', standing].filter(Boolean).join(', ')}`);
    for (const [field, label] of Object.entries(CHILD_LABELS)) {
      const said = textOf(fields, `${field}.${child.personId}`);
      if (said !== '') lines.push(`${label}: ${said}`);
    }
  }
  for (const [field, label] of Object.entries(WHOLE_LABELS)) {
    const said = textOf(fields, field);
    if (said !== '') lines.push(`${label}: ${said}`);
  }
  return lines.join('\n\n');
}
