import type { ReactNode } from 'react';
import type { Typed } from '@/app/report/_parts/questions';
import type { Authority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import type { Guide } from '@/lib/threshold/model';

/** What a page of questions is drawn from. */
export interface StepProps {
  typed: Typed;
  authority: Authority;
  person: Person;
  guide: Guide;
}

export type StepPage = (props: StepProps) => ReactNode;
