import type { StepName } from '@/lib/contact/report/steps';
import { Agencies } from './agencies';
import { Children } from './children';
import { Consent } from './consent';
import { Household } from './household';
import { Indicators } from './indicators';
import { Level } from './level';
import { Safety } from './safety';
import type { StepPage } from './step-page';
import { Strengths } from './strengths';
import { Voice } from './voice';
import { WhatHappened } from './what-happened';
import { You } from './you';

interface Page {
  heading: string;
  lead?: string;
  Questions: StepPage;
}

/** The question pages of a report by their place in the address. */
export const STEP_PAGES: Record<StepName, Page> = {
  safety: { heading: 'Where is the child now?', lead: 'Tell us this first. Names come later.', Questions: Safety },
  you: { heading: 'About you', lead: 'So that a social worker can ring you.', Questions: You },
  children: { heading: 'Which child or children?', lead: 'As far as you know. Leave empty what you do not know.', Questions: Children },
  household: { heading: 'Family and household', lead: 'Everyone who matters to the child, living there or not.', Questions: Household },
  'what-happened': { heading: 'What happened?', Questions: WhatHappened },
  voice: { heading: 'What does the child tell us?', lead: 'In words or without.', Questions: Voice },
  strengths: { heading: 'What is going well, and what worries you?', Questions: Strengths },
  indicators: { heading: 'What have you seen?', Questions: Indicators },
  agencies: { heading: 'Who helps already?', Questions: Agencies },
  consent: { heading: 'What does the family know?', Questions: Consent },
  level: { heading: 'How serious do you think it is?', Questions: Level },
};
