import { page } from '@/app/_edge/page';
import { mayDecide } from '@/lib/access/deciding';
import { LevelBadge, Narrative } from '@/components/doorstep';
import { Button, InsetText, SummaryList, WarningText } from '@/components/govuk';
import { PageHeading, ProblemPage } from '@/components/shell';
import { otherChildren } from '@/lib/contact/additions/other-children-store';
import { ledgerNamedBefore } from '@/lib/contact/identity/named-before-store';
import { cameInUnread } from '@/lib/contact/queue/queue-store';
import { readBasis } from '@/lib/decision/basis-store';
import { aboutWhom, consequences } from '@/lib/decision/consequences';
import { startedFrom } from '@/lib/decision/draft';
import { familyWords, PLAN_PARTS } from '@/lib/decision/keeping-safe';
import { COUNTERSIGN_REASONS, COUNTERSIGN_SOURCE, DECIDE_PROBLEMS, decidedForItself, judge, WHOLE_CONTACT } from '@/lib/decision/model';
import { readDecision } from '@/lib/decision/schema';
import { openDrafts } from '@/lib/platform/draft/store';
import { DECIDING } from '../../_parts/dossier';
import { AlsoNamed } from '../_parts/also-named';
import { OtherChildren } from '../_parts/other-children';
import { heardWords, seenWords } from '../_parts/decided-panel';
import { MaybeTold } from '../_parts/maybe-told';
import { FollowsList } from '../_parts/follows-list';
import { DIRECTION_WORDS, routeLabel, STANDING_WORDS } from '../_parts/words';

export const metadata = { title: 'Check the decision' };

export default page('GET /contacts/[reference]/decision/check', async ({ tx, person, authority, contact: head }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  tx.foresee(head.id, DECIDING);
  const here = `/contacts/${head.reference}/decision`;
  const basis = await readBasis(tx, head.id);
  const [draft] = await openDrafts(tx, 'decision', head.id);
  const problem = (words: string, path = here, link = 'Back to the decision') => (
    <ProblemPage heading="Not decided yet" happened={words} kept={draft ? 'What you wrote is kept.' : undefined} next={<a className="govuk-link" href={path}>{link}</a>} reference={head.reference} />
  );
  if (basis === null) return problem(DECIDE_PROBLEMS.no_proposal);
  if (draft === undefined) return problem(DECIDE_PROBLEMS.no_draft);
  if (!mayDecide(person)) return problem(DECIDE_PROBLEMS.not_qualified);
  if (startedFrom(draft.content.fields) !== basis.decisions.length) return problem(DECIDE_PROBLEMS.stale, `${here}/conflict`, 'See both texts');
  if (basis.contact.holderId !== person.actorId) return problem(DECIDE_PROBLEMS.not_held);
  if ((await cameInUnread(tx, head.id)) !== null) return problem(DECIDE_PROBLEMS.came_in, `/contacts/${head.reference}`, 'Read what came in');
  const read = readDecision(draft.content.fields, basis.situation);
  if (!read.ok) return problem(DECIDE_PROBLEMS.not_complete, `${here}?look=gaps`, 'See what is missing');

  const { guide, maybeTold, namedBefore, situation } = basis;
  ledgerNamedBefore(tx, head.id, namedBefore);
  if (maybeTold !== null) tx.ledger({ action: 'contact.who_proposed', objectKind: 'contact', objectId: head.id, detail: { ids: maybeTold.contacts.map(({ contactId }) => contactId) } });
  const decision = read.value;
  const judgement = judge(situation, decision);
  const follows = consequences(basis, decision, judgement, { at: tx.at, by: person.actorId, opens: authority.settings.dutyHours.from });
  const nameOf = (personId: string | null) => aboutWhom(situation, personId);
  return {
    backHref: here,
    body: (
      <>
        <PageHeading caption={head.reference} heading="Check before you decide" />
        <AlsoNamed reference={head.reference} named={namedBefore} mayAdd={false} />
        {maybeTold !== null && <MaybeTold reference={head.reference} maybe={maybeTold} now={tx.at} />}
        <OtherChildren others={await otherChildren(tx, head.id)} now={tx.at} />
        <p className="govuk-body">
          <LevelBadge level={judgement.level} label={routeLabel(guide, judgement.route)} size="large" />
        </p>
        <p className="govuk-body">{DIRECTION_WORDS[judgement.direction]}</p>
        {judgement.needsCountersign && (
          <>
            <WarningText iconFallbackText="Important" text="A second person must agree: a social-work-qualified manager who is not you, did not report this and does not hold it. Until then what governs now goes on governing: no letter, no closure." />
            <ul className="govuk-list govuk-list--bullet">
              {judgement.countersignReasons.map(({ code, personId }) => (
                <li key={`${code}${personId}`}>
                  {COUNTERSIGN_REASONS[code]}
                  {nameOf(personId) && (
                    <>
                      {' '}
                      (<bdi>{nameOf(personId)}</bdi>)
                    </>
                  )}
                </li>
              ))}
            </ul>
            <p className="ds-secondary">{COUNTERSIGN_SOURCE}.</p>
          </>
        )}
        <h2 className="govuk-heading-m">What opens at once</h2>
        <FollowsList follows={follows.atOnce} nameOf={nameOf} deciderId={person.actorId} now={tx.at} />
        {follows.whenAgreed.length > 0 && (
          <>
            <h2 className="govuk-heading-m">When the second person agrees</h2>
            <p className="ds-secondary">Their clocks start then; these are the instants if it were now.</p>
            <FollowsList follows={follows.whenAgreed} nameOf={nameOf} deciderId={person.actorId} now={tx.at} />
          </>
        )}
        <InsetText>{judgement.needsCountersign ? 'No letter is written until the second person agrees.' : 'A letter to the referrer is written with the decision. You read it before it goes; its words depend on who they are.'}</InsetText>
        <h2 className="govuk-heading-m">What you wrote</h2>
        <SummaryList
          rows={[
            ...decision.children.map((child) => ({
              key: { html: <bdi>{nameOf(child.personId) || 'The contact'}</bdi> },
              value: { text: decidedForItself(child.standing) ? routeLabel(guide, child.route) : STANDING_WORDS[child.standing] },
            })),
            { key: { text: 'Why' }, value: { html: <Narrative text={decision.rationale} /> } },
            { key: { text: 'Danger of delay' }, value: { html: <Narrative text={[decision.ifNothing || 'Nothing written', decision.delayUntil === '' ? '' : `It can wait until: ${decision.delayUntil}`].filter((text) => text !== '').join('\n')} /> } },
            ...(decision.plan === null ? [] : [{ key: { text: 'The plan until the next contact' }, value: { html: <Narrative text={PLAN_PARTS.map((part) => decision.plan?.[part] ?? '').filter((text) => text !== '').join('\n')} /> } }]),
            ...(decision.without.length === 0 ? [] : [{ key: { text: 'Decided without' }, value: { html: <Narrative text={[...decision.without.map(({ what, asked }) => `${what} (asked: ${asked})`), decision.withoutReason].join('\n')} /> } }]),
            ...decision.children.filter(({ standing, personId }) => decidedForItself(standing) && personId !== WHOLE_CONTACT).map((child) => ({ key: { html: <>Seen and heard: <bdi>{nameOf(child.personId)}</bdi></> }, value: { html: <Narrative text={`${seenWords(child)}\n${heardWords(child)}`} /> } })),
            { key: { text: 'What would change your mind' }, value: { text: decision.changeMind || 'Nothing written' } },
            { key: { text: 'The family’s views' }, value: { text: familyWords(decision) } },
          ]}
        />
        <form method="post" action={`${here}/submit`}>
          <input type="hidden" name="draft" value={draft.id} />
          <input type="hidden" name="key" value={draft.key} />
          <input type="hidden" name="version" value={draft.version} />
          <div className="govuk-button-group">
            <Button text={judgement.needsCountersign ? 'Decide, and ask the second person' : 'Decide'} preventDoubleClick />
            <a className="govuk-link" href={here}>
              Change something
            </a>
          </div>
        </form>
      </>
    ),
  };
});
