import { isSideDuty } from '@/lib/duty/codes';
import { openDuty } from '@/lib/duty/store';
import { dutyDue } from '@/lib/duty/model';
import { dueInWorkingDays } from '@/lib/clock/deadlines';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { londonDate } from '@/lib/platform/time';
import { ALL_THREE_SIGN } from '@/lib/threshold/hidden-harm';
import { withJoined, type AdditionKind } from '../additions/addition';
import { additionByKey } from '../additions/addition-store';
import { sameChildAgain, withAnswers, withDangerAgain, withHouseholdAgain, withSilenceAgain, withTrustAgain } from '../additions/again';
import { putAddition } from '../additions/put-addition';
import { assessInput } from '../assess';
import { addPutCall } from '../ending/put-call-store';
import { addEvent } from '../event-store';
import { lockContacts } from '../queue/queue-store';
import { referrerClass, sourceCode } from '../report/classify';
import { allThreeAround } from '../report/hidden-harm';
import { personsOf } from '../report/persons';
import { sayReport } from '../report/report-words';
import { ofWhoeverTold } from '../report/third-person';
import { report as reportSchema, type Report } from '../schema';
import { keepFromColleagues } from '../secrecy/of-colleague';
import { withoutSecrets } from '../secrecy/protected-store';
import type { Contact } from '../store';
import { VERIFIED_WORDS, type Caller, type Written } from './call-fields';
import { isNamed, knownAgain, type KnownAgain } from './goes-to';
import { KIND_TABLE, type CallKind } from './kinds';
import { asksForName } from './name-refusal';
import type { ReadCall } from './read-call';
import { requestOf } from './request-fields';
import { addRequest } from './request-store';
import { addressesOf, withoutAddresses, wordsOfCaller } from './said-words';

/** Everything that the caller said as one text, without who they are: what happened speaks for itself, and every other answer stands with its question. */
export function saidByCaller({ report, guide }: Pick<ReadCall, 'report' | 'guide'>): string {
  const sections = ofWhoeverTold(sayReport(report, guide)).filter(({ step }) => step !== 'you');
  const rows = sections.flatMap(({ step, title, rows: each }) => each.filter(({ value }) => value.trim() !== '').map((row) => ({ step, title, ...row })));
  const [only] = rows;
  return rows.length === 1 && only?.step === 'what-happened' && only.narrative === true ? only.value : rows.map(({ title, label, value }) => `${title} · ${label}: ${value}`).join('\n');
}

/** Who rang or wrote, in one line. */
export function callerLine({ name, role, agency, phone, verified }: Caller, written: Written | null = null): string {
  const verifiedWords = verified === null && written !== null ? '' : verified === null ? 'Nobody said whether they are verified' : VERIFIED_WORDS[verified];
  return [name, role, agency.name, phone, verifiedWords].filter((part) => part !== '').join(', ');
}

/** How something came to be added, from the kind of call. */
function additionKindOf(kind: CallKind): AdditionKind {
  return kind === 'update' || kind === 'follow_up' || kind === 'challenge' || kind === 'information_request' ? kind : 'addition';
}

/**
 * Puts a call to the open contact that it is about, with its own time of receipt: the guide proposes anew on the facts of both, never
 * lower (safe practice 8). Nothing said is left out; what is kept secret of the contact is taken out of it as out of every text.
 */
export async function putCall(system: Tx, call: Pick<ReadCall, 'report' | 'guide' | 'kind' | 'caller' | 'began' | 'written'>, about: Contact, children: readonly KnownAgain[], key: string): Promise<void> {
  await lockContacts(system, [about.id]);
  if ((await additionByKey(system, key)) !== null) return;
  const { report, kind, caller, began } = call;
  const { cannotWait } = report.firstQuestions;
  const immediate = cannotWait === 'yes';
  const said = saidByCaller(call) || 'Nothing beside the call itself.';
  const text = await withoutSecrets(system, about.id, `addition.${key}`, said);
  // The words stand in the whole that is kept of `said`, and need no place of their own.
  const mustNotBeTold = await withoutSecrets(system, about.id, `addition.${key}`, report.firstQuestions.whoMustNotBeTold.trim());
  const line = await withoutSecrets(system, about.id, `caller.${key}`, callerLine(caller, call.written));
  const input = assessInput(report, { receivedOn: londonDate(began), contactsIn12Months: 1, immediate });
  const there = about.people.filter(({ kind: is }) => is === 'child');
  const joined = children.flatMap(({ inCall, inContact }) => {
    const other = input.children.find(({ id }) => id === String(inCall));
    if (other === undefined) return [];
    const { age, ...said } = other;
    // How old somebody is of whom no name was given is known of none of several.
    const told = report.children[inCall - 1];
    const whose = there.length > 1 && !isNamed(told) ? { other: said } : { other: { ...said, age }, told };
    return [{ id: String(inContact), ...whose }];
  });
  // What was said of the adults is so for every child there, whether or not the call spoke of one.
  const atHome = allThreeAround(report, []) ? there.map(({ ordinal }) => ({ id: String(ordinal), other: { id: String(ordinal), indicators: { [ALL_THREE_SIGN]: 'present' as const } } })) : [];
  // How often they were told of is counted anew; what the call itself knows of it is nothing.
  const { contactsIn12Months: _, ...facts } = input.facts ?? {};
  await putAddition(system, about.id, { key, text, mustNotBeTold, indicators: {}, immediate, kind: additionKindOf(kind), receivedAt: began, caller: line, channel: call.written ?? 'phone', perhapsImmediate: cannotWait === 'not_known' }, { said, receivedAt: began, ofColleague: report.reporter.aboutColleague === 'yes', facts: (before, count, told) => withJoined(before, facts, [...joined, ...atHome], count, told) });
  // A colleague of whoever rang is one of whoever reported where both work for one agency: whose lead then sees it no more, also where they are not sure.
  await keepFromColleagues(system, about.id, report.reporter.aboutColleague, { key, at: system.at, agencyId: caller.agency.id });
}

/**
 * Keeps who rang and what they said, of a call that was put to a contact: the letter to them is made of it and of what was agreed,
 * and of nothing that the contact holds (domain 5.1, 7.9). An e-mail or a letter is answered otherwise.
 */
export async function keepCaller(system: Tx, { report, caller, written, kind, began }: Pick<ReadCall, 'report' | 'caller' | 'written' | 'kind' | 'began'>, contactId: string, { key, takenBy, prefix }: { key: string; takenBy: string; prefix: string }): Promise<void> {
  if (written !== null) return;
  const { safeWay, reachBy, mayLeaveMessage, whoMightSee } = report.reporter;
  const words = withoutAddresses(wordsOfCaller(report), addressesOf(report));
  const said = await withoutSecrets(system, contactId, `put_call.${key}`, words);
  await addPutCall(
    system,
    {
      ...{ key, contactId, takenBy, began, kind, said },
      ...{ name: caller.name, email: caller.email, agencyId: caller.agency.id, verified: caller.verified },
      referrerClass: referrerClass(report, caller.agency.kind),
      sourceCode: caller.sourceCode ?? sourceCode(caller.agency.kind),
      reaching: { safeWay, reachBy, mayLeaveMessage, whoMightSee },
      names: [...new Set(personsOf(report).flatMap(({ givenName, familyName }) => [givenName, familyName]).filter((name) => name.trim() !== ''))],
    },
    prefix,
  );
}

/**
 * The report of a call about the children of a contact that has ended: who they are is not asked again, what was seen then is not said
 * again, and everything that the call says of a child stands with each whom it may mean. Where there was no child before, the call's own.
 * Who must not be told by what was said before must not be told now either, whoever was in a position of trust is so still, and so are the
 * household and what endangers whoever visits it.
 * @param silence who must not be told by all that is known of it.
 */
export function reportAgain(report: Report, about: Contact, silence: readonly string[]): Report {
  const pairs = knownAgain(report, about) ?? [];
  const children = about.report.children.map((child, index) => {
    const said = pairs.filter(({ inContact }) => inContact === index + 1).flatMap(({ inCall }) => report.children[inCall - 1] ?? []);
    const signs = said.flatMap(({ indicators }) => Object.entries(indicators).flatMap(([id, answer]) => (answer === 'present' ? [id] : [])));
    return said.reduce<object>((known, { indicators: _, rest: _rest, ...more }) => withAnswers(known, more), sameChildAgain(child, [...new Set(signs)], londonDate(about.receivedAt)));
  });
  const now = withSilenceAgain(withHouseholdAgain(withDangerAgain(withTrustAgain(report, about.report), [about.report.dangerToStaff]), about.report), silence);
  return reportSchema.parse({ ...now, children: children.length > 0 ? children : report.children });
}

/** The duties that the kind of call itself makes on the contact where it ended up; a request opens its own, by its own time. */
export async function openKindDuties(system: Tx, contactId: string, { kind, began }: Pick<ReadCall, 'kind' | 'began'>, key: string): Promise<boolean> {
  let opened = false;
  for (const code of KIND_TABLE[kind].duties.filter((each) => each !== 'ANSWER_REQUEST')) {
    // What the law asks is owed once of a contact, whoever rings; a challenge is answered each time.
    const occasionId = isSideDuty(code) ? undefined : key;
    if (!(await openDuty(system, { contactId, code, occasionId, ...dutyDue(code, { receivedAt: began }) }))) continue;
    opened = true;
    await addEvent(system, contactId, 'duty_opened', { code });
  }
  return opened;
}

/** A request for information on the contact that it is about, and the duty to answer it: by the time that was named, or within one working day. */
export async function openRequest(system: Tx, contactId: string, { kind, caller, began }: Pick<ReadCall, 'kind' | 'caller' | 'began'>, fields: Fields, key: string): Promise<void> {
  if (kind !== 'information_request') return;
  const { request } = requestOf(fields);
  const hidden = (name: string, words: string) => withoutSecrets(system, contactId, `request.${key}.${name}`, words);
  const kept = { what: await hidden('what', request.what), purpose: await hidden('purpose', request.purpose), authority: request.authority, askedBy: await hidden('askedBy', callerLine(caller)) };
  if (!(await addRequest(system, { ...kept, id: key, contactId, receivedAt: began, verified: caller.verified, dueAt: request.dueAt }))) return;
  const oneDay = dueInWorkingDays(began, 1);
  const setAt = request.dueAt ?? (oneDay.ok ? oneDay.value : began.add({ hours: 24 }));
  await openDuty(system, { contactId, code: 'ANSWER_REQUEST', occasionId: key, ...dutyDue('ANSWER_REQUEST', { receivedAt: began, setAt }) });
  await addEvent(system, contactId, 'information_asked', { request: key });
  await addEvent(system, contactId, 'duty_opened', { code: 'ANSWER_REQUEST' });
}

/** Who a child is of whom no name was given at level 4 is a manager's to find out, within the hour (domain 7.2). */
export async function openFindOutWho(system: Tx, contactId: string, call: Pick<ReadCall, 'kind' | 'report' | 'guide' | 'began'>): Promise<void> {
  if (!asksForName(call)) return;
  if (await openDuty(system, { contactId, code: 'FIND_OUT_WHO', ...dutyDue('FIND_OUT_WHO', { receivedAt: call.began, atLevel4: true }) })) await addEvent(system, contactId, 'duty_opened', { code: 'FIND_OUT_WHO' });
}
