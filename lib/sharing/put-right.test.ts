import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { asItStands, inTurn } from './as-it-stands';
import { gateOf, recordedBy, type ChecksRequest, type Outbound } from './model';
import { answersRequest, differs, lastSaid, mayPutSentRight, neverSent, opensAgain, saidBefore, type PutRight, type SentCorrection } from './put-right';
import { fieldsOf, readRight } from './right-schema';

const instant = (time: string) => Temporal.Instant.from(`2026-11-18T${time}:00Z`);
const FACT: Outbound = {
  id: 'fact', at: instant('13:00'), by: 'worker', personId: null, kind: 'fact', agency: 'Hill School', recipient: 'Mrs Amos', recipientRole: 'Head', categories: ['worry'], words: 'Seen.', how: 'telephone', sentAt: instant('13:00'), basisId: '018f3c5e-0000-7000-8000-000000000001',
  late: null, confidence: null, ground: 'level_4', opennessId: null, requestId: null, authorisedBy: 'worker', level: 4,
  trustReach: null, trustAgreer: null, trustAgreedBy: '', trustAgreedRole: '', trustAgreedAt: null, pregnancyReach: null,
};
const correction = (id: string, replacesId: string | null, time: string, more: Partial<SentCorrection> = {}): SentCorrection => ({ ...FACT, id, replacesId, at: instant(time), by: 'manager', neverSent: false, why: `Why ${id}`, ...more });
const stands = (...corrections: SentCorrection[]): PutRight => ({ recorded: FACT, corrections });

describe('what stands of a record that was put right (domain 7.16)', () => {
  const [first, second, never] = [correction('one', null, '14:00', { agency: 'Fen School' }), correction('two', 'one', '14:00', { agency: 'Fen Junior School' }), correction('three', 'two', '15:00', { neverSent: true, agency: 'Fen Junior School' })];

  test('the last one, whatever their instants and in whichever order they are read', () => {
    expect(inTurn([second, first]).map(({ id }) => id)).toEqual(['one', 'two']);
    const row = { id: 'fact', at: 'then', agency: 'Hill School', sentAt: 'at noon', corrections: [{ ...second, sentAt: 'at one' }, { ...first, sentAt: 'at two' }] };
    expect(asItStands(row)).toEqual({ id: 'fact', at: 'then', agency: 'Fen Junior School', sentAt: 'at one' });
    expect(asItStands({ ...row, corrections: [] })).toEqual({ id: 'fact', at: 'then', agency: 'Hill School', sentAt: 'at noon' });
    expect(asItStands({ ...row, corrections: [first, second, never] })).toBeNull();
  });

  test('it is the same fact of the same writer, and everything before stays readable, the latest first', () => {
    const one = stands(first, second, never, correction('four', 'three', '16:00'));
    expect(lastSaid(one)).toMatchObject({ id: 'fact', by: 'worker', at: FACT.at, agency: 'Hill School' });
    expect([neverSent(one), neverSent(stands(first, second, never)), neverSent(stands())]).toEqual([false, true, false]);
    expect(saidBefore(one).map(({ said, until, why }) => [said?.agency ?? 'never sent', until.toString(), why])).toEqual([
      ['never sent', instant('16:00').toString(), 'Why four'],
      ['Fen Junior School', instant('15:00').toString(), 'Why three'],
      ['Fen School', instant('14:00').toString(), 'Why two'],
      ['Hill School', instant('14:00').toString(), 'Why one'],
    ]);
  });

  test('whoever recorded it and managers, nobody else', () => {
    expect([{ actorId: 'worker', role: 'cads_social_worker' }, { actorId: 'other', role: 'manager' }, { actorId: 'other', role: 'cads_social_worker' }, { actorId: 'other', role: 'emergency_duty_worker' }].map((person) => mayPutSentRight(FACT, person))).toEqual([true, true, false, false]);
  });

  test('what is the same in another order is no difference', () => {
    expect(differs({ ...FACT, categories: ['worry', 'plan'] }, { ...FACT, categories: ['plan', 'worry'] })).toBe(false);
    for (const other of [{ agency: 'x' }, { recipient: 'x' }, { recipientRole: '' }, { categories: ['plan' as const] }, { words: 'x' }, { how: 'letter' as const }, { sentAt: instant('12:00') }, { basisId: null }]) expect(differs(FACT, { ...FACT, ...other })).toBe(true);
  });
});

describe('what answers a request for information (domain 7.9)', () => {
  const request = { askedBy: 'Mrs Amos, Hill School', receivedAt: instant('11:00') };

  test('a fact, to whoever asked, after they asked and were made sure of', () => {
    expect(answersRequest(FACT, request, instant('12:00'))).toBe(true);
    expect(answersRequest({ ...FACT, kind: 'question' }, request, instant('12:00'))).toBe(false);
    expect(answersRequest({ ...FACT, agency: 'Fen School' }, request, instant('12:00'))).toBe(false);
    expect(answersRequest({ ...FACT, sentAt: instant('10:59') }, request, instant('10:00'))).toBe(false);
    expect(answersRequest({ ...FACT, sentAt: instant('11:59') }, request, instant('12:00'))).toBe(false);
  });

  test('it is open again where that is no more so, and not where something else is different', () => {
    const again = (now: Outbound | null) => opensAgain(FACT, now, request, instant('12:00'));
    expect([again(null), again({ ...FACT, agency: 'Fen School' }), again({ ...FACT, sentAt: instant('11:30') })]).toEqual([true, true, true]);
    expect([again({ ...FACT, words: 'x', recipient: 'x' }), again({ ...FACT, agency: 'The Hill School' }), again({ ...FACT, sentAt: instant('12:00') })]).toEqual([false, false, false]);
    // An answer of before it was asked how it was made sure is not taken away by what did not change.
    expect(opensAgain({ ...FACT, agency: 'Fen School' }, { ...FACT, agency: 'Fen School', words: 'x' }, request, null)).toBe(false);
  });
});

describe('the form', () => {
  const read = (typed: object) => readRight({ fields: { ...fieldsOf(FACT), 'right.what': 'different', 'right.why': 'Misheard.', ...typed }, form: 'right', today: Temporal.PlainDate.from('2026-11-18'), children: [] }, { ...FACT, sentAt: instant('13:00').add({ seconds: 27 }) }, instant('14:00'));

  test('says what stands, to the second, where nothing else is typed over it', () => {
    const same = read({});
    expect(same.ok && !same.value.neverSent && same.value.said.sentAt.toString()).toBe('2026-11-18T13:00:27Z');
    const other = read({ 'right.time': '12:59' });
    expect(other.ok && !other.value.neverSent && other.value.said.sentAt.toString()).toBe('2026-11-18T12:59:00Z');
  });

  test('of what was never sent nothing is asked but why', () => {
    expect(read({ 'right.what': 'never', 'right.agency': '', 'right.time': '' })).toEqual({ ok: true, value: { neverSent: true, why: 'Misheard.' } });
    expect(read({ 'right.what': 'never', 'right.why': '' }).ok).toBe(false);
  });

  test.each([{ 'right.what': '' }, { 'right.why': '' }, { 'right.agency': '' }, { 'right.recipient': '' }, { 'right.words': '' }, { 'right.categories': [] }, { 'right.how': '' }, { 'right.time': '' }, { 'right.time': '14:00' }, { 'right.on.day': '' }, { 'right.on.day': '19' }])('is not complete with %j', (typed) => {
    expect(read(typed).ok).toBe(false);
  });
});

describe('an agreement that was taken back (domain 7.16)', () => {
  const request = (takenBack: string | null): ChecksRequest => ({ id: 'request', at: instant('09:00'), by: 'worker', personId: null, agencies: 'GP', question: 'Seen?', reason: 'RISK', why: 'x', answer: { at: instant('09:30'), by: 'manager', verdict: 'agreed', comment: 'x', takenBack: takenBack === null ? null : { at: instant(takenBack), by: 'manager', why: 'x' } } });
  const open = (records: { requests: ChecksRequest[] }) => gateOf({ level: 2, openness: [], requests: records.requests });

  test('opens nothing, asks nobody, and takes nothing from another', () => {
    expect(open({ requests: [request('10:00')] })).toEqual({ open: false, asked: false });
    expect(open({ requests: [request('10:00'), { ...request(null), id: 'other' }] })).toMatchObject({ requestId: 'other', agencies: ['GP'] });
  });

  test('opened until the instant in which it was taken back', () => {
    const at = (time: string) => open(recordedBy({ openness: [], requests: [request('10:00')] }, instant(time))).open;
    expect(['09:29', '09:30', '09:59', '10:00', '10:01'].map(at)).toEqual([false, true, true, false, false]);
  });
});
