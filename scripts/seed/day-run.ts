import type { Temporal } from 'temporal-polyfill';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { remindUnsent } from '@/lib/attention/verbs/remind-unsent';
import { saveReportPage } from '@/lib/contact/verbs/save-report-page';
import { startReport } from '@/lib/contact/verbs/start-report';
import type { StepName } from '@/lib/contact/report/steps';
import { holdForChecks } from '@/lib/decision/verbs/hold-for-checks';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeQuestionLetter } from '@/lib/letter/verbs/write-question-letter';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { systemOf, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import { LONDON } from '@/lib/platform/time';
import type { SeedAgency } from './areas';
import { ALL_CHILDREN } from '@/lib/sharing/model';
import { readSharing } from '@/lib/sharing/sharing-store';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordAgreement } from '@/lib/sharing/verbs/record-agreement';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { morningOf, type LiveContact } from './day';
import { byTurns, personOf, type Desk } from './desk';
import { addNote } from '@/lib/contact/verbs/add-note';
import { claim, decideOn, headOf, knowsMidwifery, must, passageOf, record, run, writeToFamily, type Passage, type Step } from './steps';
import { seedId } from './names';
import { fill } from './stories/fill';

const QUESTION = 'Has anybody spoken with {mum} since {day}, and what did she say? And does {n} know that you told us?';

function ask(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  const text = fill(QUESTION, passage.contact.words, () => 0);
  const act = async (tx: Tx) => {
    const head = headOf(passage);
    const { questionId } = must(await askReferrer(tx, head, text), passage, 'asking');
    await writeQuestionLetter(tx, claimed.by, head.id, questionId);
  };
  return { at, by: claimed.by, run: act };
}

const HOLD_MINUTES = 90;

/** Held for checks until an hour and a half from now, as its holder asks; at level 4 a manager is still to agree. */
function hold(passage: Passage, claimed: Step, at: Temporal.Instant, now: Temporal.Instant): Step {
  const until = now.add({ minutes: HOLD_MINUTES }).toZonedDateTimeISO(LONDON);
  const fields: Fields = {
    checking: fill('Whether {n} is expected at school tomorrow, and what the health visitor knew of the last three months.', passage.contact.words, () => 0),
    withWhom: 'The school’s safeguarding lead and the health visiting team, by telephone; I ask them',
    parentsTold: 'yes',
    whySafe: 'Seen by the referrer this morning, well and with a relative who is known to us.',
    planWhat: 'The relative stays until we ring.',
    planUntil: 'Until we ring, at the latest this evening at eight',
    planWatches: 'The relative, whom I ring at the end of the hold',
    planIfFails: 'They ring 999, or the desk; at night the emergency duty team',
    'until-day': String(until.day),
    'until-month': String(until.month),
    'until-year': String(until.year),
    'until-time': until.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
  return { at, by: claimed.by, run: async (tx: Tx) => void must(await holdForChecks(tx, claimed.by, headOf(passage).id, fields), passage, 'holding') };
}

function tell(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  const act = async (tx: Tx) => {
    const head = headOf(passage);
    if (passage.letterId === null) return;
    await previewLetter(tx, claimed.by, head.id, passage.letterId);
    must(await sendLetter(tx, claimed.by, { contactId: head.id, letterId: passage.letterId }), passage, 'telling');
  };
  return { at, by: claimed.by, run: act };
}

/** Opened by its holder, so that the referrer sees that somebody has read it. */
function read(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  return { at, by: claimed.by, run: async (tx) => readContact(tx, claimed.by, headOf(passage)) };
}

/** What emergency duty did on one of them, for the day service to take over. */
const AT_NIGHT: Fields = {
  outcome: 'acted',
  acts: ['advice'],
  done: 'Rang {mum} at home and agreed the night with her: she stays with {n}, and her sister comes over. Rang the one who told us and said so.',
  when: 'Within the hour after it came in',
  spokenTo: '{mum}, her sister, and the one who told us.',
  childWhere: 'At home, with {mum} and her sister',
  safeUntil: 'Until the morning: two grown-ups are there, and they ring us if anything changes.',
  why: 'Nothing said that {n} would be hurt tonight with two grown-ups there. What has been going on for longer is for the day service.',
};

function actAtNight(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  const act = async (tx: Tx) => {
    const fields = Object.fromEntries(Object.entries(AT_NIGHT).map(([name, value]) => [name, typeof value === 'string' ? fill(value, passage.contact.words, () => 0) : value]));
    must(await decideEmergency(tx, headOf(passage), { key: seedId('emergency', passage.contact.key, claimed.by.authorityId), fields }), passage, 'acting at night');
  };
  return { at, by: claimed.by, run: act };
}

/** What its holder recorded of agreement, openness and basis, and a question to the surgery on that ground (safe practice 16). */
const SHARED = {
  agreement: { service: 'early_help', answer: 'given', givenBy: 'parent', askedOf: '{mum}', how: 'telephone', scope: 'A family worker who comes to the home, and may speak with the school about {n}.', notAsked: 'The father: {mum} does not know where he lives.' },
  openness: { told: 'yes', toldWhom: '{mum}', toldWhat: 'That the school told us, what it saw, and that we may ask the surgery.', toldBy: 'the social worker, by telephone', checks: 'agree' },
  basis: { basis: 'public_task', special: 'yes', confidence: 'agreed', why: 'Whether {n} is well decides what help is right, and only the surgery knows it.', advice: '' },
  sent: { kind: 'question', agency: 'The family’s surgery', recipient: 'The practice’s safeguarding lead', recipientRole: 'GP', categories: ['worry', 'health'], words: 'When was {n} last seen, and is anything known that explains what the school sees?', how: 'telephone', gone: 'no', trustReach: 'nobody', pregnancyReach: 'kept' },
} as const;

function share(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  const say = (form: keyof typeof SHARED, more: Fields = {}): Fields => {
    const said = Object.entries(SHARED[form]).map(([name, value]: [string, string | readonly string[]]): [string, string | string[]] => [`${form}.${name}`, typeof value === 'string' ? fill(value, passage.contact.words, () => 0) : [...value]]);
    return { [`${form}.person`]: ALL_CHILDREN, ...Object.fromEntries(said), ...more };
  };
  const act = async (tx: Tx) => {
    const { id } = headOf(passage);
    must(await recordAgreement(tx, id, say('agreement')), passage, 'agreeing');
    must(await recordOpenness(tx, id, say('openness')), passage, 'telling the family');
    must(await recordBasis(tx, id, say('basis')), passage, 'giving a basis');
    const basisId = (await readSharing(tx, id)).bases[0]?.id ?? '';
    must(await recordSent(tx, id, say('sent', { 'sent.basisId': basisId })), passage, 'asking the surgery');
  };
  return { at, by: claimed.by, run: act };
}

/** A manager is asked to agree to checks without the parents, and has not answered yet. */
const CHECKS: Fields = {
  'checks.person': ALL_CHILDREN,
  'checks.agencies': 'The health visiting team',
  'checks.question': 'Whether anybody has been let into the home since the summer',
  'checks.reason': 'NOT_CONTACTABLE',
  'checks.why': 'Three calls and a note through the door were not answered, and the school hears nothing either.',
};

function askManager(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  return { at, by: claimed.by, run: async (tx: Tx) => void must(await askForChecks(tx, headOf(passage).id, CHECKS), passage, 'asking a manager') };
}

/** Part of the time since it came in, so that what follows stays in its order however short that is. */
function partOf(contact: LiveContact, now: Temporal.Instant, share: number): Temporal.Instant {
  return contact.receivedAt.add({ milliseconds: Math.floor((now.epochMilliseconds - contact.receivedAt.epochMilliseconds) * share) });
}

/** Somebody is at it: a claim on which nothing is done goes back to the queue. */
function note(passage: Passage, claimed: Step, at: Temporal.Instant): Step {
  const act = async (tx: Tx) => {
    must(await addNote(tx, headOf(passage), 'Rang the one who reported it; they ring back after their lesson.'), passage, 'noting');
  };
  return { at, by: claimed.by, run: act };
}

function stepsOf(desk: Desk, contact: LiveContact, turn: number, now: Temporal.Instant): Step[] {
  const passage = passageOf(contact, turn);
  const at = (share: number) => partOf(contact, now, share);
  const recorded = record(desk, passage);
  // The midwife has rung; who knows of the pregnancy is asked before anybody is told of it.
  if (contact.key === 'live-before-birth') return [recorded, knowsMidwifery(passage, at(0.4), byTurns(desk.managers, turn))];
  if (contact.standing === 'unclaimed') return [recorded];
  const claimed: Step = claim(passage, at(0.2), byTurns(contact.standing === 'with_emergency_duty' ? desk.night : desk.workers, turn));
  const begun = [recorded, claimed, read(passage, claimed, at(0.22))];
  switch (contact.standing) {
    case 'claimed':
      return [...begun, note(passage, claimed, at(0.97))];
    case 'held':
      return [...begun, hold(passage, claimed, at(0.8), now)];
    case 'with_emergency_duty':
      return [...begun, actAtNight(passage, claimed, at(0.5))];
    case 'asked':
      return [...begun, ask(passage, claimed, at(0.4)), askManager(passage, claimed, at(0.5))];
    case 'to_countersign':
      return [...begun, decideOn(passage, at(0.8), claimed.by, 'lower', false)];
    case 'not_told':
      return [...begun, share(passage, claimed, at(0.4)), decideOn(passage, at(0.8), claimed.by, 'as_proposed', false)];
    case 'told':
      return [...begun, decideOn(passage, at(0.5), claimed.by, 'as_proposed', false), tell(passage, claimed, at(0.6)), writeToFamily(passage, at(0.7), claimed.by)];
  }
}

/** What the class teacher has typed into a report and not sent. */
const UNSENT: Partial<Record<StepName, Fields>> = {
  safety: { 'safety.whereNow': 'with_me', 'safety.safeUntil': 'Until 15:15, when his nan collects him', 'safety.cannotWait': 'no', 'safety.planUntilCalled': 'Stays in after-school club until I have spoken to you.' },
  children: { children: ['1'], 'child.1.givenName': 'Jonty', 'child.1.familyName': 'Vickery', 'child.1.ageWords': 'just turned 7', 'child.1.sex': 'M' },
  'what-happened': { 'happened.what': 'Jonty would not take his coat off for PE. He said his shoulder is “only from falling” and then that he is not allowed to say. I have not asked again.', 'happened.when': 'This morning, before PE', 'happened.where': 'In the classroom' },
};

/** What a head of year has typed, at level 4, before a lesson took them away from it: the duty manager is to ring. */
const UNSENT_LEVEL_4: Partial<Record<StepName, Fields>> = {
  safety: { 'safety.whereNow': 'on_the_way_home', 'safety.safeUntil': 'Not sure: he has them tonight', 'safety.cannotWait': 'not_known' },
  you: { 'you.role': 'Head of year', 'you.aboutColleague': 'no', 'you.leadKnows': 'no_lead', 'you.continuingRole': 'yes' },
  children: { children: ['1'], 'child.1.givenName': 'Perrin', 'child.1.familyName': 'Lowther', 'child.1.ageWords': '13' },
  'what-happened': { 'happened.what': 'Perrin showed a friend a mark across the back of both legs and said what it was from.', 'happened.when': 'At break' },
  level: { 'belief.level': '4', 'belief.why': 'I think it will happen again tonight.' },
};

/** Somebody of an agency begins a report and leaves it. */
function leaveUnsent(desk: Desk, at: Temporal.Instant, from: SeedAgency['key'], typed: Partial<Record<StepName, Fields>>): Step[] {
  const author = desk.people.find(({ agency, role }) => agency === from && role === 'partner_professional');
  if (author === undefined) return [];
  const by = personOf(desk.area, author);
  const act = async (tx: Tx) => {
    const draftId = await startReport(tx, by);
    for (const [step, posted] of Object.entries(typed) as [StepName, Fields][]) {
      const saved = await saveReportPage(tx, by, { draftId, step, posted, version: (await readDraft(tx, draftId))?.version ?? 1 });
      if (!saved.ok) throw new Error(`saving ${step} of an unsent report: ${saved.problem.code}`);
    }
  };
  return [{ at, by, run: act }];
}

/** Makes the live morning of one area: twelve that wait, a letter to send, a contact to close, two reports not sent, one of them the duty manager's to ring about. */
export async function makeMorning(desk: Desk, now: Temporal.Instant): Promise<void> {
  const steps = morningOf(desk.area, desk.people, now).flatMap((contact, turn) => stepsOf(desk, contact, turn, now));
  await run([...steps, ...leaveUnsent(desk, now.subtract({ minutes: 70 }), 'primary', UNSENT), ...leaveUnsent(desk, now.subtract({ minutes: 190 }), 'secondary', UNSENT_LEVEL_4)]);
  await withActor(systemOf(desk.area.id), remindUnsent, { at: now });
}
