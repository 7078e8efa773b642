import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';

/** The session of this request, looked up once a render. */
export const currentSession = cache(async () => readSession((await cookies()).get(SESSION_COOKIE)?.value, now()));

/** A sign-in of this request whose second step is still to be made. */
export const currentPending = cache(async () => readPending((await cookies()).get(SESSION_COOKIE)?.value, now()));

/** The request's id, given by `proxy.ts`. */
export const currentRequestId = cache(async () => (await headers()).get('x-request-id') ?? newId());

/** The path being shown, for coming back after sign-in. */
export async function currentPath(): Promise<string> {
  return (await headers()).get('x-doorstep-path') ?? '/home';
}

/** Only a path of this service may be come back to; of a query only that one comes back to what one typed, or said that a child is in danger, which says nothing of what was done. */
export function safeReturn(path: string): string {
  return /^\/(?!\/)[\w\-/]*(?:\?(?:saved=yes|danger=yes|look=typed(?:&change=yes)?))?$/.test(path) ? path : '/home';
}
