/**
 * What a letter to whoever reported tells of children whom they did not report, and what it asks of them where talking with the family
 * endangers a child (safe practice 7.4, 7.5, first questions). Expectations are by hand from domain 7; Monday 2 March 2026.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { findContact } from '@/lib/contact/store';
import type { ReportInput } from '@/lib/contact/schema';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { childField } from '@/lib/decision/schema';
import { countersign } from '@/lib/decision/verbs/countersign';
import { wordsOfLetter } from '@/lib/letter/model';
import { lettersOf } from '@/lib/letter/store';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { recordFamilyTelling } from '@/lib/letter/verbs/record-family-telling';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeFamilyLetter } from '@/lib/letter/verbs/write-family-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import type { RouteCode } from '@/lib/threshold/model';
import { askPage } from './asking-pages';
import { at, basisOf, claims, decides, type Case } from './deciding';
import { decideFor, recordFrom } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const RECEIVED = '2026-03-02T09:00:00Z';
const CLAIMED = '2026-03-02T09:10:00Z';
const DECIDED = '2026-03-02T10:00:00Z';
const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));

let families = 0;
/** Vesper, and her brother Caspian who lives with her and is not reported. */
function vesper(more: ReportInput = {}, sign = 'I018'): ReportInput {
  families += 1;
  const familyName = `Trelawn ${families}`;
  return {
    reporter: { continuingRole: 'yes', aboutColleague: 'no' },
    children: [{ givenName: 'Vesper', familyName, dateOfBirth: '2019-02-01', indicators: { [sign]: 'present' } }],
    household: [{ kind: 'child', givenName: 'Caspian', familyName, livesWithChild: 'yes' }],
    ...more,
  };
}

async function arrives(from: Person, report: ReportInput): Promise<Case> {
  const of = { place, ...(await recordFrom(place, from, RECEIVED, report)) };
  await knowNobody(place, of.contactId);
  await claims(of, place.people.worker, CLAIMED);
  return of;
}

/** Early help for Vesper, a strategy discussion for the brother. */
async function brotherHigher(of: Case): Promise<string> {
  const brother = (await basisOf(of)).situation.children.find(({ reported }) => !reported)?.personId ?? '';
  const more: Fields = { [childField('standing', brother)]: 'different', [childField('standingReason', brother)]: 'A bruise was seen.' };
  const own: Partial<Record<Parameters<typeof childField>[0], string>> = { route: 'STRATEGY', primaryNeed: 'N1', childSeen: 'yes', seenBy: 'School nurse', seenWhere: 'At school', seenAlone: 'yes', childViews: 'He wants to stay.', riskReaches: 'yes', proposalReason: 'Seen.' };
  for (const [field, value] of Object.entries(own) as [keyof typeof own, string][]) more[childField(field, brother)] = value;
  return (await decides(of, place.people.worker, 'EH_SINGLE', DECIDED, more)).decisionId;
}

async function lettersFor(of: Pick<Case, 'contactId'>) {
  return as(place.people.worker, DECIDED, async (tx) => (await lettersOf(tx, of.contactId)).filter(({ kind }) => kind === 'outcome'));
}
const write = async (decisionId: string) => as(place.people.worker, DECIDED, async (tx) => writeOutcomeLetter(tx, decisionId));
async function words(of: Pick<Case, 'contactId'>): Promise<string> {
  const [newest] = await lettersFor(of);
  if (newest === undefined) throw new Error('no letter');
  return wordsOfLetter(newest.text);
}

describe('of children whom they did not report they hear nothing, and can work out nothing (7.5)', () => {
  test.each<[string, 'yes' | 'no', string]>([
    ['a professional without a continuing role', 'no', 'on early help'],
    ['a continuing professional who thought level 2 right', 'yes', 'Vesper: Level 2'],
  ])('%s', async (_, continuingRole, expected) => {
    const of = await arrives(place.people.officer, vesper({ reporter: { continuingRole, aboutColleague: 'no' }, belief: { level: 2 } }));
    const decisionId = await brotherHigher(of);
    expect(await asSystem(place, DECIDED, async (tx) => tx.db.decision.findFirst({ where: { id: decisionId }, select: { level: true, route: true } })), 'the contact as a whole is at 4').toEqual({ level: 4, route: 'STRATEGY' });
    await write(decisionId);
    const said = await words(of);
    expect(said).toContain(expected);
    expect(said).not.toMatch(/strategy|Caspian|You thought another level right/i);
  });

  test('whoever reported what was joined in, of children of its own, hears that it came and was considered', async () => {
    const [into, from] = [await arrives(place.people.teacher, vesper()), { place, ...(await recordFrom(place, place.people.officer, RECEIVED, vesper({ reporter: { continuingRole: 'no', aboutColleague: 'no' } }))) }];
    await as(place.people.worker, '2026-03-02T09:20:00Z', async (tx) => {
      const head = await findContact(tx, from.reference);
      const done = head === null ? null : await joinContact(tx, place.people.worker, head, { into: into.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true });
      expect(done?.ok).toBe(true);
      const open = await findContact(tx, into.reference);
      if (open !== null) await readContact(tx, place.people.worker, open);
    });
    await write(await asSystem(place, DECIDED, async (tx) => decideFor(tx, into.contactId, { by: place.people.worker.actorId, level: 4, route: 'STRATEGY' })));
    const said = await words(from);
    expect(said).toContain('a social worker has considered it');
    expect(said).not.toMatch(/strategy|police/i);
  });
});

describe('of a child for whom nothing was decided, nothing is told as decided (7.5, 7.13)', () => {
  const born = '2021-06-04';
  const whole = (recipient: string, child: string) => ({
    ...{ recipient, child, standing: 'parental_responsibility', standingWords: '', how: 'spoken_with', provedBy: 'Gareth Hume', provedOn: '2026-03-02', noMessage: true, wish: 'not_able', wishWords: '' },
    ...{ language: 'English', interpreter: 'not_needed', reading: 'ordinary', ownWords: '', namesNoOther: 'yes' },
  });

  test.each(['not_known', 'separate_household'])('%s: neither whoever reported him nor the family reads of a level or a route', async (standing) => {
    const { worker, officer, manager } = place.people;
    const both = vesper();
    const familyName = both.children?.[0]?.familyName ?? '';
    // He is the same by name and birth as whom the other report is about.
    const home: ReportInput = { ...both, household: [{ kind: 'child', givenName: 'Caspian', familyName, dateOfBirth: born, livesWithChild: 'yes' }, { kind: 'adult', givenName: 'Morwenna', familyName }] };
    const into = await arrives(place.people.teacher, home);
    const from = await recordFrom(place, officer, RECEIVED, { reporter: { continuingRole: 'yes', aboutColleague: 'no' }, children: [{ givenName: 'Caspian', familyName, dateOfBirth: born, indicators: { I018: 'present' } }] });
    await as(worker, '2026-03-02T09:20:00Z', async (tx) => {
      const head = await findContact(tx, from.reference);
      expect(head === null ? null : (await joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true })).ok).toBe(true);
      const open = await findContact(tx, into.reference);
      if (open !== null) await readContact(tx, worker, open);
    });
    const { children } = (await basisOf(into)).situation;
    const brother = children.find(({ reported }) => !reported)?.personId ?? '';
    const sister = children.find(({ reported }) => reported)?.personId ?? '';
    const { decisionId } = await decides(into, worker, 'CIN_ASSESS', DECIDED, { [childField('standing', brother)]: standing, [childField('riskReaches', brother)]: 'no', [childField('riskReason', brother)]: 'He is with his father.' });
    // The other report gave him a level: that nothing is given for him takes a second person (7.7).
    expect(await as(manager, DECIDED, async (tx) => countersign(tx, manager, { contactId: into.contactId, decisionId, verdict: 'agreed', comment: 'Read with the worker.' }))).toEqual({ ok: true, value: { inForce: true } });
    await write(decisionId);
    const said = await words(from);
    expect(said).toContain('a social worker has considered it');
    expect(said).not.toMatch(/Caspian|Level|advice|assessment/i);
    expect(await words(into)).toContain('Vesper: Level 3');

    const adult = await asSystem(place, DECIDED, async (tx) => tx.db.contactPerson.findFirstOrThrow({ where: { contactId: into.contactId, kind: 'adult' } }));
    const family = async (child: string) => as(worker, DECIDED, async (tx) => writeFamilyLetter(tx, worker, into.contactId, whole(adult.id, child)));
    expect(await family(brother)).toEqual({ ok: false, problem: 'incomplete' });
    expect(await family(sister)).toMatchObject({ ok: true });
  });
});

describe('nobody is asked to talk with a family whom talking would warn (7.4, first questions)', () => {
  const SILENCE = 'Say nothing to the family until a social worker has agreed with you what is said, by whom and when.';
  const TALK = 'Talk with the family about the help';
  const decided = async (report: ReportInput, route: RouteCode = 'EH_SINGLE', level: 2 | 3 = 2) => {
    const of = await arrives(place.people.teacher, report);
    await write(await asSystem(place, DECIDED, async (tx) => decideFor(tx, of.contactId, { by: place.people.worker.actorId, level, route })));
    return of;
  };

  test('where nothing forbids it they are asked to', async () => {
    const said = await words(await decided(vesper()));
    expect(said).toContain(TALK);
    expect(said).not.toContain(SILENCE);
  });

  test.each<[string, ReportInput]>([
    ['genital mutilation, honour or a forced marriage', vesper({}, 'I108')],
    ['fabricated illness', vesper({}, 'I114')],
    ['illness that nobody can explain', vesper({}, 'I112')],
    ['somebody must not be told', vesper({ firstQuestions: { whoMustNotBeTold: 'Her uncle, who is asking' } })],
  ])('%s', async (_, report) => {
    const said = await words(await decided(report));
    expect(said).toContain(SILENCE);
    expect(said).not.toContain(TALK);
    expect(said).not.toContain('uncle');
  });

  test('also where it was another’s report that said so: why, and that there is another, is not said', async () => {
    const into = await arrives(place.people.teacher, vesper());
    const from = await recordFrom(place, place.people.officer, RECEIVED, vesper({ firstQuestions: { whoMustNotBeTold: 'Her uncle' } }));
    await as(place.people.worker, '2026-03-02T09:20:00Z', async (tx) => {
      const head = await findContact(tx, from.reference);
      expect(head === null ? null : (await joinContact(tx, place.people.worker, head, { into: into.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true })).ok).toBe(true);
    });
    await write(await asSystem(place, DECIDED, async (tx) => decideFor(tx, into.contactId, { by: place.people.worker.actorId, level: 2, route: 'EH_SINGLE' })));
    const said = await words(into);
    expect(said).toContain(SILENCE);
    expect(said).not.toMatch(/uncle|report(ed)? by|somebody else|another/i);
  });

  test('police advice that comes once the letter is written: it does not go, and the one that is written anew asks for silence', async () => {
    const { worker } = place.people;
    const of = await decided(vesper());
    const [first] = await lettersFor(of);
    await as(worker, '2026-03-02T11:00:00Z', async (tx) => recordFamilyTelling(tx, worker, of.contactId, { kind: 'police_hold', named: 'DC Rowe', tell: '', tellBy: '', tellFrom: '', words: 'Arrest first.' }));
    const send = async (letterId: string) => as(worker, '2026-03-02T11:10:00Z', async (tx) => {
      await previewLetter(tx, worker, of.contactId, letterId);
      return sendLetter(tx, worker, { contactId: of.contactId, letterId });
    });
    expect(await send(first?.id ?? '')).toEqual({ ok: false, problem: 'say_nothing' });
    const [fresh, old] = await lettersFor(of);
    expect([fresh, old].map((letter) => [letter?.issue, letter?.state])).toEqual([[2, 'to_preview'], [1, 'cancelled']]);
    expect(await words(of)).toContain(SILENCE);
    expect(await send(fresh?.id ?? '')).toEqual({ ok: true, value: { how: 'sent' } });
  });

  test('a page without a button to send asks nobody to press one, and says what comes first', async () => {
    const { worker, auditor } = place.people;
    const of = await decided(vesper());
    const [letter] = await lettersFor(of);
    await as(worker, '2026-03-02T11:00:00Z', async (tx) => recordFamilyTelling(tx, worker, of.contactId, { kind: 'police_hold', named: 'DC Rowe', tell: '', tellBy: '', tellFrom: '', words: 'Arrest first.' }));
    const shown = async (person: Person) => {
      const page = await askPage('../../app/contacts/[reference]/letters/[letter]/page.tsx', person, { reference: of.reference, letter: letter?.id ?? '' });
      const html = page.kind === 'shown' ? await page.html() : page.kind;
      return { silent: html.includes('does not ask its reader to say nothing'), pressed: html.includes('Press the button below'), button: html.includes(`/letters/${letter?.id}/send"`), way: html.includes('Record first how they are reached and how that was proved'), others: html.includes('Whoever may send it here has it written anew') };
    };
    expect(await shown(worker)).toEqual({ silent: true, pressed: true, button: true, way: false, others: false });
    expect(await shown(auditor)).toEqual({ silent: true, pressed: false, button: false, way: false, others: true });
    // To somebody without an account it goes by post, and no way to them is proved.
    await asSuperuser((client) => client.query('update letter set recipient_id = null where id = $1', [letter?.id]));
    expect(await shown(worker)).toEqual({ silent: true, pressed: false, button: false, way: true, others: false });
  });
});
