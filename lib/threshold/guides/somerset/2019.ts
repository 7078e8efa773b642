import { defineGuide } from '@/lib/threshold/guides/define';
import { HIDDEN_HARM_THEMES } from '@/lib/threshold/guides/shared/rules';

/** Effective Support, fourth edition, with Somerset’s attention to hidden harm. */
export const SOMERSET_2019 = defineGuide({
  id: 'somerset-effective-support',
  area: 'somerset',
  version: '2019',
  title: 'Somerset effective support for children and families',
  inForceFrom: '2019-10-01',
  inForceTo: null,
  levels: [
    {
      canonical: 1,
      label: 'Level 1',
      name: 'Universal',
      colour: 'blue',
      lead: 'The practitioner who already knows the child',
      legalBasis: 'None needed',
      consent: 'Talk with the family, as in everyday work',
      description: 'The family and the services open to every child meet the child’s needs.',
      routes: ['UNIV_ADVICE'],
    },
    {
      canonical: 2,
      label: 'Level 2',
      name: 'Additional needs',
      colour: 'green',
      lead: 'Lead professional named in the early help assessment',
      legalBasis: 'By agreement; Children Act 2004 s.10',
      consent: 'Without agreement an early help assessment cannot be registered',
      description: 'Some needs are not met. One agency helps, or several with one early help assessment.',
      routes: ['EH_SINGLE', 'EH_CAF'],
    },
    {
      canonical: 3,
      label: 'Level 3',
      name: 'Complex: child in need of support',
      colour: 'amber',
      lead: 'Social worker, with adult practitioners in the team',
      legalBasis: 'Children Act 1989 s.17',
      consent: 'Agreement is sought; refusal is recorded and closes nothing',
      description: 'Needs are complex, often because of what the adults at home live with.',
      routes: ['CIN_ASSESS'],
    },
    {
      canonical: 4,
      label: 'Level 4',
      name: 'Acute: child in need of protection',
      colour: 'red',
      lead: 'Social worker, with police and health',
      legalBasis: 'Children Act 1989 s.47',
      consent: 'Not needed; tell the family unless that is unsafe',
      description: 'There is reasonable cause to suspect that the child suffers, or is likely to suffer, significant harm.',
      routes: ['STRATEGY', 'IMMEDIATE'],
    },
  ],
  routes: [
    { code: 'UNIV_ADVICE', name: 'Advice', team: 'universal', destination: 'The referrer’s own service, with advice' },
    { code: 'EH_SINGLE', name: 'Help from one agency', team: 'early-help', destination: 'The agency nearest to the family' },
    { code: 'EH_CAF', name: 'Early help assessment', team: 'early-help', destination: 'Early help hub, with an early help assessment' },
    { code: 'CIN_ASSESS', name: 'Social work assessment', team: 'social-work', destination: 'Assessment team with adult practitioners' },
    { code: 'STRATEGY', name: 'Strategy discussion', team: 'social-work', destination: 'Family Safeguarding team with police and health' },
    { code: 'IMMEDIATE', name: 'Immediate protection', team: 'social-work', destination: 'Police on 999, then children’s social care by telephone' },
  ],
  ruleWords: {
    'hidden-harm': {
      reason: 'Domestic abuse, a parent’s mental ill-health and substance use meet around one child, at home or in a parent who lives elsewhere: the three hidden harms that Somerset looks for together.',
    },
  },
  ownRules: [
    {
      id: 'somerset-adult-practitioners',
      paragraph: '3.7',
      title: 'Adult practitioners at the table',
      reason: 'At least one hidden harm is present: ask whether a domestic abuse, mental health or substance misuse practitioner should join.',
      basis: 'Somerset Family Safeguarding, January 2020, integrated teams',
      when: { any: [...HIDDEN_HARM_THEMES, { present: { ids: ['I121', 'I133'] } }] },
      flags: ['adultPractitioners'],
    },
  ],
  citations: [
    'Somerset effective support, version 4, October 2019: level names and the early help assessment',
    'Somerset Family Safeguarding, January 2020: hidden harm and integrated teams',
  ],
});
