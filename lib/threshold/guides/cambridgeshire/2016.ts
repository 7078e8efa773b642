import { defineGuide } from '@/lib/threshold/guides/define';

/**
 * The Model of Staged Intervention. Its slide puts MOSI 2 and 3 under early help with the locality teams, so
 * both stand on canonical level 2: one agency is shown as MOSI 2, two or more together as MOSI 3. That split,
 * and every name above it, is ours until the partnership confirms its own.
 */
export const CAMBRIDGESHIRE_2016 = defineGuide({
  id: 'cambridgeshire-mosi',
  area: 'cambridgeshire',
  version: '2016',
  title: 'Cambridgeshire Model of Staged Intervention (MOSI)',
  inForceFrom: '2016-04-01',
  inForceTo: null,
  levels: [
    {
      canonical: 1,
      label: 'MOSI 1',
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
      label: 'MOSI 2',
      name: 'Early help from one agency',
      colour: 'green',
      lead: 'Lead practitioner in the agency, with the locality team',
      legalBasis: 'By agreement; Children Act 2004 s.10',
      consent: 'Always needed for early help',
      description: 'An extra need that one service can meet with the locality team’s advice.',
      routes: ['EH_SINGLE'],
    },
    {
      canonical: 2,
      label: 'MOSI 3',
      name: 'Early help from several agencies',
      colour: 'yellow',
      lead: 'Lead professional, with the locality team',
      legalBasis: 'By agreement; Children Act 2004 s.10',
      consent: 'Always needed for early help',
      description: 'Needs that call for two or more services working to one family plan.',
      routes: ['EH_CAF'],
    },
    {
      canonical: 3,
      label: 'MOSI 4: child in need',
      name: 'Social work unit, child in need',
      colour: 'pink',
      lead: 'Consultant social worker of the unit',
      legalBasis: 'Children Act 1989 s.17',
      consent: 'Agreement is sought; refusal is recorded and closes nothing',
      description: 'Without services the child is unlikely to be reasonably healthy or to develop as they should, or the child is disabled.',
      routes: ['CIN_ASSESS'],
    },
    {
      canonical: 4,
      label: 'MOSI 4: protection',
      name: 'Social work unit, protection',
      colour: 'red',
      lead: 'Consultant social worker of the unit, with police and health',
      legalBasis: 'Children Act 1989 s.47',
      consent: 'Not needed; tell the family unless that is unsafe',
      description: 'There is reasonable cause to suspect that the child suffers, or is likely to suffer, significant harm.',
      routes: ['STRATEGY', 'IMMEDIATE'],
    },
  ],
  routes: [
    { code: 'UNIV_ADVICE', name: 'Advice', team: 'universal', destination: 'The referrer’s own service, with advice' },
    { code: 'EH_SINGLE', name: 'Locality team, one agency', team: 'early-help', destination: 'Locality team for the family (MOSI 2)' },
    { code: 'EH_CAF', name: 'Locality team, family plan', team: 'early-help', destination: 'Locality team for the family, with a lead professional (MOSI 3)' },
    { code: 'CIN_ASSESS', name: 'Unit assessment', team: 'social-work', destination: 'Social work unit' },
    { code: 'STRATEGY', name: 'Strategy discussion', team: 'social-work', destination: 'Social work unit with police and health, through the hub (MASH)' },
    { code: 'IMMEDIATE', name: 'Immediate protection', team: 'social-work', destination: 'Police on 999, then a social work unit' },
  ],
  ruleWords: {
    'need-of-level-3': { title: 'One sign that calls for a social work unit' },
    'two-or-more-agencies': {
      basis: 'Cambridgeshire “Neglect on our Doorstep”, early help: MOSI levels 2 and 3',
    },
  },
  citations: [
    'Cambridgeshire “Neglect on our Doorstep”: MOSI levels 2 and 3 stand under early help, 14 locality teams, 47 social work units',
    'Cambridgeshire and Peterborough effective support document, November 2018: consent always needed for early help',
  ],
});
