import type { ReportInput } from '@/lib/contact/schema';

/** One request that works as it stands, and what comes back: shown on the page for integrators, written into the description, and run by a test. */
export interface Example {
  id: string;
  title: string;
  method: 'GET' | 'POST';
  /** With `{reference}` where the reference of the first example stands, and `{area}` for the authority. */
  path: string;
  /** Of the key in its header; null for none. */
  scope: 'contacts' | 'notifications' | null;
  /** `Idempotency-Key`; the same in two examples is the same in the world. */
  key?: string;
  body?: unknown;
  status: number;
  /** Members of the answer whose values are always these. */
  answer: Record<string, unknown>;
}

const CONCERN: ReportInput = {
  reporter: { name: 'Rosalie Mensah', role: 'Designated safeguarding lead', email: 'r.mensah@example.org', phone: '01632 960771', continuingRole: 'yes', aboutColleague: 'no' },
  firstQuestions: { cannotWait: 'no', whereNow: 'at_home' },
  children: [{ givenName: 'Maya', familyName: 'Quill', dateOfBirth: '2018-03-04', indicators: { I018: 'present' } }],
  incident: { what: 'Came in without a coat again and had not eaten.', when: 'Every morning this week' },
};

export const EXAMPLES: readonly Example[] = [
  { id: 'file', title: 'File a concern', method: 'POST', path: '/api/v1/contacts', scope: 'contacts', key: 'record-2026-000481', body: CONCERN, status: 201, answer: { state: 'received', words: 'We have it. A person has not read it yet.', ringNow: null } },
  { id: 'again', title: 'The same once more, since the answer was lost', method: 'POST', path: '/api/v1/contacts', scope: 'contacts', key: 'record-2026-000481', body: CONCERN, status: 200, answer: { state: 'received' } },
  { id: 'other', title: 'Something else under the same key', method: 'POST', path: '/api/v1/contacts', scope: 'contacts', key: 'record-2026-000481', body: { ...CONCERN, tried: 'Breakfast club since September.' }, status: 409, answer: { problem: 'other_content' } },
  { id: 'shape', title: 'A shape that cannot be read: it is taken all the same', method: 'POST', path: '/api/v1/contacts', scope: 'contacts', key: 'record-2026-000482', body: { children: [{ givenName: 'Maya', dateOfBirth: '04/03/2018' }], pupilPremium: true }, status: 202, answer: { problem: 'needs_typing', state: 'needs_typing' } },
  { id: 'status', title: 'Ask how far it is', method: 'GET', path: '/api/v1/contacts/{reference}', scope: 'contacts', status: 200, answer: { state: 'received', words: 'We have it. A person has not read it yet.' } },
  { id: 'notifications', title: 'Send notifications in large numbers', method: 'POST', path: '/api/v1/notifications', scope: 'notifications', body: { batch: 'night-2026-11-27', sentAt: '2026-11-27T06:00:00Z', notifications: [{ id: 'PPN-48211', eventAt: '2026-11-26T22:40:00Z', report: { children: [{ givenName: 'Maya', familyName: 'Quill', ageWords: 'about 8' }], incident: { what: 'Officers attended a dispute at the address.' } } }] }, status: 200, answer: { taken: 1, errors: [] } },
  { id: 'nothing', title: 'Something of another agency, or nothing', method: 'GET', path: '/api/v1/contacts/NFK-0000-0000', scope: 'contacts', status: 404, answer: { problem: 'not_here' } },
  { id: 'guide', title: 'Read the threshold guide in force', method: 'GET', path: '/api/v1/guides/{area}', scope: null, status: 200, answer: {} },
];
