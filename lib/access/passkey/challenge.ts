import { config } from '@/lib/platform/config';

/** Minutes within which a browser answers. */
export const CHALLENGE_MINUTES = 5;

/** For whom a passkey is made and by whom it is asked: this service's own address and nobody who looks like it. */
export function relyingParty(): { id: string; origin: string } {
  const origin = config().publicOrigin;
  return { id: new URL(origin).hostname, origin };
}
