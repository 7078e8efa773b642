import { defineGuide } from '@/lib/threshold/guides/define';
import { NORFOLK_LEVELS } from '@/lib/threshold/guides/norfolk/levels';

/** The second edition, enriched with signs of need and criteria for the duty to investigate. */
export const NORFOLK_2017_18 = defineGuide({
  id: 'norfolk-threshold-guide',
  area: 'norfolk',
  version: '2017-18',
  title: 'Norfolk threshold guide, second edition',
  inForceFrom: '2017-04-01',
  inForceTo: '2018-03-31',
  levels: NORFOLK_LEVELS,
  routes: [
    { code: 'UNIV_ADVICE', name: 'Advice', team: 'universal', destination: 'The referrer’s own service, with advice' },
    { code: 'EH_SINGLE', name: 'Help from one agency', team: 'early-help', destination: 'The agency nearest to the family' },
    { code: 'EH_CAF', name: 'Family support process', team: 'early-help', destination: 'Early help hub, with a lead professional' },
    { code: 'CIN_ASSESS', name: 'Social work assessment', team: 'social-work', destination: 'Assessment team, through the multi-agency hub (MASH)' },
    { code: 'STRATEGY', name: 'Strategy discussion', team: 'social-work', destination: 'Multi-agency hub (MASH): duty to investigate, with police and health' },
    { code: 'IMMEDIATE', name: 'Immediate protection', team: 'social-work', destination: 'Police on 999, then the multi-agency hub (MASH)' },
  ],
  ruleWords: {
    'high-risk': { basis: 'Children Act 1989 s.47(1)(b); the edition’s page on the duty to investigate' },
  },
  citations: [
    'Norfolk CADS and threshold relaunch, spring 2019, slide 5: version 2 (2017–18), enhanced with indicators of need',
    'Norfolk threshold guide 2017: possible needs and section 47 criteria',
  ],
});
