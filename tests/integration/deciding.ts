import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import type { ReportInput } from '@/lib/contact/schema';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { findContact } from '@/lib/contact/store';
import { readBasis, type Basis } from '@/lib/decision/basis-store';
import { DECISION_STEP } from '@/lib/decision/draft';
import { childField } from '@/lib/decision/schema';
import { decide, type Decided } from '@/lib/decision/verbs/decide';
import { saveDecisionDraft } from '@/lib/decision/verbs/save-decision-draft';
import type { DecideProblem } from '@/lib/decision/model';
import { openDrafts } from '@/lib/platform/draft/store';
import type { Fields } from '@/lib/platform/draft/model';
import { withActor } from '@/lib/platform/db';
import type { Result } from '@/lib/platform/result';
import type { RouteCode } from '@/lib/threshold/model';
import { recordFrom, type Scene } from './letter-scene';
import type { Place } from './people';

/** A contact that waits, and how to decide it as somebody at an instant. */
export interface Case extends Scene {
  place: Place;
}

let families = 0;

/** One child of six with one sign, of a family not met before: the same child again would be a repeat contact. */
function oneChild(sign: string): ReportInput {
  families += 1;
  return { children: [{ givenName: 'Odalys', familyName: `Penhale ${families}`, dateOfBirth: '2020-03-01', indicators: { [sign]: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } };
}

/** A sign of early help (I018, level 2). */
export const earlyHelp = () => oneChild('I018');
/** A high-risk sign (I099, level 4). */
export const harm = () => oneChild('I099');

export async function arrives(place: Place, at: string, report: ReportInput, { immediate = false } = {}): Promise<Case> {
  return { place, ...(await recordFrom(place, place.people.teacher, at, report, immediate)) };
}

export const at = (text: string) => ({ at: Temporal.Instant.from(text) });

export async function claims(of: Case, person: Person, when: string): Promise<void> {
  await withActor(person, async (tx) => {
    const contact = await findContact(tx, of.reference);
    if (!contact) throw new Error('the contact is there');
    const done = await claimContact(tx, person, contact);
    if (!done.ok) throw new Error(done.problem);
  }, at(when));
}

export async function basisOf(of: Case): Promise<Basis> {
  return withActor(of.place.people.manager, async (tx) => {
    const basis = await readBasis(tx, of.contactId);
    if (!basis) throw new Error('there is a proposal');
    return basis;
  });
}

/** What a worker types: this route for each reported child, and the few things always asked. */
export async function typed(of: Case, route: RouteCode, more: Fields = {}): Promise<Fields> {
  const { situation } = await basisOf(of);
  const each = situation.children.flatMap(({ personId, reported }) =>
    reported
      ? [[childField('route', personId), route], [childField('primaryNeed', personId), 'N1'], [childField('childSeen', personId), 'yes'], [childField('seenBy', personId), 'School nurse, this morning'], [childField('seenWhere', personId), 'At school'], [childField('seenAlone', personId), 'yes'], [childField('childViews', personId), 'She wants her mother to sleep.'], [childField('proposalReason', personId), 'Explained and seen.'], [childField('noStrategyReason', personId), 'Police and health agree.']]
      : [[childField('standing', personId), 'same'], [childField('riskReaches', personId), 'yes']],
  );
  return { ...Object.fromEntries(each as [string, string][]), rationale: 'Because of what was seen.', familyViews: 'Her mother was told and is glad of help.', ifNothing: 'Grandmother is there.', delayUntil: 'Tomorrow at nine', planWhat: 'Grandmother stays', planUntil: 'Tomorrow at nine', planWatches: 'The school nurse', planIfFails: 'Ring the night team', otherChildren: 'all_named', historyRead: 'yes', referrerReason: 'Told by telephone.', ...more };
}

/** Types and saves, as the form does. */
export async function saves(of: Case, person: Person, fields: Fields, when: string, startedFrom?: number) {
  const begun = startedFrom ?? (await basisOf(of)).decisions.length;
  return withActor(person, async (tx) => {
    const [draft] = await openDrafts(tx, 'decision', of.contactId);
    return saveDecisionDraft(tx, person, of.contactId, { fields, version: draft?.content.steps[DECISION_STEP] ?? 0, startedFrom: begun, settle: '', conflictId: '' });
  }, at(when));
}

/** Hands in the person's own draft. */
export async function handsIn(of: Case, person: Person, when: string): Promise<Result<Decided, DecideProblem>> {
  return withActor(person, async (tx) => {
    const [draft] = await openDrafts(tx, 'decision', of.contactId);
    if (!draft) throw new Error('there is a draft');
    return decide(tx, person, { contactId: of.contactId, draftId: draft.id, version: draft.version, key: draft.key });
  }, at(when));
}

/** Types, saves and decides; the decision's id. */
export async function decides(of: Case, person: Person, route: RouteCode, when: string, more: Fields = {}): Promise<Decided> {
  await saves(of, person, await typed(of, route, more), when);
  const done = await handsIn(of, person, when);
  if (!done.ok) throw new Error(done.problem);
  return done.value;
}
