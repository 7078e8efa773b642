import type { Temporal } from 'temporal-polyfill';
import type { SaidOfReaching } from '@/lib/contact/report/reaching';
import type { WrittenTo } from '@/lib/contact/secrecy/pregnancy';
import type { RouteCode } from '@/lib/threshold/model';
import { letter, longDate, type Block, type Heading, type LetterText } from '../model';

/** By what right somebody of the family is written to (safe practice 4 and 12). */
export const FAMILY_STANDINGS = ['parental_responsibility', 'young_person', 'mother', 'mother_told_them'] as const;
export type FamilyStanding = (typeof FAMILY_STANDINGS)[number];

export const FAMILY_STANDING_WORDS: Record<FamilyStanding, string> = {
  parental_responsibility: 'They have parental responsibility for this child',
  young_person: 'They are the young person themselves',
  mother: 'The child is not born yet, and she is the mother',
  mother_told_them: 'The child is not born yet, and the mother told us that they know of the pregnancy',
};

/** The young person's own wish, as far as they can form one (Gillick). */
export const WISHES = ['agrees', 'asked_not', 'not_able'] as const;
export type Wish = (typeof WISHES)[number];

export const WISH_WORDS: Record<Wish, string> = {
  agrees: 'They understand what the letter is, and agree to it',
  asked_not: 'They understand, and asked us not to: we write all the same, for the reason given',
  not_able: 'They are too young, or not able, to form a wish of their own',
};

export const INTERPRETER_NEEDS = ['not_needed', 'interpreter', 'translation'] as const;
export type InterpreterNeed = (typeof INTERPRETER_NEEDS)[number];

export const INTERPRETER_WORDS: Record<InterpreterNeed, string> = {
  not_needed: 'Neither: they read English',
  interpreter: 'An interpreter goes through it with them',
  translation: 'It is sent with a translation',
};

export const READING_NEEDS = ['ordinary', 'large_print', 'easy_read', 'read_aloud'] as const;
export type ReadingNeed = (typeof READING_NEEDS)[number];

export const READING_NEED_WORDS: Record<ReadingNeed, string> = {
  ordinary: 'As it is',
  large_print: 'In large print',
  easy_read: 'In Easy Read: short sentences, one to a line, large',
  read_aloud: 'Read aloud to them by a person',
};

export interface FamilyFacts extends Heading {
  standing: FamilyStanding;
  /** Given name of the one child; null when not born, not named, or not to be written. */
  calledBy: string | null;
  /** What was decided for this child. */
  route: RouteCode;
  decidedAt: Temporal.Instant;
  decidedBy: string;
  interpreter: InterpreterNeed;
  reading: ReadingNeed;
  /** What the strategy discussion set that the family is told; empty where there was none. */
  agreedWords: string;
  /** The worker's own words to this reader; empty for none. */
  ownWords: string;
  /** When the letter went that this one corrects; null for a first letter. */
  replaces: Temporal.Instant | null;
}

/** "Amira", or what stands for a name. A young person is "you". */
interface Voice {
  child: string;
  /** "help Amira", "help you". */
  them: string;
  /** Whom a visit is to: "you and Amira", "you". */
  visited: string;
}

function voiceOf({ standing, calledBy }: FamilyFacts): Voice {
  if (standing === 'young_person') return { child: 'you', them: 'you', visited: 'you' };
  const child = calledBy ?? (standing === 'parental_responsibility' ? 'your child' : 'your baby');
  return { child, them: child, visited: standing === 'parental_responsibility' ? `you and ${child}` : 'you' };
}

/** What was decided and what comes of it, for each route. No sign, no level, no agency, nobody's words. */
function decided(route: RouteCode, { child, them, visited }: Voice): string[] {
  switch (route) {
    case 'UNIV_ADVICE':
      return [`We do not think that a social worker needs to visit ${visited} now.`, `You can still get help for ${them}. You can ask at school, at your doctor’s or at the health clinic. You can ring us too.`];
    case 'EH_SINGLE':
      return [`We think that some more help could be good for ${them}.`, 'Someone will get in touch with you to talk about it. The help only starts if you say yes.'];
    case 'EH_CAF':
      return [`We think that some more help could be good for ${them}. It may come from more than one team.`, 'There will be one plan, and one person who looks after it. You help to make the plan. The help only starts if you say yes.'];
    case 'CIN_ASSESS':
      return [
        `A social worker will come to see ${visited}. They want to hear what goes well, what is hard, and what could help.`,
        `This is called an assessment. It takes no more than nine weeks. The law it comes from is section 17 of the Children Act 1989.`,
      ];
    case 'STRATEGY':
    case 'IMMEDIATE':
      return [`We need to make sure that ${child === 'you' ? 'you are' : `${child} is`} safe. A social worker will come to talk with ${visited}.`];
  }
}

function opening(facts: FamilyFacts, voice: Voice): Block[] {
  const again: Block[] = facts.replaces === null ? [] : [{ kind: 'paragraph', text: `This letter takes the place of our letter of ${longDate(facts.replaces)}. We looked at things again. Please go by this one.` }];
  return [
    ...again,
    { kind: 'paragraph', text: `We are writing to you about ${voice.child === 'you' ? 'you and how you are' : `${voice.child} and how things are at the moment`}.` },
    { kind: 'paragraph', text: `We were told of a worry. We cannot tell you who told us. A social worker read it with care on ${longDate(facts.decidedAt)}.` },
  ];
}

function rights(facts: FamilyFacts): Block[] {
  const help = facts.interpreter === 'not_needed' ? [] : [facts.interpreter === 'translation' ? 'You get this letter in your own language too.' : 'Someone who speaks your language will go through this letter with you.'];
  return [
    { kind: 'heading', text: 'What you can do' },
    {
      kind: 'list',
      items: [
        'Ask us anything about this letter. We will go through it with you.',
        'Tell us what you think. If you do not agree, say so. We will write it down and talk with you about it.',
        'Bring someone you trust when you talk to us.',
        'Ask to see what we have written down about you.',
        ...help,
      ],
    },
  ];
}

function ring({ area, reference }: FamilyFacts): Block[] {
  return [
    { kind: 'heading', text: 'How to reach us' },
    { kind: 'paragraph', text: `Ring ${area.publicPhone}. Please say this number: ${reference}. If someone is in danger now, ring 999.` },
  ];
}

/**
 * The letter to one person of a family about one child (safe practice 4). It is made from the decision alone, and holds no
 * other child, no address, no agency, no sign and nothing of who told us; what a worker adds stands under its own heading.
 */
export function familyLetter(facts: FamilyFacts): LetterText {
  const voice = voiceOf(facts);
  const said = [facts.agreedWords, facts.ownWords].map((words) => words.trim()).filter((words) => words !== '');
  const text = letter(facts, `A letter for you: ${facts.reference}`, [
    ...opening(facts, voice),
    { kind: 'heading', text: 'What happens now' },
    ...decided(facts.route, voice).map((words): Block => ({ kind: 'paragraph', text: words })),
    ...said.map((words): Block => ({ kind: 'paragraph', text: words })),
    ...rights(facts),
    ...ring(facts),
    { kind: 'signature', lines: [facts.decidedBy, facts.area.serviceName] },
  ]);
  return facts.reading === 'large_print' || facts.reading === 'easy_read' ? { ...(facts.reading === 'easy_read' ? easyRead(text) : text), size: 'large' } : text;
}

/** One sentence to a line, each its own point. */
function easyRead(text: LetterText): LetterText {
  return {
    ...text,
    blocks: text.blocks.flatMap((block): Block[] => {
      if (block.kind === 'paragraph') return block.text.split(/(?<=[.!?])\s+/u).map((sentence) => ({ kind: 'paragraph', text: sentence }));
      return block.kind === 'list' ? [{ kind: 'list', items: block.items.flatMap((item) => item.split(/(?<=[.!?])\s+/u)) }] : [block];
    }),
  };
}

/** What a confirmation lacks, by field. */
export interface GivenStanding {
  standing: FamilyStanding;
  standingWords: string;
  wish: Wish;
  wishWords: string;
}

/** A person of the contact as far as a letter to them or about them needs it. */
export interface FamilyPerson {
  id: string;
  kind: 'child' | 'household_child' | 'adult';
  givenName: string;
  familyName: string;
  unborn: boolean;
  /** The unborn child of this contact that this one was born as; null for everybody else. */
  bornAs: string | null;
  /** The report says: a father or partner. */
  fatherOrPartner: boolean;
  /** Which way to reach them the report says is safe; null where it says nothing. */
  safeWay: SaidOfReaching['safeWay'];
}

/** Why this confirmation does not hold together; by form field. */
export function standingProblems({ standing, standingWords, wish, wishWords }: GivenStanding, recipient: FamilyPerson, child: FamilyPerson): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  const say = (field: string, message: string) => problems.push({ field, message });
  const forUnborn = standing === 'mother' || standing === 'mother_told_them';
  if (child.unborn && !forUnborn) say('standing', 'The child is not born yet: only the mother, or somebody she told us knows, is written to');
  if (!child.unborn && forUnborn) say('standing', 'This child is born: choose parental responsibility, or the young person');
  if (recipient.unborn) say('recipient', 'A child who is not born yet cannot be written to');
  if (standing === 'young_person' && recipient.id !== child.id) say('standing', 'A young person is written to about themselves only');
  if (standing !== 'young_person' && recipient.id === child.id) say('standing', 'They are the child: choose “the young person themselves”');
  if (standing === 'mother' && recipient.fatherOrPartner) say('standing', 'The report says that they are the father or a partner, not the mother');
  if (standing === 'mother_told_them' && standingWords.trim() === '') say('standingWords', 'Say when the mother told us, and whom');
  if (child.bornAs !== null && standing === 'parental_responsibility' && standingWords.trim() === '') say('standingWords', 'This child was born after we were told of a pregnancy: say that she is the mother, or how you know that the mother told them');
  if (wish === 'asked_not' && wishWords.trim() === '') say('wishWords', 'They asked us not to: say why we write all the same, and who agreed');
  return problems;
}

/** Who is written to, as far as a pregnancy is concerned: herself, or whoever she told as they are called. */
export function familyReader(standing: string, called: string): WrittenTo {
  return standing === 'mother' ? { as: 'mother' } : { as: 'family', called };
}

/** Given and family name of somebody of the family, as on the envelope. */
export function calledOf({ givenName, familyName }: Pick<FamilyPerson, 'givenName' | 'familyName'>): string {
  return [givenName, familyName].filter((part) => part !== '').join(' ');
}
