import type { NextRequest } from 'next/server';
import { KNOWN_COOKIE, knownCookie, knownDevice } from '@/lib/access/door/known';
import type { From } from '@/lib/access/door/tries';
import { networkOfRequest } from '@/lib/platform/http/peer';

const cookieOf = (request: NextRequest) => request.cookies.get(KNOWN_COOKIE)?.value;

/** Where a request comes from, for what counts tries. @param email the account that is tried; null where none is named. */
export function fromOf(request: NextRequest, email: string | null): From {
  return { network: networkOfRequest(request.headers), device: email === null ? null : knownDevice(cookieOf(request), email) };
}

/** The Set-Cookie line by which the browser of this request is known to an account that was signed in wholly in it. */
export function nowKnown(request: NextRequest, email: string): string {
  return knownCookie(cookieOf(request), email);
}
