import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { startCall } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import type { Place } from './people';

/** A Wednesday in March: London is at UTC, the office is open from 08:45 to 17:00. */
export const BEGAN = '2026-03-04T10:00:00Z';
export const SAVED = '2026-03-04T10:09:00Z';
export const MADE = '2026-03-04T10:14:00Z';

export const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at: string) => withActor(person, work, { at: Temporal.Instant.from(at) });

let families = 0;

/** A verified school rings about one named child of a family not met before, with one sign of early help (I018, level 2). */
export function fromSchool(place: Place, more: Fields = {}): Fields {
  families += 1;
  return {
    'call.from': `agency:${place.agencies.school.id}`,
    'call.callerName': 'Rosalie Mensah',
    'call.verified': 'rung_back',
    'you.role': 'Designated safeguarding lead',
    'you.phone': '01632 960771',
    'you.continuingRole': 'yes',
    'you.aboutColleague': 'no',
    'happened.what': 'Came in without a coat again and had not eaten.',
    children: '1',
    'child.1.givenName': 'Maya',
    'child.1.familyName': `Quill ${families}`,
    'child.1.birth.day': '4',
    'child.1.birth.month': '3',
    'child.1.birth.year': '2018',
    'seen.1': 'I018',
    'belief.level': '2',
    ...more,
  };
}

export interface TakenCall {
  id: string;
  key: string;
  version: number;
}

/** A call as its taker saved it. */
export async function taken(person: Person, fields: Fields, began = BEGAN, saved = SAVED): Promise<TakenCall> {
  const id = await as(person, (tx) => startCall(tx), began);
  return savedAgain(person, { id, key: '', version: 1 }, fields, saved);
}

/** The same call, saved once more. */
export async function savedAgain(person: Person, call: TakenCall, fields: Fields, at: string): Promise<TakenCall> {
  return as(
    person,
    async (tx) => {
      const saved = await saveCall(tx, person, { draftId: call.id, posted: fields, version: call.version });
      if (!saved.ok) throw new Error(saved.problem.code);
      return { id: call.id, key: saved.value.key, version: saved.value.version };
    },
    at,
  );
}

export const submit = (person: Person, call: TakenCall, at = MADE) => as(person, async (tx) => submitContact(tx, person, await readAuthority(tx), { draftId: call.id, key: call.key, version: call.version }), at);

/** A call taken, saved and ended. */
export async function made(person: Person, fields: Fields, began = BEGAN, at = MADE): Promise<{ contactId: string; reference: string; call: TakenCall }> {
  const call = await taken(person, fields, began, at);
  const recorded = await submit(person, call, at);
  if (!recorded.ok) throw new Error(recorded.problem);
  return { ...recorded.value, call };
}
