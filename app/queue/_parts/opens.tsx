import type { Shown } from '@/lib/restriction/model';

/**
 * Opens a contact. It is a button and no link: pressing it says that one knows nobody in the family (safe practice 7.14), so that
 * nobody has to be asked on the way. Where the product found that they may, the question comes first.
 * @param says id of the words that say what pressing it says, where they stand once for a whole list.
 * @param decides with the button that the queue's key for deciding presses.
 */
export function Opens({ reference, shown, says, decides = false }: { reference: string; shown: Shown; says?: string; decides?: boolean }) {
  if (shown === 'nothing') {
    return (
      <a className="govuk-link ds-reference" href={`/contacts/${reference}/before`} data-open>
        {reference}
      </a>
    );
  }
  return (
    <form method="post" action={`/contacts/${reference}/open`} className="ds-open">
      <input type="hidden" name="knows" value="no" />
      <button type="submit" className="ds-open__button ds-reference" aria-describedby={says} data-open>
        {reference}
      </button>
      {decides && <button type="submit" name="to" value="decision" hidden data-open-decision />}
      <a className="govuk-link govuk-link--muted ds-open__other" href={`/contacts/${reference}/before`}>
        may know them<span className="govuk-visually-hidden">: {reference}</span>
      </a>
    </form>
  );
}
