import { NO_STORE } from './answer';

/** One field of what was sent, and what is wrong with it. Nothing that stood in it is repeated. */
export interface FieldProblem {
  /** A JSON pointer (RFC 6901) into the body; empty for the whole of it. */
  pointer: string;
  detail: string;
}

/** Where a step of a path stands in a JSON pointer: "~" and "/" are written as "~0" and "~1" (RFC 6901, section 3). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * What is not as it should be, for a machine (RFC 9457).
 * @param code leads to its words on the page for integrators.
 * @param more members of its own, such as `errors` and `reference`.
 */
export function problemJson(status: number, code: string, title: string, more: { detail?: string; errors?: readonly FieldProblem[]; [member: string]: unknown } = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: `/help/api#${code}`, title, status, problem: code, ...more }), { status, headers: { ...NO_STORE, 'content-type': 'application/problem+json', ...headers } });
}
