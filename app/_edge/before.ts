import type { NextRequest } from 'next/server';
import { readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { signOut } from '@/lib/access/verbs/sign-out';
import { now } from '@/lib/platform/time';

/** Ends what is open in a browser, whole or half, before somebody is signed in there anew: nobody goes on as whoever was here before. */
export async function endBefore(request: NextRequest): Promise<void> {
  const cookie = request.cookies.get(SESSION_COOKIE)?.value;
  const before = (await readSession(cookie, now())) ?? (await readPending(cookie, now()));
  if (before) await signOut(before.person);
}
