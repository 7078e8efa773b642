import { ALL_THREE_SIGN, HIDDEN_HARM_FACTS, HIDDEN_HARM_SIGNS } from '@/lib/threshold/hidden-harm';
import type { Condition, ConsentRule, Paragraph, Rule, Selector } from '@/lib/threshold/model';
import { DISABLED, DUTY_RULES } from '@/lib/threshold/guides/shared/duty-rules';

/** Behaviour 5: this many contacts in so many months, this one included, and a manager looks. */
export const REPEAT = { contacts: 3, months: 12 };

/** Safe practice 1 and 7, in minutes, day and night. */
export const ATTENTION = {
  immediateSeenMinutes: 15,
  level4ClaimedMinutes: 60,
  idleClaimLevel4Minutes: 30,
  idleClaimMinutes: 120,
  countersignLevel4Minutes: 60,
};

const PRACTICE_RULE = 'Practice rule agreed in review';
const S47 = 'Children Act 1989 s.47(1)(b)';
const S17 = 'Children Act 1989 s.17(10)';

const ANY_WORRY: Condition = { present: { kinds: ['UN', 'UR', 'HR'], from: 2 } };

/** Pregnant, or sexually active in a way that worries, or said to be under 13 and so (behaviour 6). */
const SEXUAL_ACTIVITY: Condition = { present: { ids: ['I066', 'I067', 'I102'] } };

/**
 * The three hidden-harm themes, derived from the signs themselves and not only from I133 (behaviour 4), each ticked for whichever child
 * or said of an adult: they are flags of a household (requirement S03), and the family is wider than that (C19).
 */
export const HIDDEN_HARM_THEMES: readonly Condition[] = (['domesticAbuse', 'mentalIllHealth', 'substances'] as const).map((theme) => ({
  any: [{ present: { ids: [...HIDDEN_HARM_SIGNS[theme]] }, ofAnyChild: true }, { fact: HIDDEN_HARM_FACTS[theme], is: true }],
}));

/**
 * Signs of a parent or carer, and not of what they do to one child: whoever drinks, is ill, struggles with the basics or keeps people away is the
 * baby's parent, too. Left out are those of one child or of a pregnancy (I040, I083 to I085, I139).
 */
const CARER_SIGNS = ['I037', 'I038', 'I039', 'I041', 'I042', 'I043', 'I044', 'I076', 'I077', 'I078', 'I079', 'I080', 'I081', 'I082'];

/** A need or risk that lies in the family, the home or whoever cares: it is there for every child who lives there. */
const OF_THE_HOME: Selector[] = [{ kinds: ['UN', 'UR'], from: 2, domains: ['FE'] }, { ids: CARER_SIGNS }];

const LEVEL_RULES: readonly Rule[] = [
  {
    id: 'additional-need',
    paragraph: '2.1',
    title: 'A need beyond universal services',
    reason: 'A need or risk is there that universal services alone do not meet.',
    basis: 'Working Together to Safeguard Children, chapter 3 (early help)',
    when: { present: { kinds: ['UN', 'UR'], from: 2 } },
    raise: { level: 2, route: 'EH_SINGLE' },
  },
  {
    id: 'two-or-more-agencies',
    paragraph: '2.2',
    title: 'Two or more agencies',
    reason: 'Two or more agencies give help beyond universal services, so early help is planned together with one lead professional.',
    basis: 'Blackburn with Darwen multi-agency briefings, March 2014, slide 24',
    when: { any: [{ fact: 'agenciesInvolved', atLeast: 2 }, { present: { ids: ['I132'] } }] },
    raise: { route: 'EH_CAF' },
  },
  {
    id: 'need-of-level-3',
    paragraph: '3.1',
    title: 'One sign of a child in need',
    reason: 'This sign usually means that the child is unlikely to do reasonably well without services. Confirm what it does to this child: one such sign, where nothing else points to level 3 or higher, may be settled at level 2 with a reason.',
    basis: S17,
    when: { present: { kinds: ['UN', 'UR'], from: 3 } },
    raise: { level: 3, route: 'CIN_ASSESS' },
    flags: ['confirmImpact'],
  },
  {
    id: 'risks-together',
    paragraph: '3.2',
    title: 'Several risks together',
    reason: 'Three or more underlying risks in two or more parts of the child’s life weigh more together than each alone.',
    basis: PRACTICE_RULE,
    when: { present: { kinds: ['UR'], from: 2, except: ['I132'] }, atLeast: 3, acrossDomains: 2 },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'hidden-harm',
    paragraph: '3.3',
    title: 'All three hidden harms',
    reason: 'Domestic abuse, a parent’s mental ill-health and substance use meet around one child, at home or in a parent who lives elsewhere.',
    basis: 'Somerset Family Safeguarding, January 2020, hidden harm',
    // The sign says the same of all three at once: what was said of the adults at home is heard by it, and weighs no less.
    when: { any: [{ all: [...HIDDEN_HARM_THEMES] }, { present: { ids: [ALL_THREE_SIGN] } }] },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'baby-or-unborn',
    paragraph: '3.4',
    title: 'Under 1, or not yet born',
    reason: 'A baby cannot wait or tell: any need or risk counts for more under the age of 1 and before birth.',
    basis: PRACTICE_RULE,
    when: {
      all: [
        { present: { kinds: ['UN', 'UR'], from: 2 } },
        { any: [{ age: 'unborn' }, { age: 'between', fromYears: 0, underYears: 1, orUnknown: false }] },
      ],
    },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'disabled-child-at-risk',
    paragraph: '3.5',
    title: 'A disabled child with an underlying risk',
    reason: 'A child who is disabled or without speech is more exposed to harm and less able to tell.',
    basis: `${S17}; ${PRACTICE_RULE.toLowerCase()}`,
    when: { all: [DISABLED, { present: { kinds: ['UR'], from: 2 } }] },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'privately-fostered',
    paragraph: '3.6',
    title: 'Private fostering',
    reason: 'A child cared for by someone who is not a close relative for 28 days or more must be visited and assessed.',
    basis: 'Children Act 1989 s.66',
    when: {
      all: [
        { fact: 'privateFostering', is: true },
        {
          any: [
            { age: 'between', fromYears: 0, underYears: 16, orUnknown: true },
            { all: [{ any: [DISABLED, { fact: 'perhapsDisabled', is: true }] }, { age: 'between', fromYears: 0, underYears: 18, orUnknown: true }] },
          ],
        },
      ],
    },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'baby-at-home',
    paragraph: '3.8',
    title: 'A baby in the same home',
    reason: 'What is wrong in the home, or with whoever cares for the children, weighs for more where a baby under 1 lives there, or one is expected, whichever child it was told of.',
    basis: PRACTICE_RULE,
    when: {
      any: [
        { all: [{ fact: 'babyAtHome', is: true }, { any: OF_THE_HOME.map((present) => ({ present })) }] },
        {
          all: [
            { any: [{ age: 'unborn' }, { age: 'between', fromYears: 0, underYears: 1, orUnknown: false }] },
            { any: OF_THE_HOME.map((present) => ({ present, ofAnyChild: true as const })) },
          ],
        },
      ],
    },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'high-risk',
    paragraph: '4.1',
    title: 'One high-risk sign',
    reason: 'One high-risk sign is enough: it gives reasonable cause to suspect significant harm and nothing averages it down.',
    basis: S47,
    when: { present: { kinds: ['HR'], from: 2 } },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'need-of-level-4',
    paragraph: '4.2',
    title: 'A sign this area puts at level 4',
    reason: 'This area puts the sign at the level of protection. Confirm what it means for this child.',
    basis: S47,
    when: { present: { kinds: ['UN', 'UR'], from: 4 } },
    raise: { level: 4, route: 'STRATEGY' },
    flags: ['confirmImpact'],
  },
  {
    id: 'immobile-with-injury',
    paragraph: '4.3',
    title: 'Injury of a child who cannot move about alone',
    reason: 'A child who is not independently mobile does not get hurt by themselves, at any age.',
    basis: S47,
    when: { all: [{ fact: 'nonMobile', is: true }, { present: { ids: ['I017', 'I098', 'I099'] } }] },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'perhaps-immobile-with-injury',
    paragraph: '4.3a',
    title: 'Injury of a baby who perhaps cannot move about alone',
    reason: 'The baby is under 1 and nobody has said whether it crawls or walks by itself: a child who is not independently mobile does not get hurt by themselves. Find out whether it does.',
    basis: S47,
    when: { all: [{ fact: 'perhapsNonMobile', is: true }, { present: { ids: ['I017', 'I098', 'I099'] } }] },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'under-13-sexual-activity',
    paragraph: '4.4',
    title: 'Sexual activity under 13',
    reason: 'A child under 13 cannot consent to sexual activity.',
    basis: `Sexual Offences Act 2003 ss.5–8; ${S47}`,
    when: {
      all: [
        SEXUAL_ACTIVITY,
        { age: 'between', fromYears: 0, underYears: 13, orUnknown: false },
      ],
    },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'fgm-known',
    paragraph: '4.5',
    title: 'Genital mutilation is known',
    reason: 'A girl has said that she was cut, or signs of it were seen.',
    basis: `Female Genital Mutilation Act 2003; ${S47}`,
    when: {
      all: [{ fact: 'fgmKnown', is: true }, { age: 'between', fromYears: 0, underYears: 18, orUnknown: true }],
    },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'immediate-danger',
    paragraph: '4.6',
    title: 'In danger now',
    reason: 'The child is in immediate danger: police or social care act first, and a strategy discussion follows as soon as possible.',
    basis: 'Children Act 1989 ss.44, 46 and 47',
    when: { all: [{ fact: 'immediateDanger', is: true }, { age: 'bornOrUnknown' }] },
    raise: { level: 4, route: 'IMMEDIATE' },
    flags: ['ring999'],
  },
  {
    id: 'immediate-danger-unborn',
    paragraph: '4.7',
    title: 'In danger now, before birth',
    reason: 'There is no police protection or emergency order before birth: hold a strategy discussion with midwifery, and ring 999 for the mother’s safety.',
    basis: 'Children Act 1989 s.47; pre-birth procedures',
    when: { all: [{ fact: 'immediateDanger', is: true }, { age: 'unborn' }] },
    raise: { level: 4, route: 'STRATEGY' },
    flags: ['ring999', 'midwifery'],
  },
  {
    id: 'unborn-midwifery',
    paragraph: '4.8',
    title: 'Midwifery at the table',
    reason: 'Anything planned for an unborn child is planned with midwifery. Nobody is told of the pregnancy whom the mother has not told.',
    basis: 'Pre-birth procedures; safe practice',
    when: { all: [{ age: 'unborn' }, { any: [ANY_WORRY, { fact: 'openPlan', kinds: ['EH', 'CIN', 'CP', 'CLA'], where: ['this', 'other', 'not_known'] }] }] },
    flags: ['midwifery'],
  },
  {
    id: 'perhaps-born',
    paragraph: '4.8a',
    title: 'Perhaps born by now',
    reason: 'The baby was due some time ago, or somebody has said that it was born, and no birth is recorded here. It counts as a baby and as one not yet born, whichever protects more. Find out, and record the birth.',
    basis: PRACTICE_RULE,
    when: { fact: 'perhapsBornMonths', given: true },
  },
  {
    id: 'trust-no-child-named',
    paragraph: '4.9',
    title: 'A person in a position of trust',
    reason: 'Children may be at risk now from someone who works or volunteers with them, whether or not one of them is named.',
    basis: 'Working Together to Safeguard Children (people in positions of trust)',
    when: { all: [{ child: 'none_named' }, { fact: 'positionOfTrust', is: true }] },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'perhaps-under-13-sexual-activity',
    paragraph: '4.10',
    title: 'Sexual activity, perhaps under 13',
    reason: 'The child was under 13 when it happened, or may have been, for the day is not known: a child under 13 cannot consent to sexual activity. Find out when it was.',
    basis: `Sexual Offences Act 2003 ss.5–8; ${S47}`,
    when: { all: [SEXUAL_ACTIVITY, { fact: 'perhapsUnder13', is: true }] },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'early-help-plan',
    paragraph: '5.1',
    title: 'An early help plan is open',
    reason: 'Never below the level of a plan that is open.',
    basis: PRACTICE_RULE,
    when: { fact: 'openPlan', kinds: ['EH'], where: ['this', 'other', 'not_known'] },
    raise: { level: 2, route: 'EH_SINGLE' },
  },
  {
    id: 'child-in-need-plan',
    paragraph: '5.2',
    title: 'A child in need plan is open',
    reason: 'Never below the level of a plan that is open.',
    basis: S17,
    when: { fact: 'openPlan', kinds: ['CIN'], where: ['this', 'other', 'not_known'] },
    raise: { level: 3, route: 'CIN_ASSESS' },
  },
  {
    id: 'protection-plan-or-looked-after',
    paragraph: '5.3',
    title: 'On a child protection plan or looked after',
    reason: 'The child is already known to be at risk of significant harm or in care; never below the level of a plan that is open.',
    basis: 'Children Act 1989 ss.20, 31 and 47',
    when: { fact: 'openPlan', kinds: ['CP', 'CLA'], where: ['this', 'other', 'not_known'] },
    raise: { level: 4, route: 'STRATEGY' },
  },
  {
    id: 'transfer-in',
    paragraph: '5.4',
    title: 'Moved in with a plan',
    reason: 'The child protection plan stands until a transfer-in conference, even when nothing new is reported. Whoever is looked after elsewhere stays with that authority.',
    basis: 'Transfer-in conference within 15 working days of being told of the arrival',
    when: { fact: 'openPlan', kinds: ['CP'], where: ['other'] },
    raise: { level: 4, route: 'STRATEGY' },
    duties: ['TRANSFER_IN'],
    flags: ['transferIn'],
  },
  {
    id: 'repeat-contact',
    paragraph: '5.5',
    title: 'Third contact in twelve months',
    reason: 'This is at least the third contact about the child or the household in twelve months: a manager looks at the pattern, and advice or no further action needs a second person.',
    basis: PRACTICE_RULE,
    when: { fact: 'contactsIn12Months', atLeast: REPEAT.contacts },
    flags: ['managerReview', 'secondPersonForAdvice'],
  },
];

/** The rules every guide shares (behaviours 1–6 and 8–12); an area may put its own words on them. */
export const SHARED_RULES: readonly Rule[] = [...LEVEL_RULES, ...DUTY_RULES];

/** Behaviour 8. */
export const HOLD: Paragraph = {
  id: 'hold-and-check',
  paragraph: '1.2',
  title: 'Hold and check',
  reason: 'Nothing has been confirmed, and what is not known has not been ruled out. Not knowing is not safety: check our own records first, then decide inside the clock.',
  basis: PRACTICE_RULE,
};

export const UNIVERSAL: Paragraph = {
  id: 'universal',
  paragraph: '1.1',
  title: 'Needs met by universal services',
  reason: 'What was asked about was not found, and nothing else points higher: advice, with universal services and the family.',
  basis: 'Working Together to Safeguard Children, chapter 3',
};

/** Behaviour 9: agreement is asked for, and its refusal never raises and never closes. */
export const CONSENT_RULES: readonly ConsentRule[] = [
  {
    id: 'early-help-needs-agreement',
    paragraph: '6.1',
    title: 'Early help needs agreement',
    reason: 'Early help is offered and agreed with the family: ask before anything is passed on.',
    basis: 'Working Together to Safeguard Children (early help is by consent)',
    levels: [2],
    answers: ['not_sought', 'refused'],
    flag: 'consentToAgree',
  },
  {
    id: 'early-help-refused',
    paragraph: '6.2',
    title: 'Early help was refused',
    reason: 'Refusal alone raises nothing. Offer advice, ask whether it will grow without help, and set a date to look again.',
    basis: PRACTICE_RULE,
    levels: [2],
    answers: ['refused'],
    flag: 'refusalNoted',
  },
  {
    id: 'assessment-needs-agreement',
    paragraph: '6.3',
    title: 'Agreement to an assessment',
    reason: 'Agreement is sought for an assessment of a child in need.',
    basis: 'Children Act 1989 s.17',
    levels: [3],
    answers: ['not_sought', 'refused'],
    flag: 'consentToAgree',
  },
  {
    id: 'assessment-refused',
    paragraph: '6.4',
    title: 'An assessment was refused',
    reason: 'Refusal beside these worries is information in itself. Worker and manager decide, with a date, whether there is reasonable cause or how help goes on; it closes nothing.',
    basis: PRACTICE_RULE,
    levels: [3],
    answers: ['refused'],
    flag: 'refusalNoted',
  },
  {
    id: 'protection-needs-none',
    paragraph: '6.5',
    title: 'Refusal where a child may be harmed',
    reason: 'Agreement is not needed to protect a child. That it was refused is information in itself; tell the family unless that is unsafe.',
    basis: S47,
    levels: [4],
    answers: ['refused'],
    flag: 'refusalNoted',
  },
];
