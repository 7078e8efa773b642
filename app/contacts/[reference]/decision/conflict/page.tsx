import { page } from '@/app/_edge/page';
import { DateTime, TwoTexts, type OneText } from '@/components/doorstep';
import { Button } from '@/components/govuk';
import { PageHeading, ProblemPage } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { readBasis } from '@/lib/decision/basis-store';
import { startedFrom } from '@/lib/decision/draft';
import { textInFull } from '@/lib/decision/full-text';
import { openDrafts, readConflicts } from '@/lib/platform/draft/store';
import { routeLabel } from '../_parts/words';

import { DECIDING } from '../../_parts/dossier';

export const metadata = { title: 'Two texts' };

function Choose({ reference, settle, conflict, text }: { reference: string; settle: 'mine' | 'saved' | 'other'; conflict?: string | undefined; text: string }) {
  return (
    <form method="post" action={`/contacts/${reference}/decision/save`}>
      <input type="hidden" name="settle" value={settle} />
      {conflict && <input type="hidden" name="conflict" value={conflict} />}
      <Button text={text} classes="govuk-button--secondary" />
    </form>
  );
}

/** What stands and what was written beside it, both whole. Nothing is overwritten and nothing is mixed. */
export default page('GET /contacts/[reference]/decision/conflict', async ({ tx, contact: head }) => {
  if (!head) throw new Error('the wrapper loads the contact');
  tx.foresee(head.id, DECIDING);
  const { reference } = head;
  const here = `/contacts/${reference}/decision`;
  const basis = await readBasis(tx, head.id);
  const [draft] = await openDrafts(tx, 'decision', head.id);
  const latest = basis?.decisions.at(-1);
  if (!basis || !draft) return <ProblemPage heading="There are not two texts" happened="You have no unfinished decision on this contact, so nothing is in conflict." next={<a className="govuk-link" href={here}>To the decision</a>} reference={reference} />;

  const names = await readNames(tx, latest ? [latest.by] : []);
  const [beside] = await readConflicts(tx, draft.id);
  const overtaken = latest !== undefined && startedFrom(draft.content.fields) !== basis.decisions.length;
  const mine = textInFull(draft.content.fields, basis.situation, (route) => routeLabel(basis.guide, route));
  let first: OneText;
  let second: OneText;
  if (overtaken) {
    first = { title: `Decision ${latest.version}, made`, by: <><bdi>{names.get(latest.by) ?? 'A colleague'}</bdi>, {routeLabel(basis.guide, latest.route)}, <DateTime at={latest.at} now={tx.at} within /></>, text: latest.rationale };
    second = { title: 'Yours, not handed in', by: <>Saved <DateTime at={draft.updatedAt.toISOString()} now={tx.at} within /></>, text: mine, action: <Choose reference={reference} settle="mine" text="Go on from mine, as a change of that decision" /> };
  } else if (beside) {
    const other = textInFull(beside.fields, basis.situation, (route) => routeLabel(basis.guide, route));
    first = { title: 'Saved', by: <>Saved <DateTime at={draft.updatedAt.toISOString()} now={tx.at} within /></>, text: mine, action: <Choose reference={reference} settle="saved" conflict={beside.id} text="Go on from this one" /> };
    second = { title: 'From another window', by: <DateTime at={beside.at.toISOString()} now={tx.at} />, text: other, action: <Choose reference={reference} settle="other" conflict={beside.id} text="Go on from this one" /> };
  } else {
    return <ProblemPage heading="There are not two texts" happened="Your unfinished decision is the only one, and it is kept." next={<a className="govuk-link" href={here}>To the decision</a>} reference={reference} />;
  }
  return {
    backHref: here,
    body: (
      <>
        <PageHeading caption={reference} heading="Two texts met" lead="Both are kept. Read them, then choose which one you go on from; the other stays as it is." />
        <TwoTexts first={first} second={second} label="The two texts" />
      </>
    ),
  };
});
