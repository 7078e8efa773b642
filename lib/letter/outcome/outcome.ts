import type { Temporal } from 'temporal-polyfill';
import type { ReferrerClass } from '@/lib/contact/report/classify';
import type { AssessInput, CanonicalLevel, RouteCode } from '@/lib/threshold/model';
import { letter, longDate, whomToRing, type Block, type Heading, type LetterText } from '../model';

/** A child whom this referrer reported. Children of the household whom they did not report never get here. */
export interface ToldChild {
  /** Given name as the referrer wrote it; null when not known, unborn, or when the letter goes by post. */
  calledBy: string | null;
  unborn: boolean;
  level: CanonicalLevel;
  /** The area's own words: "Level 3, Child in need". */
  levelWords: string;
  levelDescription: string;
  route: RouteCode;
  routeName: string;
}

export interface OutcomeFacts extends Heading {
  referrerClass: ReferrerClass;
  receivedAt: Temporal.Instant;
  decidedAt: Temporal.Instant;
  /** Who answers for the decision: name and role. */
  decidedBy: string;
  guideTitle: string;
  children: ToldChild[];
  /** The highest of the children, or of the contact where the decision names no child. */
  route: RouteCode;
  level: CanonicalLevel;
  /** The family must not learn of it yet: nobody is asked to speak with them (safe practice 4). */
  silent: boolean;
  /** The level the referrer thought right; null for not sure. */
  referrerLevel: CanonicalLevel | null;
  /** The guide's phrases for what this referrer ticked and the level rests on. Their own words back, nobody else's. */
  signs: string[];
  /** When the letter went that this one corrects; null for a reader who got none (safe practice 5). */
  replaces: Temporal.Instant | null;
  /** What the designated officer or strategy discussion agreed to tell a possible subject; null while nobody has. */
  agreed: AgreedContent | null;
}

/** How much may be said to a possible subject, or an agency whose staff are one, once it is agreed: that it came and was considered, or the kind of decision too. */
export const AGREED_CONTENTS = ['received', 'category'] as const;
export type AgreedContent = (typeof AGREED_CONTENTS)[number];

export const AGREED_CONTENT_WORDS: Record<AgreedContent, string> = {
  received: 'That what they told us was received and considered, and no more',
  category: 'The kind of decision, and no more',
};

/** What each route means for a referrer: the decision in a few words, what we do, what is asked of them. */
interface RouteLetter {
  category: string;
  weDo: string;
  youDo: string[];
  /** What is asked of them while the family must not learn of it. */
  silently: string[];
}

const SILENCE = 'Say nothing to the family until a social worker has agreed with you what is said, by whom and when.';

const ROUTE_LETTERS: Record<RouteCode, RouteLetter> = {
  UNIV_ADVICE: {
    category: 'advice, with help from the services that are open to every child',
    weDo: 'We do not start an assessment. What you told us is kept, and it counts if there is another concern.',
    youDo: ['Go on helping the child and talking with the family.', 'Ring us for advice, or if anything gets worse. Two small worries together may be a large one.'],
    silently: [SILENCE, 'Go on helping the child.', 'Ring us for advice, or if anything gets worse. Two small worries together may be a large one.'],
  },
  EH_SINGLE: {
    category: 'early help',
    weDo: 'The help the family needs can come from one agency, and starts when the family agrees.',
    youDo: ['Talk with the family about the help that you or another agency can give, and agree what should be better by when.', 'Tell us if they do not agree to it, or if it does not help.'],
    silently: [SILENCE, 'Ring us before you offer any help, and tell us if things get worse.'],
  },
  EH_CAF: {
    category: 'early help',
    weDo: 'Several agencies help the family with one early help plan and one lead professional. It starts when the family agrees.',
    youDo: ['Take part in the plan. You may be asked to lead it.', 'Tell us if the family does not agree to it, or if things get worse.'],
    silently: [SILENCE, 'Take part in the plan once that is agreed. You may be asked to lead it.', 'Ring us if things get worse.'],
  },
  CIN_ASSESS: {
    category: 'a social work assessment',
    weDo: 'A social worker sees the child and the family and assesses what they need (Children Act 1989, section 17). The assessment takes 45 working days at the most.',
    youDo: ['The social worker will ask you what you know. Please have your records at hand.', 'Go on with the help you give now. The assessment does not replace it.'],
    silently: [SILENCE, 'The social worker will ask you what you know. Please have your records at hand.', 'Go on with the help you give now. The assessment does not replace it.'],
  },
  STRATEGY: {
    category: 'a strategy discussion with the police and health services',
    weDo: 'We talk with the police and health services as soon as possible and decide together whether to make enquiries under section 47 of the Children Act 1989.',
    youDo: [
      'You may be asked to take part today. Please have your records at hand and be reachable.',
      'Say nothing to the family about the discussion until a social worker has agreed with you what is said, by whom and when.',
      'Do not question the child further. If they speak, listen, and write down their exact words.',
    ],
    silently: ['You may be asked to take part today. Please have your records at hand and be reachable.', SILENCE, 'Do not question the child further. If they speak, listen, and write down their exact words.'],
  },
  IMMEDIATE: {
    category: 'immediate protection',
    weDo: 'We and the police act now to make the child safe. A strategy discussion follows (Children Act 1989, section 47).',
    youDo: [
      'Ring 999 if the child is in danger where they are.',
      'Stay reachable, and say nothing to the family until a social worker has agreed with you what is said, by whom and when.',
      'Do not question the child further. If they speak, listen, and write down their exact words.',
    ],
    silently: ['Ring 999 if the child is in danger where they are.', 'Stay reachable.', SILENCE, 'Do not question the child further. If they speak, listen, and write down their exact words.'],
  },
};

const ASKED = 'What we ask of you';

/** Does a letter ask anything of its reader? */
export function asksOfReader({ blocks }: Pick<LetterText, 'blocks'>): boolean {
  return blocks.some((block) => block.kind === 'heading' && block.text === ASKED);
}

/** Does a letter ask its reader to say nothing to the family? */
export function asksForSilence({ blocks }: Pick<LetterText, 'blocks'>): boolean {
  return blocks.some((block) => block.kind === 'list' && block.items.includes(SILENCE));
}

/** The decision in a few words, for a referrer who is told no more than that. */
export function categoryOf(route: RouteCode): string {
  return ROUTE_LETTERS[route].category;
}

function called(child: ToldChild, index: number, several: boolean): string {
  if (child.calledBy !== null) return child.calledBy;
  if (child.unborn) return 'The unborn baby';
  return several ? `Child ${index + 1} of those you told us about` : 'The child';
}

/** Said only to somebody who got the letter before. */
function correctionBlocks({ replaces }: OutcomeFacts): Block[] {
  return replaces === null ? [] : [{ kind: 'paragraph', text: `This letter replaces our letter of ${longDate(replaces)}. We looked at this again. Please go by this letter.` }];
}

function decisionBlocks(facts: OutcomeFacts): Block[] {
  const several = facts.children.length > 1;
  return [
    ...correctionBlocks(facts),
    { kind: 'paragraph', text: `Thank you for what you told us on ${longDate(facts.receivedAt)}. A social worker has read it and has decided.` },
    { kind: 'heading', text: 'What we decided' },
    facts.children.length === 0
      ? { kind: 'paragraph', text: `We decided on ${categoryOf(facts.route)}.` }
      : { kind: 'list', items: facts.children.map((child, index) => `${called(child, index, several)}: ${child.levelWords}. ${child.routeName}.`) },
  ];
}

function reasonBlocks(facts: OutcomeFacts): Block[] {
  const descriptions = [...new Map(facts.children.map((child) => [child.levelWords, child.levelDescription]))];
  const differs = facts.referrerLevel !== null && facts.referrerLevel !== facts.level;
  return [
    { kind: 'heading', text: 'Why, in brief' },
    ...descriptions.map(([words, description]): Block => ({ kind: 'paragraph', text: `${words}, in “${facts.guideTitle}”: ${description}` })),
    ...(facts.signs.length > 0 ? [{ kind: 'paragraph', text: 'Of what you told us, these were weighed:' } as const, { kind: 'list', items: facts.signs } as const] : []),
    ...(differs ? [{ kind: 'paragraph', text: 'You thought another level right. We have taken that into account and come to a different view; ring us and we will talk it through with you.' } as const] : []),
  ];
}

/** The same routes said once, in the order of the children. */
function distinctRoutes(facts: OutcomeFacts): RouteCode[] {
  return facts.children.length === 0 ? [facts.route] : [...new Set(facts.children.map((child) => child.route))];
}

/** The ladder of professional disagreement: from person to person first, with a jump when the child cannot wait (domain 3.6). */
const DISAGREEMENT: readonly string[] = [
  'First ring and speak with the person who decided, the same day if you can and within one working day.',
  'If you still disagree, your safeguarding lead speaks with the team manager, within two working days.',
  'After that your named professional or senior lead speaks with the service manager, within two more working days.',
  'Then the heads of both services, and last the safeguarding partnership.',
  'If you think the child cannot wait, skip steps, and ring 999 if the danger is now.',
];

function continuing(facts: OutcomeFacts): Block[] {
  const routes = distinctRoutes(facts).map((route) => ROUTE_LETTERS[route]);
  return [
    ...decisionBlocks(facts),
    ...reasonBlocks(facts),
    { kind: 'heading', text: 'What we do now' },
    ...routes.map((route): Block => ({ kind: 'paragraph', text: route.weDo })),
    { kind: 'heading', text: ASKED },
    { kind: 'list', items: [...new Set(routes.flatMap((route) => (facts.silent ? route.silently : route.youDo)))] },
    { kind: 'heading', text: 'Your own duty goes on' },
    // N01: practitioners keep their own responsibility after they have told somebody.
    { kind: 'paragraph', text: 'Telling us does not end your own responsibility. You and your agency go on keeping the child safe, watching for change, writing down what you see and hear, and coming back to us when you are worried again.' },
    { kind: 'heading', text: 'If you disagree' },
    { kind: 'paragraph', text: 'Please say so. Disagreeing in good time is part of keeping children safe.' },
    { kind: 'list', items: [...DISAGREEMENT] },
    ...whomToRing(facts),
    { kind: 'signature', lines: [facts.decidedBy, facts.area.serviceName] },
  ];
}

function withoutContinuingRole(facts: OutcomeFacts): Block[] {
  return [
    ...correctionBlocks(facts),
    { kind: 'paragraph', text: `Thank you for what you told us on ${longDate(facts.receivedAt)}.` },
    { kind: 'heading', text: 'What we decided' },
    { kind: 'paragraph', text: `A social worker considered it and decided on ${longDate(facts.decidedAt)} on ${categoryOf(facts.route)}.` },
    { kind: 'paragraph', text: 'We cannot tell you more, because it is private to the child and the family. If you become worried again, tell us again.' },
    ...whomToRing(facts),
    { kind: 'signature', lines: [facts.area.serviceName] },
  ];
}

function publicOrFamily(facts: OutcomeFacts): Block[] {
  return [
    ...correctionBlocks(facts),
    { kind: 'paragraph', text: `Thank you for telling us of your worry on ${longDate(facts.receivedAt)}.` },
    { kind: 'paragraph', text: 'We have received it, and a social worker has considered it. We cannot tell you what was decided, because it is private to the child and the family.' },
    { kind: 'paragraph', text: `If you see or hear anything more, ring ${facts.area.publicPhone}. If a child is in danger now, ring 999.` },
    { kind: 'signature', lines: [facts.area.serviceName] },
  ];
}

/**
 * The letter that tells a referrer of a decision, by class (safe practice 5). It is made from codes and from what this
 * referrer said, never from the worker's own text, so it can hold no address, no other agency's facts, no child
 * whom they did not report and no other referrer.
 * @returns null for a possible subject of the concern, before the designated officer or a strategy discussion agrees.
 */
export function outcomeLetter(facts: OutcomeFacts): LetterText | null {
  switch (facts.referrerClass) {
    case 'professional_continuing':
      return letter(facts, `What we decided: ${facts.reference}`, continuing(facts));
    case 'professional':
    // Nobody can tell from the letter which class a protected source is of.
    case 'protected':
      return letter(facts, `What we decided: ${facts.reference}`, withoutContinuingRole(facts));
    case 'public':
      return letter(facts, `What you told us: ${facts.reference}`, publicOrFamily(facts));
    case 'subject':
      return facts.agreed === null ? null : letter(facts, `What you told us: ${facts.reference}`, facts.agreed === 'category' ? withoutContinuingRole(facts) : publicOrFamily(facts));
  }
}

/**
 * What this referrer ticked and the first proposal rests on. The first proposal is made of the report alone; of its
 * facts, such as earlier contacts or an open plan, some are other people's and are left out.
 */
export function signsOf(input: AssessInput, document: { children: readonly { level: number; because: readonly { level?: number | undefined; indicators: readonly string[] }[] }[] }): string[] {
  const ticked = new Set(input.children.flatMap((child) => Object.entries(child.indicators ?? {}).filter(([, answer]) => answer === 'present').map(([id]) => id)));
  const weighed = document.children.flatMap((child) => child.because.filter((reason) => reason.level === child.level).flatMap((reason) => reason.indicators));
  return [...new Set(weighed)].filter((id) => ticked.has(id)).sort();
}
