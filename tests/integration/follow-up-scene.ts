/** A telephone call that ends with agreed steps and a letter to whoever rang: what the tests of the letter and of the caller's link begin with. */
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { findContact } from '@/lib/contact/store';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { dutiesOfContact } from '@/lib/duty/store';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { followUpsOf } from '@/lib/letter/follow-up/writing';
import { wordsOfLetter } from '@/lib/letter/model';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { now } from '@/lib/platform/time';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';
import { as as atATime, BEGAN, fromSchool as rings, MADE, taken } from './calling';

export const OURS = 'Ours alone: the grandfather was convicted in 2009.';
export const SAID = 'Maya came in without a coat again and had not eaten.';
export const HOME = '12 Tidewater Row';

/** Links open by the wall clock: calls whose links are opened are of now. */
export const NOW = { began: now().subtract({ minutes: 20 }).toString(), at: now().subtract({ minutes: 10 }).toString() };

export let place: Place;

/** A place of its own for a file's calls. */
export async function placeForCalls(): Promise<void> {
  place = await makePlace();
}

export const as = async <T>(person: Person, work: (tx: Tx) => Promise<T>, at: string = MADE): Promise<T> => atATime(person, work, at);
export const worker = () => place.people.worker;

/** A verified school rings and agrees two steps; the caller and the worker think of different levels. */
export const fromSchool = (more: Fields = {}): Fields =>
  rings(place, {
    'call.notes': OURS,
    'happened.what': SAID,
    'child.1.familyName': 'Quill',
    'child.1.address': HOME,
    'belief.level': '3',
    'call.steps': ['1', '2'],
    'call.step.1.what': `Ask Maya’s mother in, at ${HOME}`,
    'call.step.1.owner': 'caller',
    'call.step.1.by.day': '6',
    'call.step.1.by.month': '3',
    'call.step.1.by.year': '2026',
    'call.step.2.what': 'Ring the school nurse',
    'call.step.2.owner': 'us',
    'call.step.2.by.day': '5',
    'call.step.2.by.month': '3',
    'call.step.2.by.year': '2026',
    'call.agreedLevel': 'not_agreed',
    'call.ourLevel': '2',
    'call.levelWords': 'You want a social worker; we want the mother asked first.',
    'call.ifHappens': 'She is left alone at night',
    'call.thenDo': 'Ring at once',
    'call.ring': '01632 960002',
    ...more,
  });

export interface Made {
  contactId: string;
  reference: string;
  key: string;
}

/** A call taken, made a contact and its letter written, as the route does. */
export async function made(fields: Fields, { began = BEGAN, at = MADE, person = worker() } = {}): Promise<Made> {
  const call = await taken(person, fields, began, at);
  return as(
    person,
    async (tx) => {
      const recorded = await submitContact(tx, person, await readAuthority(tx), { draftId: call.id, key: call.key, version: call.version });
      if (!recorded.ok) throw new Error(recorded.problem);
      await writeFollowUp(tx, recorded.value.contactId, { ofCall: call.key });
      return { ...recorded.value, key: call.key };
    },
    at,
  );
}

/** @param put the call was put to a contact that was there before. */
export const lettersOfCall = ({ contactId, key }: Made, put = false) => asSystem(place, MADE, (tx) => followUpsOf(tx, contactId, put ? key : null));
export const newest = async (call: Made) => {
  const [letter] = await lettersOfCall(call);
  if (letter === undefined) throw new Error('no letter');
  return letter;
};
export const words = async (call: Made) => wordsOfLetter((await newest(call)).text);
export const owed = async ({ contactId }: Made) => (await asSystem(place, MADE, (tx) => dutiesOfContact(tx, contactId))).filter(({ code }) => code === 'FOLLOW_UP_LETTER');
export const preview = async (call: Made, at = MADE) => as(worker(), async (tx) => previewLetter(tx, worker(), call.contactId, (await followUpsOf(tx, call.contactId))[0]?.id ?? ''), at);
export const send = async (call: Made, at = MADE) => as(worker(), async (tx) => sendLetter(tx, worker(), { contactId: call.contactId, letterId: (await followUpsOf(tx, call.contactId))[0]?.id ?? '' }), at);
export const headOf = async (tx: Tx, { reference }: Made) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('no contact');
  return head;
};
