import { page } from '@/app/_edge/page';
import { DateTime, StackTable } from '@/components/doorstep';
import { Button, SummaryList, WarningText } from '@/components/govuk';
import { Done, EmptyState, FormErrors, PageHeading, type FormError } from '@/components/shell';
import { readNames } from '@/lib/access/store';
import { openable } from '@/lib/assurance/retention/retention-store';
import { ASKERS, mayBeOfConcern } from '@/lib/assurance/subject-access/model';
import { readPack, readPacks, type Pack } from '@/lib/assurance/subject-access/pack-store';
import { markOfPack, piecesShown, stillToOpen, whyIn } from '@/lib/assurance/subject-access/reviewing';
import { packForm } from '@/lib/assurance/subject-access/schema';
import { wrongIn } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { typedBefore } from '@/lib/platform/draft/typed';
import type { Tx } from '@/lib/platform/db';
import { dayWords, londonDate } from '@/lib/platform/time';
import { GiveOut } from './_parts/give-out';
import { OutOfPacks } from './_parts/out-of-packs';
import { ReviewPieces } from './_parts/review';
import { Start } from './_parts/start';
import { typedReview } from './_parts/typed-review';
import { DONE, GIVEN_BEFORE, giveOutTyped, PACK_FIELDS, PACK_FORM, PROBLEMS, reviewTyped } from './_parts/words';

export const metadata = { title: 'Subject access' };

function errorsOf(problem: string, typed: Fields): FormError[] {
  const read = packForm.safeParse(Object.fromEntries(PACK_FIELDS.map((name) => [name, textOf(typed, name)])));
  if (problem === 'start.form') return read.success ? [] : read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
  const known = PROBLEMS[problem];
  return known === undefined ? [] : [known];
}

const EMPTIED = 'Withdrawn: something in it was made secret since. Begin another';
const WAITS = 'Whoever asked still waits: what they asked about is not deleted until you say that nobody does, after another pack was begun or they let it go';

const standing = ({ confirmed, givenOut, withdrawn, emptied, waits, pieces, reviewed }: Pack) => (waits ? `${EMPTIED}: whoever asked still waits` : withdrawn ? (emptied ? EMPTIED : 'Withdrawn') : givenOut !== null ? `Given out on ${dayWords(londonDate(givenOut).toString())}` : confirmed !== null ? 'Confirmed' : `${reviewed} of ${pieces} pieces reviewed`);

function OpenFirst({ references, lead }: { references: readonly string[]; lead: string }) {
  if (references.length === 0) return null;
  return (
    <>
      <p className="govuk-body">{lead}</p>
      <ul className="govuk-list govuk-list--bullet">
        {references.map((reference) => (
          <li key={reference}>
            <a className="govuk-link" href={`/contacts/${reference}`}>
              {reference}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One pack: what is in it, as far as the reader was asked before; what may be done with it. */
async function OnePack({ tx, pack, me, problem }: { tx: Tx; pack: Pack; me: string; problem: string }) {
  const waiting = await stillToOpen(tx, pack.id);
  if (waiting.length > 0) return <OpenFirst references={waiting} lead="Before you read this pack, open these contacts: you are asked whether you know anybody in them." />;
  const pieces = await piecesShown(tx, pack);
  const why = await whyIn(tx, pack);
  const another = [...why].flatMap(([contactId, by]) => (by === null ? contactId : []));
  const goesOut = pack.confirmed !== null && !pack.withdrawn && another.length === 0;
  const typed = await typedBefore(tx, reviewTyped(pack.id));
  const references = await openable(tx, [...new Set(pieces.map(({ contactId }) => contactId))]);
  const wrong = problem === 'pieces' ? wrongIn(pieces, typedReview(typed)) : new Map<string, string>();
  tx.ledger({ action: 'access_pack.read', objectKind: 'access_pack', objectId: pack.id, detail: { ids: [...references.keys()] } });
  return (
    <>
      <SummaryList
        rows={[
          { key: { text: 'Who asked' }, value: { text: ASKERS[pack.asker] } },
          { key: { text: 'Addressed to' }, value: { html: <bdi>{pack.askedBy}</bdi> } },
          { key: { text: 'On what basis' }, value: { text: pack.basis } },
          { key: { text: 'Identity' }, value: { text: pack.identity } },
          ...(pack.givenOut === null ? [] : [{ key: { text: 'Given out' }, value: { html: <>{dayWords(londonDate(pack.givenOut).toString())}{pack.givenTo !== '' && <>: <bdi>{pack.givenTo}</bdi></>}</> } }]),
        ]}
      />
      {!pack.withdrawn && pack.asker !== 'child' && mayBeOfConcern(pack.askedBy, pieces) && <WarningText text="Whoever asked may be somebody about whom the worry was, or who must not be told. Ask yourself of each piece what they would do if they read it, and whether they may have it at all." />}
      {!pack.withdrawn && another.length > 0 && <WarningText text={`It was found out since this pack was begun that ${another.map((id) => references.get(id)).join(', ')} ${another.length === 1 ? 'is' : 'are'} not about the child: it may be another family’s. Nothing of this pack can be confirmed or given out. Withdraw it, and begin another.`} />}
      {pack.emptied && <p className="govuk-body">{EMPTIED}.</p>}
      {pack.waits && <p className="govuk-body">{WAITS}.</p>}
      {pack.withdrawn && pack.confirmed !== null && pack.givenOut === null && <p className="govuk-body">{GIVEN_BEFORE}</p>}
      <div className="ds-act-row">
        {goesOut && (
          <a className="govuk-link" href={`/access-packs/pdf?pack=${pack.id}`}>
            The pack as a PDF
          </a>
        )}
        {pack.confirmed === null && !pack.withdrawn && pack.by !== me && another.length === 0 && (
          <form method="post" action="/access-packs/confirm">
            <input type="hidden" name="pack" value={pack.id} />
            <input type="hidden" name="shown" value={markOfPack(pieces)} />
            <Button text="Confirm the pack" classes="ds-button--small" preventDoubleClick />
          </form>
        )}
        {(!pack.withdrawn || pack.waits) && (
          <form method="post" action="/access-packs/withdraw">
            <input type="hidden" name="pack" value={pack.id} />
            <Button text={pack.waits ? 'Nobody waits for it any more' : 'Withdraw the pack'} classes="govuk-button--secondary ds-button--small" preventDoubleClick />
          </form>
        )}
      </div>
      {goesOut && <GiveOut packId={pack.id} typed={await typedBefore(tx, giveOutTyped(pack.id))} problem={problem} />}
      <ReviewPieces pack={pack} pieces={pieces} references={references} why={why} typed={typed} wrong={wrong} />
    </>
  );
}

/** Copies of what is held about a child: begun, reviewed piece by piece, confirmed by a second manager, given out. */
export default page('GET /access-packs', async ({ tx, person, query }) => {
  const packs = await readPacks(tx);
  const chosen = query('pack') === '' ? null : await readPack(tx, query('pack'));
  const typed = await typedBefore(tx, PACK_FORM);
  const errors = errorsOf(query('problem'), typed);
  const names = await readNames(tx, packs.map(({ by }) => by));
  tx.ledger({ action: 'access_pack.listed', objectKind: 'list', objectId: 'access-packs', detail: { ids: packs.map(({ id }) => id) } });
  return {
    layout: 'desk',
    body: (
      <>
        <FormErrors errors={errors} />
        <Done text={DONE[query('done')]} />
        <PageHeading heading="Subject access" lead="A copy of what is held about a child. The product says where somebody else may be meant; a person decides of each piece, and a second one confirms." />
        {chosen === null ? (
          <>
            <div id="packs">
              {packs.length === 0 ? (
                <EmptyState heading="No pack is here">
                  <p className="govuk-body">When somebody asks for what is held about a child, begin a pack below.</p>
                </EmptyState>
              ) : (
                <StackTable
                  caption="Packs, the newest first"
                  columns={[{ heading: 'Begun from' }, { heading: 'When' }, { heading: 'Standing' }]}
                  rows={packs.map((pack) => ({
                    id: `pack-${pack.id}`,
                    cells: [
                      <a key="pack" className="govuk-link" href={`/access-packs?pack=${pack.id}#pack`}>
                        {pack.reference}
                      </a>,
                      <span key="at">
                        <DateTime at={pack.at} now={tx.at} /> by <bdi>{names.get(pack.by) ?? 'a colleague'}</bdi>
                      </span>,
                      standing(pack),
                    ],
                  }))}
                />
              )}
            </div>
            <p className="govuk-body">A pack shows here only to managers who may open every contact in it. Where none can, the guardians of a restricted child let a manager in, and another manager a colleague who is kept out as somebody they know.</p>
            <OpenFirst references={query('open').split('.').filter((reference) => /^[A-Z0-9-]+$/.test(reference))} lead="Open these first, then begin the pack again. What you typed is kept." />
            <OutOfPacks />
            <h2 className="govuk-heading-m">Begin a pack</h2>
            <Start typed={typed} errors={errors} />
          </>
        ) : (
          <section id="pack" aria-label={`Pack begun from ${chosen.reference}`}>
            <p className="govuk-body">
              <a className="govuk-link" href="/access-packs">
                All packs
              </a>
            </p>
            <WarningText text="Whoever gets this pack may show it to others. Ask yourself of each piece who else is in it." />
            <OutOfPacks />
            {await OnePack({ tx, pack: chosen, me: person.actorId, problem: query('problem') })}
          </section>
        )}
      </>
    ),
  };
});
