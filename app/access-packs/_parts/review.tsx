import { Button, Input, Radios, Select, Tag } from '@/components/govuk';
import { CATEGORIES, type Piece } from '@/lib/assurance/subject-access/model';
import type { InBy } from '@/lib/assurance/subject-access/gather';
import type { Pack } from '@/lib/assurance/subject-access/pack-store';
import { markOf } from '@/lib/assurance/subject-access/reviewing';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { IN_BY } from './words';

const NOT_THIS_CHILD = 'This contact is not about the child any more, as was found out since the pack was begun.';

const CHOICES = Object.entries(CATEGORIES).map(([value, text]) => ({ value, text }));

function OnePiece({ piece: { id, label, words, proposed, verdict, category, reason }, typed, wrong, settled }: { piece: Piece; typed: Fields; wrong: string | undefined; settled: boolean }) {
  const typedOr = (name: string, kept: string) => (`${name}-${id}` in typed ? textOf(typed, `${name}-${id}`) : kept);
  const about = <span className="govuk-visually-hidden"> {label}</span>;
  const why = <Input id={`reason-${id}`} name={`reason-${id}`} label={{ html: <>Reason{about}</> }} value={typedOr('reason', reason)} />;
  const leftOut = <Select id={`category-${id}`} name={`category-${id}`} label={{ html: <>Why left out{about}</> }} value={typedOr('category', category ?? '')} items={[{ value: '', text: 'Choose' }, ...CHOICES]} />;
  return (
    <div className="ds-card govuk-!-margin-bottom-4" id={`piece-${id}`}>
      <h4 className="govuk-heading-s">{label}</h4>
      <p className="govuk-body ds-narrative">{words}</p>
      {proposed !== null && (
        <p className="govuk-body">
          <Tag text="Look again" classes="govuk-tag--yellow" /> {CATEGORIES[proposed]}?
        </p>
      )}
      {(settled || wrong !== undefined) && verdict !== null && (
        <p className="govuk-body">
          {verdict === 'keep' ? 'Kept.' : `Left out: ${category === null ? '' : CATEGORIES[category]}.`} {reason}
        </p>
      )}
      {!settled && (
        <>
          <input type="hidden" name={`was-${id}`} value={markOf({ verdict, category, reason })} />
          <Radios
            idPrefix={`verdict-${id}`}
            name={`verdict-${id}`}
            value={typedOr('verdict', verdict ?? '')}
            classes="govuk-radios--small"
            fieldset={{ legend: { html: <>Keep it?{about}</> } }}
            errorMessage={wrong === undefined ? undefined : { text: wrong }}
            items={[
              { value: 'keep', text: 'Keep' },
              { value: 'redact', text: 'Leave out', conditional: { html: proposed === null ? <>{leftOut}{why}</> : leftOut } },
            ]}
          />
          {/* What the product points at is kept only with a reason, too. */}
          {proposed !== null && why}
        </>
      )}
    </div>
  );
}

/**
 * Every piece of a pack, by contact and heading, with what was said of it; nothing is chosen beforehand.
 * @param why by what each contact is about the child.
 */
export function ReviewPieces({ pack, pieces, references, why, typed, wrong }: { pack: Pack; pieces: readonly Piece[]; references: ReadonlyMap<string, string>; why: ReadonlyMap<string, InBy | null>; typed: Fields; wrong: ReadonlyMap<string, string> }) {
  const settled = pack.confirmed !== null || pack.withdrawn;
  const all = pieces.map((piece, index) => {
    const before = pieces[index - 1];
    const newContact = before?.contactId !== piece.contactId;
    const by = why.get(piece.contactId) ?? null;
    return (
      <div key={piece.id}>
        {newContact && (
          <>
            <h2 className="govuk-heading-m">Contact {references.get(piece.contactId)}</h2>
            <p className="govuk-body">{by === null ? NOT_THIS_CHILD : IN_BY[by]}</p>
          </>
        )}
        {(newContact || before.title !== piece.title) && <h3 className="govuk-heading-s">{piece.title}</h3>}
        <OnePiece piece={piece} typed={typed} wrong={wrong.get(piece.id)} settled={settled} />
      </div>
    );
  });
  if (settled) return <>{all}</>;
  return (
    <form method="post" action="/access-packs/review" noValidate>
      <input type="hidden" name="pack" value={pack.id} />
      {all}
      <Button text="Keep what I said" preventDoubleClick />
    </form>
  );
}
