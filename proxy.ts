import { NextResponse, type NextRequest } from 'next/server';

/**
 * Sets headers and nothing else: no page or route depends on it for who may do what.
 * Inbound headers that this service gives itself are overwritten, never believed.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const development = process.env.NODE_ENV === 'development';
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('x-middleware-') || name.startsWith('x-invoke-') || name === 'x-nonce') headers.delete(name);
  headers.set('content-security-policy', policy);
  headers.set('x-request-id', crypto.randomUUID());
  headers.set('x-doorstep-path', request.nextUrl.pathname);
  const response = NextResponse.next({ request: { headers } });
  if (!response.headers.has('content-security-policy')) response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  return response;
}

export const config = { matcher: '/((?!_next/static).*)' };
