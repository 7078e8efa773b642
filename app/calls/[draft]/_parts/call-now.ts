import { useEffect, useState } from 'react';
import { KEPT } from '@/app/report/_parts/autosave';
import type { GuideNow } from '@/lib/contact/call/guide-now';
import type { StepId, StepStanding } from '@/lib/contact/call/ten-steps';
import type { CallingNow } from '@/lib/contact/callers/calling-now';
import type { KnownNow } from './known-now';

/** What the server answers to a call being kept, beside its version. */
export interface CallNow {
  guide: GuideNow;
  steps: Record<StepId, StepStanding>;
  /** Must the child's name be asked for (domain 7.2), and what a manager answered where there is none. */
  name: { ask: boolean; answer: string | null };
  /** Null for a caller who is not known. */
  caller: CallingNow | null;
  known: KnownNow;
}

const isNow = (value: unknown): value is { call: CallNow } => typeof value === 'object' && value !== null && 'call' in value;

/** The newest answer to keeping the form; undefined until there is one. */
export function useCallNow(formId: string): CallNow | undefined {
  const [now, setNow] = useState<CallNow>();
  useEffect(() => {
    const form = document.getElementById(formId);
    const kept = (event: Event) => {
      if (event instanceof CustomEvent && isNow(event.detail)) setNow(event.detail.call);
    };
    form?.addEventListener(KEPT, kept);
    return () => form?.removeEventListener(KEPT, kept);
  }, [formId]);
  return now;
}
