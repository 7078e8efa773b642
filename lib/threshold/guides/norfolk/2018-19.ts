import { defineGuide } from '@/lib/threshold/guides/define';
import { NORFOLK_LEVELS } from '@/lib/threshold/guides/norfolk/levels';

/** The third edition, in force: a conversation with the Children’s Advice and Duty Service comes first. */
export const NORFOLK_2018_19 = defineGuide({
  id: 'norfolk-threshold-guide',
  area: 'norfolk',
  version: '2018-19',
  title: 'Norfolk threshold guide, third edition',
  inForceFrom: '2018-04-01',
  inForceTo: null,
  levels: NORFOLK_LEVELS,
  routes: [
    { code: 'UNIV_ADVICE', name: 'Advice', team: 'universal', destination: 'The referrer’s own service, with advice from a consultant social worker' },
    { code: 'EH_SINGLE', name: 'Help from one agency', team: 'early-help', destination: 'The agency nearest to the family' },
    { code: 'EH_CAF', name: 'Family support process', team: 'early-help', destination: 'Family support team, with a lead professional' },
    { code: 'CIN_ASSESS', name: 'Social work assessment', team: 'social-work', destination: 'Social work assessment team, through the Children’s Advice and Duty Service' },
    { code: 'STRATEGY', name: 'Strategy discussion', team: 'social-work', destination: 'Multi-agency hub (MASH) with police and health, the same working day' },
    { code: 'IMMEDIATE', name: 'Immediate protection', team: 'social-work', destination: 'Police on 999, then the duty social worker by telephone' },
  ],
  ruleWords: {
    universal: {
      reason: 'What was asked about was not found, and nothing else points higher: a conversation and advice, with universal services and the family.',
    },
  },
  citations: [
    'Norfolk CADS and threshold relaunch, spring 2019, slides 3–6: version 3 (2018–19)',
    'Norfolk LSCP, how to raise a concern: outcome goes to a family support team or a social work team',
  ],
});
