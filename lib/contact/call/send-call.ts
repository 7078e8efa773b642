import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { textOf, type Draft, type Fields } from '@/lib/platform/draft/model';
import { closeDraft, replaceSent } from '@/lib/platform/draft/store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { endByCall, forgetByCall } from '@/lib/line/of-call';
import { withDangerAgain, withHouseholdBeside, withSilenceAgain, withTrustAgain, withTrustUnsaid } from '../additions/again';
import { withDangerKnown } from '../additions/danger-store';
import { withNamedKnown } from '../additions/named-known';
import { sayWhereItWent } from '../additions/told-of-joined-store';
import { withTrustKnown } from '../additions/trust-known';
import { agreedWords, nothingAgreed, ownedBy, withTexts } from '../ending/agreed';
import { addAgreed } from '../ending/agreed-store';
import { addEvent } from '../event-store';
import { saveNote } from '../note-store';
import { endIntake, typedFrom, type TypedFrom } from '../machine/of-intake';
import { handOn } from '../originals/hand-on';
import { recordContact, type ReceivingAuthority, type Recorded } from '../record';
import type { SubmitProblem } from '../report/send-draft';
import type { Report } from '../schema';
import { refreshQueue } from '../queue/queue-store';
import { carryClosings } from '../secrecy/carry-closings';
import { carrySecrets } from '../secrecy/carry-secrets';
import { hidesInDraft } from '../secrecy/draft-secrets';
import { withoutSecrets } from '../secrecy/protected-store';
import { asksToBeProtected } from '../secrecy/sealing';
import { silenceWordsOf } from '../secrecy/silence-words-store';
import { endUnsentOf } from '../unsent/keep-unsent';
import { goesTo, isOwn, SAME_WORRY, type GoesTo } from './goes-to';
import { keepWho } from './keep-who';
import { nameProblem } from './name-refusal';
import { keepCaller, openFindOutWho, openKindDuties, openRequest, putCall, reportAgain } from './put-call';
import { readCall, type ReadCall } from './read-call';
import type { Contact } from '../store';
import { addressesOf, withoutAddresses } from './said-words';

const SAYS_WHO = /^(you\.|call\.(callerName|callerEmail|from|agencyName|verified|channel|arrivedOn|arrivedAt)$)/;

/** What stays in the worker's own copy, and of what is kept beside it: nothing that is kept secret, and of a protected caller nothing that says who. Null where all of it stays. */
function copyKept(sent: Fields, call: ReadCall): ((fields: Fields) => Fields) | null {
  const hides = hidesInDraft(sent, call.report);
  if (!asksToBeProtected(call.report)) return hides;
  return (fields) => Object.fromEntries(Object.entries(hides?.(fields) ?? fields).filter(([name]) => !SAYS_WHO.test(name)));
}

/**
 * What was agreed: a record beside the report, as the product, like what is ours.
 * @param put key of a call that was put to a contact which was there before and has a caller or reporter of its own; null for one that became its own.
 */
async function keepAgreed(tx: Tx, contactId: string, { agreed, report, written }: ReadCall, person: Person, put: string | null): Promise<void> {
  if (nothingAgreed(agreed)) return;
  const owned = ownedBy(agreed, person.name);
  await tx.asSystem(async (system) => {
    // Of a protected source it would say that they rang (domain 7.14); of an e-mail that was put to a contact there is nobody to write to.
    if (asksToBeProtected(report) || (put !== null && written !== null)) {
      await saveNote(system, contactId, 'note', await withoutSecrets(system, contactId, `note.${newId()}`, agreedWords(owned)));
      return;
    }
    // The letter to whoever rang about another's contact knows the addresses of that contact, and not those of this call.
    await addAgreed(system, contactId, put, put === null ? owned : withTexts(owned, (text) => withoutAddresses(text, addressesOf(report))));
    await addEvent(system, contactId, 'agreed', { steps: agreed.steps.length });
  });
}

/** What is ours: a note beside what the caller said, as the product, since it may be closed to its own writer from now on. */
async function keepOurs(tx: Tx, contactId: string, { kind, notes, caller, report, written }: ReadCall, put: string | null): Promise<void> {
  await tx.asSystem(async (system) => {
    // A protected source is reached by nobody knows which way: that it was a call would say something of it (domain 7.14).
    if (!asksToBeProtected(report) && written === null) await addEvent(system, contactId, 'call_taken', { verified: caller.verified, kind, ...(put === null ? {} : { put: true, call: put }) });
    if (notes.trim() === '') return;
    await saveNote(system, contactId, 'note', await withoutSecrets(system, contactId, `note.${newId()}`, notes));
    await addEvent(system, contactId, 'note');
  });
}

/** Says on both what belongs to what, where the call became a contact of its own although the caller spoke of another. */
async function tieTo(system: Tx, contactId: string, { because, about }: Extract<GoesTo, { how: 'contact' }>, typed: string): Promise<void> {
  if (because === 'not_found' && typed !== '') await saveNote(system, contactId, 'note', await withoutSecrets(system, contactId, `note.${newId()}`, `The caller gave the reference “${typed}”. No contact was found by it.`));
  if (about === null) return;
  for (const [of, other] of [[about.id, contactId], [contactId, about.id]] as const) await addEvent(system, of, 'rang_about', { contact: other });
  await sayWhereItWent(system, about.id, contactId);
  await refreshQueue(system, contactId);
}

/** The contact whose worry is told again by a call that becomes a contact of its own; null where it is another. */
const sameWorry = (goes: Extract<GoesTo, { how: 'contact' | 'again' }>): Contact | null => (goes.how === 'contact' ? goes.untied : undefined) ?? (SAME_WORRY.has(goes.because) ? goes.about : null);

/** That somebody must not be told, of whom nothing more may be said here. */
const SILENCE_UNSAID = 'Somebody must not be told, by what is known beside this contact. Ask a manager before anybody of the family hears of it.';

/** The same of danger: neither what it is nor from whom. */
const DANGER_UNSAID = 'There may be danger to whoever visits, by what is known beside this contact. Ask a manager before a visit.';

/** The report of a call that becomes a contact of its own, with what stays true of one that it follows, or tells again with its child named. */
async function reportOf(tx: Tx, { report }: ReadCall, goes: Extract<GoesTo, { how: 'contact' | 'again' }>): Promise<Report> {
  const worry = sameWorry(goes);
  if (worry === null) return report;
  return tx.asSystem(async (system) => {
    const before = await withDangerKnown(system, await withTrustKnown(system, worry));
    const silence = (await silenceWordsOf(system, worry.id)).map(({ words }) => words);
    if (goes.how === 'again') return reportAgain(report, await withNamedKnown(system, before), silence);
    const danger = before.report.dangerToStaff;
    if (goes.about === null) return withSilenceAgain(withDangerAgain(withTrustUnsaid(report, before.report), danger.trim() === '' ? [] : [DANGER_UNSAID]), silence.length > 0 ? [SILENCE_UNSAID] : []);
    const now = withSilenceAgain(withDangerAgain(withTrustAgain(report, before.report), [danger]), silence);
    return goes.because === 'ended' ? withHouseholdBeside(now, { ...before, toldOn: londonDate(before.receivedAt) }, (goes.children ?? []).map(({ inContact }) => inContact)) : now;
  });
}

/** The call as a contact of its own. */
async function asContact(tx: Tx, call: ReadCall, goes: Extract<GoesTo, { how: 'contact' | 'again' }>, { key, fields, from }: { key: string; fields: Fields; from: TypedFrom | null }, authority: ReceivingAuthority): Promise<Result<Recorded, SubmitProblem>> {
  const { report, kind, caller, began } = call;
  const recorded = await recordContact(
    tx,
    {
      report: await reportOf(tx, call, goes),
      agency: caller.agency,
      referrer: { id: null, name: caller.name, role: caller.role, phone: caller.phone, email: caller.email },
      channel: call.written ?? 'phone',
      kind,
      ...(caller.sourceCode === undefined ? {} : { sourceCode: caller.sourceCode }),
      receivedAt: began,
      key,
      immediate: report.firstQuestions.cannotWait === 'yes',
      ...(goes.how === 'again' ? { followsId: goes.about.id } : {}),
      // Its sender was told it when it came.
      ...(from === null ? {} : { reference: from.intake.reference }),
    },
    authority,
  );
  if (!recorded.ok) return refused('conflict');
  const { contactId } = recorded.value;
  await tx.asSystem(async (system) => {
    const worry = sameWorry(goes);
    // Where its children are named anew they may stand in another order, and the household after whom the call names of it: whose a detail is cannot be said by their places.
    if (worry !== null) await carrySecrets(system, worry.id, contactId, { samePlaces: goes.how === 'again' && report.household.length === 0 });
    if (goes.how === 'again') {
      await addEvent(system, goes.about.id, 'rang_about', { contact: contactId });
      await sayWhereItWent(system, goes.about.id, contactId);
    } else await tieTo(system, contactId, goes, textOf(fields, 'call.reference').trim());
    await openKindDuties(system, contactId, call, key);
    await openRequest(system, contactId, call, fields, key);
    await openFindOutWho(system, contactId, call);
    // Whoever must not see the worry must not see it told again, whether or not its child was named.
    if (worry !== null) await carryClosings(system, worry.id, contactId, { untied: goes.about === null });
  });
  return recorded;
}

/**
 * Ends a call. As a contact what the caller said is its report, the caller its referrer, and both its clocks run from when
 * the call began (domain 7.2); of an update, a follow-up or a challenge it is put to the contact that it is about (domain 7.8). Our
 * notes go beside it and nowhere else (domain 7.9). A caller has no account by calling.
 */
export async function sendCall(tx: Tx, person: Person, authority: ReceivingAuthority, draft: Draft): Promise<Result<Recorded, SubmitProblem>> {
  const call = await readCall(tx, draft, authority);
  const { fields } = draft.content;
  if (call.blocking.length > 0 && call.report.firstQuestions.cannotWait !== 'yes') return refused('too_long');
  // It would be a second contact, later than it came and without what was sent; what cannot wait is taken twice rather than not.
  if (call.written === 'api' && call.intake === null && call.report.firstQuestions.cannotWait !== 'yes') return refused('taken_over');
  const unnamed = nameProblem(call, fields);
  if (unnamed !== null) return refused(unnamed);
  // Before anything is written: with a protected source, what says who sent it goes at once.
  const from = await typedFrom(tx, call.intake);
  const goes = await goesTo(tx, { ...call, fields }, authority.prefix);
  let recorded: Result<Recorded, SubmitProblem>;
  // The key of a call that is put to a contact which was there before.
  const put = isOwn(goes) ? null : draft.key;
  if (isOwn(goes)) recorded = await asContact(tx, call, goes, { key: draft.key, fields, from }, authority);
  else {
    const { about } = goes;
    const children = goes.how === 'request' ? goes.said : goes.children;
    await tx.asSystem(async (system) => {
      if (children !== null) await putCall(system, call, about, children, draft.key);
      await keepCaller(system, call, about.id, { key: draft.key, takenBy: person.actorId, prefix: authority.prefix });
      await openKindDuties(system, about.id, call, draft.key);
      await openRequest(system, about.id, call, fields, draft.key);
    });
    recorded = ok({ contactId: about.id, reference: about.reference, created: true });
  }
  if (!recorded.ok) return recorded;
  await keepOurs(tx, recorded.value.contactId, call, put);
  if (recorded.value.created) await keepWho(tx, recorded.value.contactId, fields, { sealed: asksToBeProtected(call.report), added: put !== null });
  await keepAgreed(tx, recorded.value.contactId, call, person, put);
  const kept = copyKept(fields, call);
  if (kept !== null) await replaceSent(tx, draft, kept);
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  await closeDraft(tx, draft.id, { how: 'sent', version: draft.version, resultId: recorded.value.contactId });
  await endUnsentOf(tx, draft.id, { how: 'sent' });
  // Nobody has been rung by ending the page of a call that was cut off: it stays owed.
  if (call.kind !== 'dropped') await endByCall(tx, draft.id, asksToBeProtected(call.report));
  else if (asksToBeProtected(call.report)) await forgetByCall(tx, draft.id);
  const { contactId } = recorded.value;
  if (from !== null) await endIntake(tx, from, draft.id, contactId);
  await handOn(tx, draft.id, contactId, { sealed: asksToBeProtected(call.report) });
  tx.ledger({ action: put === null ? 'call.made_contact' : 'call.put_to_contact', objectKind: 'draft', objectId: draft.id, detail: { by: person.role, kind: call.kind } });
  return recorded;
}
