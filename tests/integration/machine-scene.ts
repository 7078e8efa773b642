/** Machines that file concerns, as their tests begin with them. */
import { NextRequest } from 'next/server';
import type { KeyScope } from '@/lib/access/api-key';
import { makeKey } from '@/lib/access/verbs/make-key';
import type { ReportInput } from '@/lib/contact/schema';
import { withActor } from '@/lib/platform/db';
import { peerHeader } from '@/lib/platform/http/peer';
import type { Place } from './people';

/** A key of an agency of this place, or of none. @returns its secret. */
export async function keyAt(place: Place, agency: 'school' | 'police' | null, scope: KeyScope = 'contacts'): Promise<string> {
  const made = await withActor(place.people.administrator, (tx) => makeKey(tx, { name: agency === 'police' ? 'Fenland notifications' : 'Harrow Lane records', scope, agency: agency === null ? '' : place.agencies[agency].id }));
  if (!made.ok) throw new Error(made.problem);
  return made.value;
}

/** @param from the address at the other end of the connection; null where nobody says. */
export async function post(secret: string, body: string | Uint8Array, key: string | null = crypto.randomUUID(), from: string | null = null) {
  const { POST } = await import('@/app/api/v1/contacts/route');
  const answer = await POST(new NextRequest('http://localhost:3000/api/v1/contacts', { method: 'POST', body: typeof body === 'string' ? body : Buffer.from(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, ...(key === null ? {} : { 'idempotency-key': key }), ...(from === null ? {} : { [peerHeader()]: from }) } }));
  return { status: answer.status, type: answer.headers.get('content-type'), location: answer.headers.get('location'), said: (await answer.json()) as Record<string, unknown> & { reference: string } };
}

let families = 0;
/** One named child of a family not met before, with one sign of early help (I018, level 2), told by a person of the school's records. */
export function concern(more: ReportInput = {}): ReportInput {
  families += 1;
  return {
    reporter: { name: 'Rosalie Mensah', role: 'Designated safeguarding lead', phone: '01632 960771', continuingRole: 'yes', aboutColleague: 'no' },
    children: [{ givenName: 'Maya', familyName: `Sent ${families}`, dateOfBirth: '2018-03-04', indicators: { I018: 'present' } }],
    incident: { what: 'Came in without a coat again and had not eaten.' },
    ...more,
  };
}
