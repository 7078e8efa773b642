import { knownWords, type KnownCaller } from '@/lib/contact/callers/professional';

/** A known professional as they are offered: who, where, and how they are known. */
export interface Offer {
  ref: string;
  name: string;
  detail: string;
  known: string;
}

export function offerOf(caller: KnownCaller): Offer {
  const { ref, name, role, agency } = caller;
  return { ref, name, detail: [role, agency.name].filter((part) => part !== '').join(', '), known: knownWords(caller) };
}
