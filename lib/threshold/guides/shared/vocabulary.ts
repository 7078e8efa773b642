import type { Guide } from '@/lib/threshold/model';

export const PLAIN_VOCABULARY: Guide['vocabulary'] = {
  UN: 'Need',
  UR: 'Underlying risk',
  HR: 'High risk',
  ST: 'Strength',
};
