import type { Person } from '@/lib/access/model';
import type { Authority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { withStep, type Draft } from '@/lib/platform/draft/model';
import type { DraftConflict } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { assessInput } from '../assess';
import { saidChildren } from './report-fields';
import { reportOfFields } from './report-of-fields';
import { factsLater, NO_FACTS_LATER, NOTHING_LATER, saidLater, withNewlyNamed, type FactsLater, type SaidLater } from './said-later';
import { isStep, ownedBy } from './steps';

/** What a page that is kept beside a report says beyond what was sent: in words, and as facts. */
export function laterOf(tx: Tx, person: Person, authority: Authority, { content }: Draft, page: DraftConflict | undefined): { later: SaidLater; facts: FactsLater } {
  if (page === undefined || !isStep(page.step)) return { later: NOTHING_LATER, facts: NO_FACTS_LATER };
  const fields = withStep(content, page.step, ownedBy(page.step), page.fields, 0).fields;
  const sent = reportOfFields(content.fields, person, authority, tx.at);
  const typed = reportOfFields(fields, person, authority, tx.at);
  const asked = ({ report }: typeof sent) => assessInput(report, { receivedOn: londonDate(tx.at), contactsIn12Months: 1, immediate: true });
  // A report that names no child has one all the same, of whom the page then tells.
  const keys = saidChildren(content.fields);
  const places = saidChildren(fields).map((key, index) => (keys.length > 0 ? keys.indexOf(key) + 1 : index === 0 ? 1 : 0));
  const heard = asked(typed);
  const named = typed.report.children.flatMap((child, index) => {
    const of = places[index] === 0 ? heard.children[index] : undefined;
    return of === undefined ? [] : [{ child, heard: of }];
  });
  return { later: withNewlyNamed(saidLater(sent.report, typed.report, page.step, sent.guide), named.map(({ child }) => child)), facts: { ...factsLater(asked(sent), heard, places), named } };
}
