import type { Temporal } from 'temporal-polyfill';
import { readAuthority } from '@/lib/access/store';
import type { Person } from '@/lib/access/model';
import { commentOnCoaching } from '@/lib/contact/ending/verbs/comment-on-coaching';
import { coachingOf } from '@/lib/contact/ending/coaching-store';
import { recordCoaching } from '@/lib/contact/ending/verbs/record-coaching';
import { readHead } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { startCall } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { keepAnswer } from '@/lib/letter/follow-up/caller-page';
import { writeFollowUp } from '@/lib/letter/follow-up/verbs/write-follow-up';
import { letterById } from '@/lib/letter/store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { callerAt, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import type { Result } from '@/lib/platform/result';
import type { Desk } from './desk';
import { seedId } from './names';

/** The contact of the morning about which somebody rings: its holder waits for an answer of its referrer. */
const ABOUT = 'live-asked';

const RINGS: Fields = {
  'call.kind': 'update',
  'call.from': 'kind:housing',
  'call.agencyName': 'Harbour Homes',
  'call.callerName': 'Idris Vaughan',
  'call.callerEmail': 'idris.vaughan@harbourhomes.example',
  'call.verified': 'rung_back',
  'you.role': 'Housing officer',
  'you.phone': '01632 960 655',
  'you.safeWay': 'email',
  'you.continuingRole': 'yes',
  'you.aboutColleague': 'no',
  'happened.what': 'The repair of the heating is booked for Friday. Nobody opened on Monday; the post lies behind the door.',
  'call.steps': ['1', '2'],
  'call.step.1.what': 'Tell us whether somebody opens on Friday',
  'call.step.1.owner': 'caller',
  'call.step.2.what': 'Ring the school today',
  'call.step.2.owner': 'us',
  'call.ifHappens': 'Nobody opens on Friday either',
  'call.thenDo': 'Ring at once',
};

const CORRECTED = 'It was Tuesday that nobody opened, not Monday. On Monday a neighbour took the key.';

function must<T>(result: Result<T, unknown>, what: string): T {
  if (!result.ok) throw new Error(`${what}: ${String(result.problem)}`);
  return result.value;
}

/** A call is taken and put to its contact, and the letter to its caller is written and not sent. @returns the letter. */
export async function takeCall(tx: Tx, worker: Person, reference: string, said: Fields): Promise<{ contactId: string; letterId: string }> {
  const draftId = await startCall(tx);
  const saved = await saveCall(tx, worker, { draftId, posted: { ...said, 'call.reference': reference }, version: (await readDraft(tx, draftId))?.version ?? 1 });
  if (!saved.ok) throw new Error(`saving a call: ${saved.problem.code}`);
  const { contactId } = must(await submitContact(tx, worker, await readAuthority(tx), { draftId, key: saved.value.key, version: saved.value.version }), 'putting a call to its contact');
  const { letterId } = must(await writeFollowUp(tx, contactId, { ofCall: saved.value.key }), 'writing to a caller');
  return { contactId, letterId };
}

/** The same, with its letter sent. @returns the letter. */
async function ring(tx: Tx, worker: Person, reference: string): Promise<string> {
  const { contactId, letterId } = await takeCall(tx, worker, reference, RINGS);
  await previewLetter(tx, worker, contactId, letterId);
  must(await sendLetter(tx, worker, { contactId, letterId }), 'sending to a caller');
  return letterId;
}

/** A call about a contact that waits, with its letter sent and its caller's account changed by the link; and coaching with a manager's comment. */
export async function makeCalls({ area, workers, managers }: Desk, now: Temporal.Instant): Promise<void> {
  const [worker, manager] = [workers[0], managers[0]];
  if (worker === undefined || manager === undefined) throw new Error('a desk without people');
  const id = seedId('contact', area.id, ABOUT);
  const head = await withActor(worker, (tx) => readHead(tx, id), { at: now });
  if (head === null) throw new Error('a call about no contact');
  for (const person of [worker, manager]) await withActor(person, (tx) => declareBeforeOpening(tx, head, { knows: 'no', reason: 'Nobody of mine lives there.' }), { at: now });
  const letterId = await withActor(worker, (tx) => ring(tx, worker, head.reference), { at: now });
  await withActor(
    callerAt(area.id),
    (tx) =>
      tx.asSystem(async (system) => {
        const letter = await letterById(system, letterId);
        if (letter === null) throw new Error('a letter that is not there');
        must(await keepAnswer(system, { letter, facts: { agencyId: head.agencyId }, way: 'link' }, { verdict: 'corrected', text: CORRECTED, immediate: false, key: seedId('caller-answer', area.id) }), 'correcting');
      }),
    { at: now },
  );
  await withActor(worker, async (tx) => void must(await recordCoaching(tx, head, { discussed: 'What a closed door may mean, and what it may not.', coached: 'To write down what was seen, with the day, before what is thought of it.', feedback: 'The neighbour was a good question.' }), 'coaching'), { at: now });
  const [coaching] = await withActor(manager, (tx) => coachingOf(tx, id), { at: now });
  await withActor(manager, async (tx) => void must(await commentOnCoaching(tx, head, coaching?.id ?? '', 'Well led. Next time ask who holds the key, and write the name.'), 'commenting'), { at: now });
}
