import { defineGuide } from '@/lib/threshold/guides/define';
import { NORFOLK_LEVELS } from '@/lib/threshold/guides/norfolk/levels';

/** The first edition, to go with Signs of Safety; written referrals still reached the hub. */
export const NORFOLK_2016_17 = defineGuide({
  id: 'norfolk-threshold-guide',
  area: 'norfolk',
  version: '2016-17',
  title: 'Norfolk threshold guide, first edition',
  inForceFrom: '2016-04-01',
  inForceTo: '2017-03-31',
  levels: NORFOLK_LEVELS,
  routes: [
    { code: 'UNIV_ADVICE', name: 'Advice', team: 'universal', destination: 'The referrer’s own service, with advice' },
    { code: 'EH_SINGLE', name: 'Help from one agency', team: 'early-help', destination: 'The agency nearest to the family' },
    { code: 'EH_CAF', name: 'Family support process', team: 'early-help', destination: 'Early help hub, with a lead professional' },
    { code: 'CIN_ASSESS', name: 'Social work assessment', team: 'social-work', destination: 'Assessment team, through the multi-agency hub (MASH)' },
    { code: 'STRATEGY', name: 'Strategy discussion', team: 'social-work', destination: 'Multi-agency hub (MASH) with police and health' },
    { code: 'IMMEDIATE', name: 'Immediate protection', team: 'social-work', destination: 'Police on 999, then the multi-agency hub (MASH)' },
  ],
  citations: [
    'Norfolk CADS and threshold relaunch, spring 2019, slide 5: version 1 (2016–17)',
    'Norfolk threshold guide 2013: four levels',
  ],
});
