import type { NextRequest } from 'next/server';
import { readLed, readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { signOut } from '@/lib/access/verbs/sign-out';
import { now } from '@/lib/platform/time';

/**
 * Ends what is open in a browser, whole, half or led to a second factor, as its person leaves or before somebody is signed in there anew:
 * nobody goes on as whoever was here before, and nothing more is handed in for them.
 */
export async function endBefore(request: NextRequest): Promise<void> {
  const cookie = request.cookies.get(SESSION_COOKIE)?.value;
  const before = (await readSession(cookie, now())) ?? (await readPending(cookie, now())) ?? (await readLed(cookie, now()));
  if (before) await signOut(before.person);
}
