import { page } from '@/app/_edge/page';
import { Done, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { lineAnswered } from '@/lib/access/lines';
import { can } from '@/lib/access/policy';
import { readColleagues } from '@/lib/contact/queue/claim-store';
import { readGlassRequests, readOfficers } from '@/lib/restriction/access-store';
import { readGuarding } from '@/lib/restriction/guardian-store';
import { typedBefore } from '@/lib/platform/draft/typed';
import { isLeftUnconfirmed } from '@/lib/restriction/model';
import { readQuestions, readRestrictedChildren } from '@/lib/restriction/restricted-store';
import { Children, Questions, Register } from './_parts/children';
import { AskGlass, Requests } from './_parts/glass';
import { LeftUnconfirmed } from './_parts/left-unconfirmed';
import { Officers } from './_parts/officers';
import { UnguardedChildren } from './_parts/unguarded';
import { DONE, GAPS, PROBLEMS } from './_parts/words';

/** The form of a child to be restricted, kept while it is refused. */
const REGISTERING = { kind: 'restricted' } as const;

export const metadata = { title: 'Restricted' };

/**
 * Restricted children for those who guard them, the glass for those who must break it, and who is named for positions of
 * trust. Everybody sees the same page; what stands on it is only what is theirs (domain 7.14).
 */
export default page('GET /restricted', async ({ tx, person, authority, query }) => {
  const [{ guardian, unguarded, unconfirmed }, questions, children, requests, officers] = await Promise.all([readGuarding(tx), readQuestions(tx), readRestrictedChildren(tx), readGlassRequests(tx), readOfficers(tx)]);
  const registers = can(person, 'POST /restricted/register').allowed;
  const colleagues = registers ? await readColleagues(tx) : [];
  const everyManager = colleagues.filter(({ manager }) => manager);
  const managers = everyManager.filter(({ accountId }) => accountId !== person.actorId);
  // Whoever is one of its two finds it among their own, by its name.
  const left = registers ? unconfirmed.filter((each) => isLeftUnconfirmed(each, everyManager.map(({ accountId }) => accountId), tx.at) && each.registeredBy !== person.actorId && each.secondId !== person.actorId) : [];
  tx.ledger({ action: 'restricted.listed', objectKind: 'list', objectId: 'restricted', detail: { children: children.map(({ id }) => id), unguarded: unguarded.map(({ id }) => id), left: left.map(({ id }) => id), asked: questions.map(({ contactId }) => contactId) } });
  const gaps = query('gap').split('.').flatMap((field): FormError[] => (GAPS[field] === undefined ? [] : [{ field: field.split('-')[0] ?? field, message: GAPS[field] }]));
  const problem = PROBLEMS[query('problem')];
  const errors = [...gaps, ...(problem ? [problem] : [])];
  const done = DONE[query('done')];
  return (
    <>
      <FormErrors errors={errors} />
      <Done text={done} />
      <PageHeading heading="Restricted" lead="What only named people may see, and what to do when you must see it." />
      {(guardian || children.length > 0 || registers) && (
        <section aria-labelledby="children">
          <h2 className="govuk-heading-m" id="children">
            Restricted children
          </h2>
          {guardian && (
            <div id="answer">
              <Questions questions={questions} now={tx.at} />
            </div>
          )}
          {registers && <UnguardedChildren unguarded={unguarded} known={children} colleagues={colleagues} me={person.actorId} now={tx.at} />}
          <LeftUnconfirmed left={left} colleagues={colleagues} managers={managers} now={tx.at} />
          <Children all={children} managers={registers ? managers : null} me={person.actorId} now={tx.at} />
          {registers && <Register errors={gaps} colleagues={colleagues} managers={managers} typed={await typedBefore(tx, REGISTERING)} open={gaps.length > 0} />}
        </section>
      )}
      <Requests requests={requests} me={person.actorId} answers={guardian || person.role === 'manager'} now={tx.at} />
      <AskGlass errors={errors} alone={lineAnswered(authority.settings, tx.at) === 'night'} />
      <Officers officers={officers} colleagues={colleagues} mayName={registers} />
    </>
  );
});
