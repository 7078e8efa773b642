import type { Condition, Rule } from '@/lib/threshold/model';

const UNDER_18: Condition = { age: 'between', fromYears: 0, underYears: 18, orUnknown: true };
const UNDER_16: Condition = { age: 'between', fromYears: 0, underYears: 16, orUnknown: true };

/** Disabled or without speech, as somebody answered, wrote or ticked it (behaviour 6). */
export const DISABLED: Condition = { any: [{ fact: 'disability', is: true }, { present: { ids: ['I060'] } }] };

/** Rules that open a side duty and raise nothing. An age that is not known leaves the duty open. */
export const DUTY_RULES: readonly Rule[] = [
  {
    id: 'duty-medical-today',
    paragraph: '7.1',
    title: 'Medical or crisis care today',
    reason: 'The injury, assault, refusal of care or wish to die calls for a doctor or crisis care the same day.',
    basis: 'Children Act 1989 s.47; safe practice',
    when: {
      any: [
        { present: { ids: ['I098', 'I099', 'I101', 'I104', 'I113'] } },
        { all: [{ any: [{ fact: 'nonMobile', is: true }, { fact: 'perhapsNonMobile', is: true }] }, { present: { ids: ['I017'] } }] },
      ],
    },
    duties: ['MEDICAL_TODAY'],
  },
  {
    id: 'duty-fgm-police',
    paragraph: '7.2',
    title: 'Police report of known genital mutilation',
    reason: 'The professional who was told, or who saw the signs, reports it to the police in person. Suspicion alone does not open this duty.',
    basis: 'Female Genital Mutilation Act 2003 s.5B',
    when: { all: [{ fact: 'fgmKnown', is: true }, UNDER_18] },
    duties: ['FGM_POLICE'],
  },
  {
    id: 'duty-lado',
    paragraph: '7.3',
    title: 'A person in a position of trust, or a colleague of whoever told us',
    reason: 'The designated officer is told at any level of an allegation against a person in a position of trust; and where it is said to be about a colleague of whoever told us, or a colleague’s child, until somebody says that it is no allegation. Nothing is said to the person or the employer before it is agreed.',
    basis: 'Children Act 2004 s.11; Working Together to Safeguard Children',
    when: { any: [{ fact: 'positionOfTrust', is: true }, { fact: 'perhapsOfTrust', is: true }, { present: { ids: ['I126'] } }] },
    duties: ['LADO'],
  },
  {
    id: 'duty-siblings',
    paragraph: '7.4',
    title: 'Brothers, sisters and other children',
    reason: 'This risk lies in the household or in a person: the same question is asked for every child there or in contact.',
    basis: 'Children Act 1989 s.47(1); safe practice',
    when: { present: { ids: ['I115', 'I116', 'I122', 'I123', 'I124', 'I125', 'I128', 'I129'] } },
    duties: ['SIBLINGS'],
  },
  {
    id: 'duty-marac',
    paragraph: '7.5',
    title: 'High-risk domestic abuse',
    reason: 'Weapons, strangling or threats to kill are high risk: refer to the domestic abuse conference.',
    basis: 'Domestic Abuse Act 2021 statutory guidance',
    when: { present: { ids: ['I124'] } },
    duties: ['MARAC'],
  },
  {
    id: 'duty-nrm',
    paragraph: '7.6',
    title: 'Trafficking and exploitation',
    reason: 'A child exploited for sex or crime, or trafficked, is referred to the National Referral Mechanism; no consent is needed.',
    basis: 'Modern Slavery Act 2015 s.52',
    when: { present: { ids: ['I105', 'I106'] } },
    duties: ['NRM'],
  },
  {
    id: 'duty-homeless-16-17',
    paragraph: '7.7',
    title: 'Homeless at 16 or 17',
    reason: 'Housing and social care assess together, and the young person has somewhere safe the same day. Whoever may be 16 counts as 16 until somebody knows.',
    basis: 'Children Act 1989 s.20(3); R (G) v Southwark [2009] UKHL 26',
    when: {
      all: [{ present: { ids: ['I073'] } }, { any: [{ age: 'between', fromYears: 16, underYears: 18, orUnknown: true }, { fact: 'perhaps16', is: true }] }],
    },
    duties: ['HOMELESS_16_17'],
  },
  {
    id: 'duty-prevent',
    paragraph: '7.8',
    title: 'Being drawn to extremism',
    reason: 'A Prevent referral is made beside the help proposed here.',
    basis: 'Counter-Terrorism and Security Act 2015 s.26',
    when: { present: { ids: ['I071', 'I109'] } },
    duties: ['PREVENT'],
  },
  {
    id: 'duty-return-interview',
    paragraph: '7.9',
    title: 'After being missing',
    reason: 'Each time a child was missing an independent person offers to talk, within 72 hours of the child being found.',
    basis: 'Statutory guidance on children who run away or go missing (2014)',
    when: {
      all: [
        { age: 'bornOrUnknown' },
        { any: [{ present: { ids: ['I033', 'I069', 'I107'] } }, { fact: 'foundAt', given: true }, { fact: 'wasFound', is: true }] },
      ],
    },
    duties: ['RETURN_INTERVIEW'],
  },
  {
    id: 'duty-private-fostering',
    paragraph: '7.10',
    title: 'Private fostering visit',
    reason: 'The authority visits within seven working days and judges whether the arrangement is suitable. Who is disabled counts until 18, and whoever may be until somebody knows.',
    basis: 'Children Act 1989 Part IX; 2005 Regulations reg.4',
    when: {
      all: [
        { any: [{ present: { ids: ['I092'] } }, { fact: 'privateFostering', is: true }] },
        { any: [UNDER_16, { all: [{ any: [DISABLED, { fact: 'perhapsDisabled', is: true }] }, UNDER_18] }] },
      ],
    },
    duties: ['PRIVATE_FOSTERING'],
  },
  {
    id: 'duty-open-case',
    paragraph: '7.11',
    title: 'A case is open here, or may be',
    reason: 'An open case gets no new referral: the contact goes to its worker, and stays ours until a named person accepts it.',
    basis: 'Working Together to Safeguard Children; children in need census guidance',
    when: { fact: 'openPlan', kinds: ['CIN', 'CP', 'CLA'], where: ['this', 'not_known'] },
    duties: ['OPEN_CASE'],
  },
  {
    id: 'duty-out-of-area',
    paragraph: '7.12',
    title: 'Another authority',
    reason: 'Another authority has, or may have, a part in this child’s safety: find out where nobody said with which council a plan is, tell it, and act here until a named person there accepts.',
    basis: 'Children Act 1989 ss.17 and 47',
    when: {
      any: [
        { fact: 'homeAuthority', is: 'other' },
        { fact: 'openPlan', kinds: ['CIN', 'CP', 'CLA'], where: ['other', 'not_known'] },
      ],
    },
    duties: ['OUT_OF_AREA'],
  },
];
