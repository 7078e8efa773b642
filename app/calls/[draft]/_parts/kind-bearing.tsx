'use client';

import { useEffect, useState } from 'react';
import { kindOf, KIND_TABLE } from '@/lib/contact/call/kinds';

/** The attribute of a part of the screen that belongs to some kinds of call: their codes, apart by spaces. */
const FOR_KINDS = 'data-for-kinds';

/** Opens the parts of the screen that belong to the kind chosen, and folds away the others; what is typed in them stays. */
function showPartsOf(kind: string): void {
  for (const part of document.querySelectorAll(`[${FOR_KINDS}]`)) {
    const belongs = (part.getAttribute(FOR_KINDS) ?? '').split(' ').includes(kind);
    if (part instanceof HTMLElement) part.hidden = !belongs;
    const details = part.querySelector('details');
    if (details !== null) details.open = belongs;
  }
}

/** What to bear in mind with this kind of call, at once when it is chosen; without scripts when it was saved. */
export function KindBearing({ selectId, chosen }: { selectId: string; chosen: string }) {
  const [kind, setKind] = useState(chosen);
  useEffect(() => {
    const select = document.getElementById(selectId);
    if (!(select instanceof HTMLSelectElement)) return;
    const changed = () => {
      setKind(select.value);
      showPartsOf(select.value);
    };
    changed();
    select.addEventListener('change', changed);
    return () => select.removeEventListener('change', changed);
  }, [selectId]);
  const { bear, follows } = KIND_TABLE[kindOf(kind)];
  return (
    <p className="govuk-body" aria-live="polite" data-kind={kindOf(kind)}>
      {bear} <span className="ds-secondary">{follows}</span>
    </p>
  );
}
