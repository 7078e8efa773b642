import type { AreaLevel } from '@/lib/threshold/model';

/** Norfolk's four levels, as its editions since 2013 have them; the descriptions are ours. */
export const NORFOLK_LEVELS: AreaLevel[] = [
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
    name: 'Early help',
    colour: 'green',
    lead: 'Lead professional from the agency that knows the family best',
    legalBasis: 'By agreement; Children Act 2004 s.10',
    consent: 'The family agrees before help is arranged',
    description: 'Some needs are not met. One agency helps, or several with one plan.',
    routes: ['EH_SINGLE', 'EH_CAF'],
  },
  {
    canonical: 3,
    label: 'Level 3',
    name: 'Child in need',
    colour: 'amber',
    lead: 'Social worker',
    legalBasis: 'Children Act 1989 s.17',
    consent: 'Agreement is sought; refusal is recorded and closes nothing',
    description: 'Without services the child is unlikely to be reasonably healthy or to develop as they should, or the child is disabled.',
    routes: ['CIN_ASSESS'],
  },
  {
    canonical: 4,
    label: 'Level 4',
    name: 'Protection',
    colour: 'red',
    lead: 'Social worker, with police and health',
    legalBasis: 'Children Act 1989 s.47',
    consent: 'Not needed; tell the family unless that is unsafe',
    description: 'There is reasonable cause to suspect that the child suffers, or is likely to suffer, significant harm.',
    routes: ['STRATEGY', 'IMMEDIATE'],
  },
];
