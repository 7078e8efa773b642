/** What was typed into a form, by field name, exactly as typed. */
export type Fields = Record<string, string | string[]>;

/**
 * An unfinished form. `steps` holds the version at which each of its pages was last saved: so two tabs on
 * different pages do not quarrel, and two on the same page keep both texts.
 */
export interface DraftContent {
  fields: Fields;
  steps: Record<string, number>;
}

export const DRAFT_KINDS = ['report', 'decision', 'invitation', 'addition', 'answer', 'not_told', 'countersign', 'duty', 'unborn', 'child', 'hold', 'protection', 'linked', 'pass', 'emergency', 'hand_over', 'family_letter', 'family_telling', 'agree_to_tell', 'safe_way', 'returned', 'gone', 'sharing', 'unsent_call', 'rota', 'settings', 'restricted', 'call', 'talk', 'ring_back', 'slot', 'api_key', 'calls', 'agreed', 'follow_up', 'coaching', 'relation', 'step_up', 'retention', 'access_pack', 'asked_first'] as const;

export interface Draft {
  id: string;
  kind: (typeof DRAFT_KINDS)[number];
  authorityId: string;
  ownerId: string;
  agencyId: string | null;
  contactId: string | null;
  content: DraftContent;
  version: number;
  /** Idempotency key of the final act. */
  key: string;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closedHow: string | null;
  sentVersion: number | null;
  resultId: string | null;
}

/** Did its author put it away, unsent? */
export function isPutAway({ closedHow }: Pick<Draft, 'closedHow'>): boolean {
  return closedHow === 'sent_another_way' || closedHow === 'not_needed';
}

/** The first value of a field, or an empty string. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Every value of a field. */
export function listOf(fields: Fields, name: string): string[] {
  const value = fields[name];
  return value === undefined ? [] : typeof value === 'string' ? (value === '' ? [] : [value]) : value;
}

/** Replaces one page's fields with what was posted; a box no longer ticked is no longer there. */
export function withStep(content: DraftContent, step: string, owned: (name: string) => boolean, posted: Fields, version: number): DraftContent {
  const kept = Object.entries(content.fields).filter(([name]) => !owned(name));
  const fresh = Object.entries(posted).filter(([name]) => owned(name));
  return { fields: Object.fromEntries([...kept, ...fresh]), steps: { ...content.steps, [step]: version } };
}

/** Would this save write over words its author has not seen? */
export function overwrites(content: DraftContent, step: string, owned: (name: string) => boolean, posted: Fields, baseVersion: number): boolean {
  if ((content.steps[step] ?? 0) <= baseVersion) return false;
  const names = new Set([...Object.keys(content.fields), ...Object.keys(posted)].filter(owned));
  return [...names].some((name) => listOf(content.fields, name).join('\0') !== listOf(posted, name).join('\0'));
}

/** Is this one value of a field also said by those: as it is, or as a text that was typed on? A choice is a word without a space, and a time or an age whose figures go on is another one. */
function saidBy(value: string, others: readonly string[]): boolean {
  const typedOn = /\s/.test(value) && !/\d$/.test(value);
  return others.some((other) => other === value || (typedOn && other.startsWith(value)));
}

/** Does a page say nothing that does not stand in one of these others as well? */
export function saysNoMore(page: Fields, ...others: readonly Fields[]): boolean {
  return Object.keys(page).every((name) => listOf(page, name).every((value) => value.trim() === '' || others.some((other) => saidBy(value, listOf(other, name)))));
}
