import { FLOW_MINUTES } from '@/lib/access/provider/flow';

/** The browser in which a sign-in at a provider was begun: nobody comes back into another's. */
export const FLOW_COOKIE = '__Host-doorstep-provider';

const line = (value: string, seconds: number) => `${FLOW_COOKIE}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;

/** The Set-Cookie line of a sign-in that was begun. */
export const flowCookie = (id: string) => line(id, FLOW_MINUTES * 60);

/** The Set-Cookie line that ends it. */
export const ENDED_FLOW = line('', 0);
