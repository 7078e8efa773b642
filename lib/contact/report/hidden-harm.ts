import { HIDDEN_HARM_SIGNS } from '@/lib/threshold/hidden-harm';
import type { HiddenHarm, Protection, Report, ReportChild, ReportMember } from '../schema';

/**
 * Hidden harm of the adults around a child, as it was said: domestic abuse, mental ill-health, drug or alcohol misuse
 * (requirements S03, S04). It is the referrer's word and no finding of an assessment (S07). Pure.
 */
export const HARM_THEMES = ['domesticAbuse', 'mentalIllHealth', 'substances'] as const;
export type HarmTheme = (typeof HARM_THEMES)[number];

export const THEME_WORDS: Record<HarmTheme, string> = { domesticAbuse: 'Domestic abuse', mentalIllHealth: 'Mental ill-health', substances: 'Drugs or alcohol' };

/** The themes that were said of one adult. Drugs and alcohol are asked apart and are one theme (domain 4.6). */
export function themesOf({ domesticAbuse, mentalIllHealth, drugs, alcohol }: HiddenHarm): HarmTheme[] {
  const said: Record<HarmTheme, boolean> = { domesticAbuse: domesticAbuse === 'yes', mentalIllHealth: mentalIllHealth === 'yes', substances: drugs === 'yes' || alcohol === 'yes' };
  return HARM_THEMES.filter((theme) => said[theme]);
}

/** Was any of the four questions answered? */
export function isAsked({ domesticAbuse, mentalIllHealth, drugs, alcohol }: HiddenHarm): boolean {
  return [domesticAbuse, mentalIllHealth, drugs, alcohol].some((given) => given !== null);
}

type Household = Pick<Report, 'household'>;

/** In the order of the themes. */
function themesIn(adults: readonly ReportMember[]): HarmTheme[] {
  const said = new Set(adults.flatMap(({ hiddenHarm }) => themesOf(hiddenHarm)));
  return HARM_THEMES.filter((theme) => said.has(theme));
}

/** Adults of whom it is not said that they live elsewhere: who may be at home with the child. */
const atHome = ({ household }: Household): ReportMember[] => household.filter(({ kind, livesWithChild }) => kind === 'adult' && livesWithChild !== 'no');

/** The themes that meet in the child's home, of one adult or of several. */
export function themesAtHome(report: Household): HarmTheme[] {
  return themesIn(atHome(report));
}

/** The themes that were said of any adult around the child. Whoever lives elsewhere is family, too (requirement C19), and a child lives with what they do. */
export function themesAround({ household }: Household): HarmTheme[] {
  return themesIn(household.filter(({ kind }) => kind === 'adult'));
}

/** Was a sign of this theme ticked for this child? */
const ticked = ({ indicators }: Pick<ReportChild, 'indicators'>, theme: HarmTheme) => HIDDEN_HARM_SIGNS[theme].some((id) => indicators[id] === 'present');

/**
 * Do all three meet around these children, whether they were said of the adults or ticked for any child? The guide has a sign for it, I133
 * (domain 2.2 behaviour 4), which is then so for each of them: the harm is the household’s (requirement S03). Where all three are ticked
 * signs it sees that for itself.
 */
export function allThreeAround(report: Household, children: readonly Pick<ReportChild, 'indicators'>[]): boolean {
  const said = themesAround(report);
  return said.length > 0 && HARM_THEMES.every((theme) => said.includes(theme) || children.some((child) => ticked(child, theme)));
}

/** Themes that were said of an adult, and of which no sign was ticked for any child: what it does to the child is still to be asked. */
export function themesToWeigh(report: Household & { children: readonly Pick<ReportChild, 'indicators'>[] }): HarmTheme[] {
  return themesAround(report).filter((theme) => !report.children.some((child) => ticked(child, theme)));
}

/** One of the seven regions of three sets, as the themes that meet there, and the adults of whom exactly these were said. */
export interface HarmRegion {
  themes: readonly HarmTheme[];
  members: ReportMember[];
}

const REGIONS: readonly (readonly HarmTheme[])[] = [
  ['domesticAbuse'],
  ['mentalIllHealth'],
  ['substances'],
  ['domesticAbuse', 'mentalIllHealth'],
  ['domesticAbuse', 'substances'],
  ['mentalIllHealth', 'substances'],
  ['domesticAbuse', 'mentalIllHealth', 'substances'],
];

/** All seven regions of the overlap (requirement S04), each with its adults. */
export function overlap({ household }: Household): HarmRegion[] {
  const adults = household.filter(({ kind }) => kind === 'adult');
  return REGIONS.map((themes) => ({ themes, members: adults.filter(({ hiddenHarm }) => themesOf(hiddenHarm).join() === themes.join()) }));
}

/** Safety is a strength shown as protection over time: since when, and how it is known (requirement C21; domain 5.6). */
export function isShownSafety({ what, since, until, evidence }: Protection): boolean {
  return what.trim() !== '' && since !== null && (until === null || until > since) && evidence.trim() !== '';
}

/** The numbers that people gave for how safe the child is, each by whom (domain 5.6: they differ). */
export function scalesOf({ view, children, household }: Pick<Report, 'view' | 'children' | 'household'>): { by: 'reporter' | ReportChild | ReportMember; scale: number }[] {
  const all = [{ by: 'reporter' as const, scale: view.scale }, ...children.map((child) => ({ by: child, scale: child.voice.view.scale })), ...household.map((member) => ({ by: member, scale: member.view.scale }))];
  return all.flatMap(({ by, scale }) => (scale === null ? [] : [{ by, scale }]));
}
