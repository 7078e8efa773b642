import type { AreaId, Indicator } from '@/lib/threshold/model';

/** A row of the shared library, before an area has set its own level and emphasis. */
export type IndicatorRow = Pick<Indicator, 'id' | 'kind' | 'level' | 'phrase' | 'help'> & {
  /** Areas that give the sign particular attention; none = all alike. */
  emphasis?: readonly AreaId[];
  sources: readonly string[];
};

export const CAMBRIDGESHIRE = ['cambridgeshire'] as const;
export const NORFOLK = ['norfolk'] as const;
export const SOMERSET = ['somerset'] as const;
export const BLACKBURN = ['blackburn-with-darwen'] as const;
export const PLYMOUTH = ['plymouth'] as const;
