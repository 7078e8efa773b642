import type { Temporal } from 'temporal-polyfill';
import type { Channel } from '@/lib/contact/store';
import { guideOn } from '@/lib/contact/guide-on';
import type { Report } from '@/lib/contact/schema';
import { londonDate } from '@/lib/platform/time';
import type { SeedArea } from './areas';
import { drawing, oneOf } from './names';
import type { SeedMembership } from './people';
import type { Household, Theme } from './stories/model';
import { tell, wordsOf, type Telling } from './stories/report';
import { reporterOf, type Reporter } from './stories/reporter';
import type { Words } from './stories/fill';

/**
 * How a worker settles a contact: as the guide proposes; a sign of level 3 settled at level 2; lower than proposed, which asks
 * for a second person; higher than proposed.
 */
export type Settling = 'as_proposed' | 'at_level_2' | 'lower' | 'higher';

/** A concern that is going to be recorded, told and ready, with the words for what is written about it afterwards. */
export interface PlannedContact {
  /** Names it within the area: makes its ids and its reference. */
  key: string;
  theme: Theme;
  household: Household;
  reporter: Reporter;
  channel: Channel;
  receivedAt: Temporal.Instant;
  report: Report;
  variant: number;
  words: Words;
}

/** What is known of a contact before its words are chosen. */
export interface Occasion {
  key: string;
  theme: Theme;
  household: Household;
  receivedAt: Temporal.Instant;
  /** Who reports it, where that matters. */
  by?: Theme['by'][number] | undefined;
  account?: SeedMembership | undefined;
  /** The same words make the same reporter, of those who have no account; the contact's own where left out. */
  reporterWords?: string | undefined;
  channel?: Channel | undefined;
  immediate?: boolean | undefined;
}

/** Chooses who reports a concern and how, and tells it. The same occasion gives the same contact. */
export function planContact(area: SeedArea, people: readonly SeedMembership[], occasion: Occasion): PlannedContact {
  const { key, household, receivedAt } = occasion;
  const theme: Theme = occasion.immediate ? { ...occasion.theme, immediate: true } : occasion.theme;
  const draw = drawing('contact', area.id, key);
  const drawn = Math.floor(draw() * theme.by.length);
  const place = occasion.by === undefined ? drawn : Math.max(0, theme.by.indexOf(occasion.by));
  const by = occasion.by ?? theme.by[place] ?? 'relative';
  const reporter = reporterOf(area, people, by, theme, household, occasion.reporterWords ?? key, occasion.account);
  const telling: Telling = { theme, household, reporter, variant: place, receivedAt, guide: guideOn(area.settings.guideArea, londonDate(receivedAt)), seedWords: `${area.id}/${key}` };
  const channel = occasion.channel ?? oneOf(draw, reporter.channels);
  return { key, theme, household, reporter, channel: channel === 'form' && reporter.account === null ? 'phone' : channel, receivedAt, report: tell(telling), variant: place, words: wordsOf(telling) };
}
