import { page } from '@/app/_edge/page';
import { WarningText } from '@/components/govuk';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { can } from '@/lib/access/policy';
import { readNames } from '@/lib/access/store';
import { heldDrafts } from '@/lib/assurance/retention/deletion-store';
import { dryRunPart } from '@/lib/assurance/retention/dry-run';
import { readHolds } from '@/lib/assurance/retention/hold-store';
import { readItems, readList, readLists } from '@/lib/assurance/retention/list-store';
import { openable } from '@/lib/assurance/retention/retention-store';
import { periodsMissing, scheduleOf } from '@/lib/assurance/retention/schedules';
import { holdForm } from '@/lib/assurance/retention/schema';
import { config } from '@/lib/platform/config';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import { Due, KeptTable, ListRead, Lists, Parts, PeriodsMissing, Schedule } from './_parts/due';
import { Holds, SetHold } from './_parts/holds';
import { DONE, HOLD_FIELDS, HOLD_FORM, LIFT_FORM, PROBLEMS } from './_parts/words';

export const metadata = { title: 'Retention' };

/** What is wrong with the hold as it was typed, and what else was refused. */
function errorsOf(problem: string, typed: Fields): FormError[] {
  const read = holdForm.safeParse(Object.fromEntries(HOLD_FIELDS.map((name) => [name, textOf(typed, name)])));
  if (problem === 'hold.form') return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
  const known = PROBLEMS[problem];
  return known === undefined ? [] : [known];
}

/**
 * What would be deleted today and what keeps the rest, lists that one person draws up and another releases, and holds (domain
 * 7.18). References, days and codes only: nobody is named.
 */
export default page('GET /retention', async ({ tx, person, authority, query }) => {
  const reads = can(person, 'POST /retention/hold').allowed;
  const [newest, holds, typed, run] = await Promise.all([readLists(tx), reads ? readHolds(tx) : [], reads ? typedBefore(tx, HOLD_FORM) : {}, dryRunPart(tx, query('after'), undefined, undefined, authority)]);
  const lifting = reads && query('problem').startsWith('lift.') ? await typedBefore(tx, LIFT_FORM) : {};
  const chosen = newest.find(({ id }) => id === query('list')) ?? (await readList(tx, query('list')));
  const lists = chosen === null || newest.includes(chosen) ? newest : [...newest, chosen];
  const items = chosen === null ? [] : await tx.asSystem(async (system) => readItems(system, chosen.id));
  const drafts = items.flatMap(({ id, contactId }) => (contactId === null ? id : []));
  const held = drafts.length === 0 ? new Set<string>() : await tx.asSystem(async (system) => heldDrafts(system, drafts));
  const references = await openable(tx, items.flatMap(({ contactId }) => contactId ?? []));
  const names = await readNames(tx, [...lists.flatMap(({ madeBy, released, withdrawn }) => [madeBy, released?.by ?? madeBy, withdrawn?.by ?? madeBy]), ...holds.flatMap(({ by, lift }) => [by, lift?.by ?? by])]);
  const errors = errorsOf(query('problem'), typed);
  const missing = periodsMissing(authority.settings, config().demo);
  tx.ledger({ action: 'retention.reckoned', objectKind: 'list', objectId: 'retention', detail: { ids: [...run.due, ...run.kept].map(({ id }) => id), drafts: run.drafts.length, list: chosen?.id ?? null } });
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={DONE[query('done')]} />
        <PageHeading heading="Retention" lead="How long records are kept: by person, the longest that any contact, plan or enquiry of the child or the household gives. Nothing is deleted by itself." />
        <section id="due" aria-labelledby="due-heading">
          <h2 className="govuk-heading-m" id="due-heading">Due today</h2>
          <PeriodsMissing missing={missing} />
          <Due run={run} whole={run.next === null && query('after') === ''} reads={reads} stopped={missing.length > 0} />
          <Parts next={run.next} first={query('after') === ''} />
        </section>
        <section id="lists" aria-labelledby="lists-heading">
          <h2 className="govuk-heading-m" id="lists-heading">Lists</h2>
          <WarningText text="Whatever stands on a released list is deleted for good. Its date, level and outcome stay." />
          <Lists lists={lists} names={names} me={person.actorId} now={tx.at} stopped={missing.length > 0} />
        </section>
        {chosen !== null && (
          <section id="list">
            <ListRead items={items} references={references} held={held} reads={reads} />
          </section>
        )}
        {reads && (
          <section id="holds" aria-labelledby="holds-heading">
            <h2 className="govuk-heading-m" id="holds-heading">Holds</h2>
            <Holds holds={holds} names={names} me={person.actorId} now={tx.at} typed={lifting} />
            <h3 className="govuk-heading-s">Hold a contact, or everything about its children</h3>
            <SetHold typed={typed} errors={errors} />
          </section>
        )}
        <section aria-labelledby="kept-heading">
          <h2 className="govuk-heading-m" id="kept-heading">Kept, and why</h2>
          <p className="govuk-body">Closed long enough that the shortest time is over. What is kept for less stands here when that is over.</p>
          <KeptTable kept={run.kept} heldDrafts={run.heldDrafts} reads={reads} />
          <Parts next={run.next} first={query('after') === ''} />
        </section>
        <section id="schedule" aria-labelledby="schedule-heading">
          <h2 className="govuk-heading-m" id="schedule-heading">The schedule</h2>
          <Schedule schedule={scheduleOf(authority.settings)} sets={can(person, 'GET /retention/periods/[outcome]').allowed} />
        </section>
      </>
    ),
  };
});
