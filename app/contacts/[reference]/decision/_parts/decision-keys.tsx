'use client';

import { useEffect } from 'react';

/** Opens the reasons as soon as a route other than the proposed one is chosen. Without the script they stand behind their own line. */
export function DecisionKeys({ formId }: { formId: string }) {
  useEffect(() => {
    const form = document.getElementById(formId);
    if (!form) return;
    const chosen = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
      const group = target.closest<HTMLElement>('[data-proposed]');
      const reasons = group?.dataset['differs'] === undefined ? null : document.getElementById(group.dataset['differs']);
      if (reasons instanceof HTMLDetailsElement && target.value !== group?.dataset['proposed']) reasons.open = true;
    };
    form.addEventListener('change', chosen);
    return () => form.removeEventListener('change', chosen);
  }, [formId]);
  return null;
}
