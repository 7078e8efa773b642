import { z } from 'zod';
import { londonWords } from '@/lib/clock/evidence';
import { ORIGINAL_TABLE } from '@/lib/contact/originals/kinds';
import { fromStaff, originalsOf } from '@/lib/contact/originals/original-store';
import { missingEntries } from '@/lib/contact/missing-store';
import { isRating, RATING_TABLE } from '@/lib/contact/queue/rating';
import { readHolds } from '@/lib/decision/hold-store';
import { FAMILY_NOT_HEARD, isFamilyNotHeard, isNotHeard, isRiskAnswer, NOT_HEARD, RISK_ANSWERS } from '@/lib/decision/keeping-safe';
import { COUNTERSIGN_REASONS, isCountersignCode, PRIMARY_NEEDS, WHOLE_CONTACT } from '@/lib/decision/model';
import { readReferral } from '@/lib/decision/referral-store';
import { REFERRAL_BASES } from '@/lib/decision/referral';
import { secretsOf } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { DUTY_KINDS, type DutyCode } from '@/lib/duty/codes';
import { evidenceWords } from '@/lib/duty/evidence';
import { dutyNotes } from '@/lib/duty/note-store';
import { dutiesOfContact } from '@/lib/duty/store';
import { emergencyDecisionsOf } from '@/lib/emergency/emergency-store';
import { ACT_WORDS, DIRECTION_WORDS, DIRECTIONS } from '@/lib/emergency/model';
import { readRelations } from '@/lib/lookup/relation-store';
import { relationWords } from '@/lib/lookup/relation-words';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { linesOf, ofChild, ofOther, placedWords, type Entry, type Of } from './entry';

/** What the work on a contact left beside its report, as far as it is about the child. Each reader needs casework rights. */

const whereOf = (tx: Tx, { contact }: Of) => ({ authorityId: tx.actor.authorityId, contactId: contact.id });
/** What is planned with the police or at a strategy discussion may warn somebody. */
const plannedAt = (route: string) => ({ harm: route === 'STRATEGY' || route === 'IMMEDIATE' });
const HARM = { harm: true } as const;
/** What holds for all children of a contact may be another child's alone. */
const ofAll = ({ contact: { people }, own }: Of) => (people.some(({ id, kind }) => kind !== 'adult' && !own.includes(id)) ? ({ otherwise: 'other_child' } as const) : {});

/** The rows of a child in the contact that names them: as it does, and before birth. */
export async function rowsOfChild(tx: Tx, childId: string): Promise<string[]> {
  const child = await tx.db.contactPerson.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: childId } }, select: { bornAs: true } });
  return child?.bornAs ? [childId, child.bornAs] : [childId];
}

/** The files of a contact. What is in them the product does not read: each is looked into by a person, and handed on by hand. Of a protected source there are none. */
async function filesOf(tx: Tx, { contact }: Of): Promise<Entry[]> {
  return (await originalsOf(tx, contact.id)).map((file) => ({
    title: 'Files',
    label: 'A file, handed on by hand',
    at: file.addedAt,
    words: linesOf(['', `“${file.name}”, ${ORIGINAL_TABLE[file.kind].words}, ${fromStaff(file) ? 'attached by the service' : 'sent by whoever told us'}`], ['', file.scan === 'lost' ? 'It could not be kept: only its name is here.' : file.scan === 'infected' ? 'It contains a virus: nobody is given it.' : '']),
    pointed: { otherwise: fromStaff(file) ? 'adult' : 'referrer' },
  }));
}

const text = z.string().catch('');
/** The words of a decision that stand in what was handed in alone; what an earlier release did not ask is empty. */
const handedIn = z.object({
  delayUntil: text,
  plan: z.object({ what: text, until: text, watches: text, ifFails: text }).nullable().catch(null),
  without: z.array(z.object({ what: text, asked: text })).catch([]),
  ...{ withoutReason: text, untoldReason: text, referrerReason: text, historyNotRead: text, familyNotHeard: text, familyNotHeardWords: text },
  children: z.array(z.object({ personId: text, notHeard: text, notHeardWords: text, seenBy: text, seenAlone: text, seenWhere: text, seePlan: text, riskReaches: text, riskReason: text })).catch([]),
});
const reasonsKept = z.array(z.object({ code: text, personId: text })).catch([]);

/** Every decision, the first first: what holds for all children, what was decided of this one, and what the second person said. Of another child it is theirs. */
async function decisionsOf(tx: Tx, of: Of): Promise<Entry[]> {
  const rows = await tx.db.decision.findMany({ where: whereOf(tx, of), orderBy: { version: 'asc' }, include: { children: true, countersign: true } });
  return rows.flatMap((row): Entry[] => {
    const { version, level, route, rationale, familyViews, ifNothing, changeMind, changeReason } = row;
    const [title, planned, at] = [`Decision ${version}`, plannedAt(route), instantOf(row.at)];
    const said = handedIn.parse(row.document);
    const why = reasonsKept.parse(row.countersignReasons).filter(({ personId }) => personId === WHOLE_CONTACT || of.own.includes(personId)).flatMap(({ code }) => (isCountersignCode(code) ? COUNTERSIGN_REASONS[code] : []));
    const own = row.children.filter(({ personId }) => of.own.includes(personId)).flatMap((child): Entry[] => {
      const more = said.children.find(({ personId }) => personId === child.personId);
      const seen = child.childSeen === 'yes' ? 'Yes' : child.childSeen === 'no' ? 'Nobody yet' : 'Not known';
      const need = Object.entries(PRIMARY_NEEDS).find(([code]) => code === child.primaryNeed)?.[1] ?? '';
      return [
        { title, label: 'What was decided for the child', at, words: linesOf(['', placedWords(of, child.level, child.route)], ['Main need', need], ['What the guide proposed', placedWords(of, child.proposedLevel, child.proposedRoute)]) },
        { title, label: 'What the child said, showed or wanted', words: child.childViews, pointed: ofChild(of) },
        { title, label: 'Why the child was not heard', words: linesOf(['', more !== undefined && isNotHeard(more.notHeard) ? NOT_HEARD[more.notHeard] : ''], ['', more?.notHeardWords ?? '']), pointed: ofChild(of) },
        { title, label: 'Who had seen the child', words: linesOf(['', seen], ['By whom', more?.seenBy ?? ''], ['Where', more?.seenWhere ?? ''], ['Alone', more?.seenAlone === 'yes' ? 'Yes' : more?.seenAlone === 'no' ? 'No' : ''], ['Who was to see the child', more?.seePlan ?? '']), pointed: planned },
        { title, label: 'Why it differed for this child', words: child.standingReason, pointed: { otherwise: 'other_child' } },
        { title, label: 'Whether a danger of the home reached this child', words: linesOf(['', more !== undefined && isRiskAnswer(more.riskReaches) ? RISK_ANSWERS[more.riskReaches] : ''], ['', more?.riskReason ?? '']), pointed: { otherwise: 'other_child' } },
        { title, label: 'Why it was not as the guide proposed', words: child.proposalReason, pointed: planned },
        { title, label: 'Why not as whoever told us thought', words: child.referrerReason, pointed: { otherwise: 'referrer' } },
        { title, label: 'Why there was no strategy discussion', words: child.noStrategyReason, pointed: HARM },
      ];
    });
    return [
      ...own,
      { title, label: 'For everybody in this contact', at, words: own.length > 0 ? '' : placedWords(of, level, route), pointed: ofAll(of) },
      { title, label: 'Reasons', words: rationale, pointed: planned },
      { title, label: 'What the family was told and thinks', words: familyViews },
      { title, label: 'Why the family was not heard', words: linesOf(['', isFamilyNotHeard(said.familyNotHeard) ? FAMILY_NOT_HEARD[said.familyNotHeard] : ''], ['', said.familyNotHeardWords]) },
      { title, label: 'Why the parents were not told that others were asked', words: said.untoldReason, pointed: HARM },
      { title, label: 'If nobody acted', words: ifNothing, pointed: planned },
      { title, label: 'Until when it could wait', words: said.delayUntil, pointed: planned },
      { title, label: 'The safety plan', words: said.plan === null ? '' : linesOf(['Who does what', said.plan.what], ['Until when', said.plan.until], ['Who looks', said.plan.watches], ['If it fails', said.plan.ifFails]), pointed: planned },
      { title, label: 'What had not come in, and why it was decided without', words: linesOf(...said.without.map(({ what, asked }) => ['', linesOf(['', what], ['Asked', asked])] as const), ['', said.withoutReason]), pointed: planned },
      { title, label: 'Why another level than whoever told us', words: said.referrerReason, pointed: { otherwise: 'referrer' } },
      { title, label: 'Why what had gone before was not read', words: said.historyNotRead },
      { title, label: 'What would change it', words: changeMind, pointed: planned },
      { title, label: 'Why it was changed', words: changeReason, pointed: planned },
      { title, label: 'Why a second person was asked', words: why.join('\n'), pointed: planned },
      ...(row.countersign === null ? [] : [{ title, label: `The second person: ${row.countersign.verdict === 'agreed' ? 'agreed' : 'returned it'}`, at: instantOf(row.countersign.at), words: row.countersign.comment, pointed: planned }]),
    ];
  });
}

/** What the guide proposed and how urgent workers rated it. */
async function ratedOf(tx: Tx, of: Of): Promise<Entry[]> {
  const proposals = await tx.db.proposal.findMany({ where: whereOf(tx, of), orderBy: { version: 'asc' }, select: { at: true, level: true, route: true } });
  const ratings = await tx.db.contactRating.findMany({ where: whereOf(tx, of), orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const title = 'How serious and how urgent';
  return [
    ...proposals.map(({ at, level, route }) => ({ title, label: 'What the guide proposed for everybody in this contact', at: instantOf(at), words: placedWords(of, level, route), pointed: ofAll(of) })),
    ...ratings.map(({ at, rating, reason }) => ({ title, label: 'How urgent a worker rated it', at: instantOf(at), words: linesOf(['', isRating(rating) ? `${RATING_TABLE[rating].name}: ${RATING_TABLE[rating].meaning}` : ''], ['', reason]) })),
  ];
}

const NOTE_SHUT = 'It is not here: whoever began this copy has first to answer for each contact of that hand-over, and then to begin it again.';

/** What the emergency duty team did at night or why it waited, and the line and the note with which shifts handed it on, which may warn somebody. Where the child was may be a secret (domain 7.6). */
async function nightOf(tx: Tx, of: Of): Promise<Entry[]> {
  const decided = (await emergencyDecisionsOf(tx, [of.contact.id])).toReversed();
  const handed = await tx.db.handOverItem.findMany({ where: whereOf(tx, of), select: { line: true, handOver: { select: { id: true, at: true, direction: true, note: true, items: { select: { contact: { select: shownTo(tx.actor.actorId) } } } } } }, orderBy: { handOver: { at: 'asc' } } });
  // The note speaks of every contact of a hand-over: of one that is closed to the reader, too, and of what another keeps secret.
  const all = await tx.asSystem((system) => system.db.handOverItem.findMany({ where: { authorityId: tx.actor.authorityId, handOverId: { in: handed.map(({ handOver }) => handOver.id) } }, select: { handOverId: true, contactId: true } }));
  const secrets = await secretsOf(tx, all.map(({ contactId }) => contactId));
  return [
    ...decided.flatMap(({ at, document: { acts, done, when, why, spokenTo, strategyWith, childWhere, safeUntil, safeBecause, wouldChange, told, although } }): Entry[] => {
      const title = 'What the emergency duty team did';
      const planned = { harm: acts.includes('strategy_by_telephone') };
      return [
        { title, label: 'What was done', at, words: linesOf(['', acts.filter((act) => act !== 'advice' || !of.contact.sealed).map((act) => ACT_WORDS[act]).join('; ')], ['', done], ['When', when]), pointed: planned },
        { title, label: 'Who was spoken to', at, words: spokenTo, pointed: { otherwise: 'adult' } },
        { title, label: 'Who took part in the strategy discussion', at, words: strategyWith, pointed: HARM },
        { title, label: 'Where the child was', at, words: childWhere, pointed: HARM },
        { title, label: 'Until when the child was safe, and why', at, words: linesOf(['', safeUntil], ['', safeBecause]), pointed: planned },
        { title, label: 'What would have changed that', at, words: wouldChange, pointed: planned },
        { title, label: 'Who was told', at, words: told, pointed: { otherwise: 'adult' } },
        { title, label: 'Why', at, words: linesOf(['', why], ['Why it could wait although it was urgent', although]), pointed: planned },
      ];
    }),
    ...handed.flatMap(({ line, handOver: { id, at: then, direction, note, items } }): Entry[] => {
      const [title, label, at] = ['Handed on between shifts', DIRECTION_WORDS[DIRECTIONS.find((each) => each === direction) ?? 'to_day'], instantOf(then)];
      return [
        { title, label, at, words: line, pointed: HARM },
        // As on the page of hand-overs: about a family whom the reader may know nothing is read (domain 7.14).
        { title, label: `${label}: the note for all of that hand-over, which may be about other children`, at, words: note !== '' && (items.length < all.filter(({ handOverId }) => handOverId === id).length || items.some(({ contact }) => shownFrom(contact) === 'nothing')) ? NOTE_SHUT : hide(note, secrets), pointed: HARM },
      ];
    }),
  ];
}

/** Where the decision waited for checks: why that was safe, and by what the child was kept safe meanwhile. What was found out, and with whom, may warn somebody. */
async function holdsOf(tx: Tx, of: Of): Promise<Entry[]> {
  return (await readHolds(tx, of.contact.id)).flatMap(({ at, until, checking, withWhom, whySafe, plan, untoldReason, answer, end }): Entry[] => {
    const title = 'The decision waited for checks';
    return [
      { title, label: 'What was found out, and with whom', at, words: linesOf(['', checking], ['With whom', withWhom], ['Until', londonWords(until)]), pointed: HARM },
      { title, label: 'Why it was safe to wait', at, words: whySafe, pointed: HARM },
      { title, label: 'How the child was kept safe meanwhile', at, words: linesOf(['Who does what', plan.what], ['Until when', plan.until], ['Who looks', plan.watches], ['If it fails', plan.ifFails]), pointed: HARM },
      { title, label: 'Why the parents were not told', at, words: untoldReason, pointed: HARM },
      ...(answer === null ? [] : [{ title, label: `A manager ${answer.verdict === 'agreed' ? 'agreed' : 'refused'}`, at: answer.at, words: answer.comment }]),
      ...(end === null ? [] : [{ title, label: 'How the waiting ended', at: end.at, words: end.words }]),
    ];
  });
}

/** Duties that say who may not know of a child or who among the staff may know the family, and nothing of the child. */
const GUARDED_DUTIES: ReadonlySet<DutyCode> = new Set(['RESTRICTED_MATCH', 'CONFLICT', 'REVIEW_GLASS']);
/** Owed to whoever told us or rang, or by whoever told us: who reported to the police, how, and under which reference, says who they are. */
const SOURCE_DUTIES: ReadonlySet<DutyCode> = new Set(['FGM_POLICE', 'ACKNOWLEDGE', 'TELL_REFERRER', 'ANSWER_CHALLENGE', 'ANSWER_REQUEST', 'FIND_OUT_WHO', 'FOLLOW_UP_LETTER']);
/** What is done with the police, or about somebody in a position of trust, may warn them. */
const PLANNED_DUTIES = ['HOLD_STRATEGY', 'CONVENE_ICPC', 'FGM_POLICE', 'LADO', 'MARAC', 'PREVENT', 'NRM', 'HAND_OVER'] as const;
/** Who took it on elsewhere, or where the child stays, says where the child, or a family that fled, is (domain 7.6). */
const WHEREABOUTS_DUTIES = ['OUT_OF_AREA', 'OPEN_CASE', 'TRANSFER_IN', 'HOMELESS_16_17', 'PRIVATE_FOSTERING'] as const;
const HARMFUL_DUTIES: ReadonlySet<DutyCode> = new Set([...PLANNED_DUTIES, ...WHEREABOUTS_DUTIES]);
/** What the child said of where they had been, and what a doctor found of the child. */
const CHILDS_DUTIES: ReadonlySet<DutyCode> = new Set(['RETURN_INTERVIEW', 'MEDICAL_TODAY']);
/** Which other children there are and what was done for each, and the children of a contact that was taken out again. */
const OTHERS_DUTIES: ReadonlySet<DutyCode> = new Set(['SIBLINGS', 'REVIEW_CLOSED']);
const ENDED_WORDS = { done: 'Done', accepted: 'Taken on by somebody else', ended_lawfully: 'Called off' } as const;

/** What had to be done for the child, whether it was, and what was done meanwhile. What is owed for another child is theirs. */
async function owedOf(tx: Tx, of: Of): Promise<Entry[]> {
  const owed = (await dutiesOfContact(tx, of.contact.id)).filter(({ code, personId }) => !GUARDED_DUTIES.has(code) && ofOther(of, personId) === null);
  const notes = await dutyNotes(tx, owed.map(({ id }) => id));
  return owed.flatMap(({ id, code, openedAt, discharge }): Entry[] => {
    const [title, what] = ['What had to be done', DUTY_KINDS[code].title];
    const rest = { title, pointed: { harm: HARMFUL_DUTIES.has(code) || (CHILDS_DUTIES.has(code) && ofChild(of).harm), otherwise: SOURCE_DUTIES.has(code) ? ('referrer' as const) : OTHERS_DUTIES.has(code) ? ('other_child' as const) : null }, ...(SOURCE_DUTIES.has(code) ? { withSource: true as const } : {}) };
    const answers = evidenceWords(discharge?.evidence ?? []);
    return [
      { ...rest, label: what, at: openedAt, words: discharge === null ? 'Not done yet' : linesOf(['', `${ENDED_WORDS[discharge.how]}, ${londonWords(discharge.at)}`], ['', discharge.words], ['', answers === discharge.words ? '' : answers]) },
      ...(notes.get(id) ?? []).toReversed().map(({ at, words }) => ({ ...rest, label: `${what}: what was done meanwhile`, at, words })),
    ];
  });
}

/** When the child was missing and found. */
async function missingOf(tx: Tx, of: Of): Promise<Entry[]> {
  const entries = (await missingEntries(tx, of.contact.id)).filter(({ personId }) => of.own.includes(personId));
  return entries.map(({ what, at, happenedAt, episode }) => ({ title: 'When the child was missing', label: what === 'found' ? 'Found' : 'Missing', at, words: `Time ${episode}: ${what === 'found' ? 'found' : 'missing since'} ${happenedAt === null ? 'when is not known' : londonWords(happenedAt)}` }));
}

/** Whether whoever told us was told is not said here: of a protected source it would say that they can be reached (domain 7.14). */
const HOW_ENDED: Record<string, string> = { told: 'Decided and closed', not_told_lawfully: 'Decided and closed', withdrawn: 'Withdrawn: it was not decided', joined: 'Joined with another contact, in which it went on' };

/** How a contact became a referral, and how it ended. Joined wrongly, it may speak of another family. */
async function endsOf(tx: Tx, of: Of): Promise<Entry[]> {
  const referral = await readReferral(tx, of.contact.id);
  const closure = await tx.db.closure.findFirst({ where: whereOf(tx, of), select: { at: true, how: true, reason: true } });
  const undone = await tx.db.joinUndone.findMany({ where: whereOf(tx, of), orderBy: { at: 'asc' }, select: { at: true, reason: true, joinedAt: true, joinedReason: true } });
  const title = 'How it went on and ended';
  return [
    ...(referral === null ? [] : [{ title, label: 'It became a referral', at: referral.at, words: linesOf(['', REFERRAL_BASES[referral.basis]], ['', referral.words]) }]),
    ...undone.flatMap(({ at, reason, joinedAt, joinedReason }): Entry[] => [
      { title, label: 'Joined with another contact', at: instantOf(joinedAt), words: joinedReason, pointed: { otherwise: 'other_child' } },
      { title, label: 'A manager took it out of that contact again', at: instantOf(at), words: reason, pointed: { otherwise: 'other_child' } },
    ]),
    ...(closure === null ? [] : [{ title, label: 'How it ended', at: instantOf(closure.at), words: linesOf(['', HOW_ENDED[closure.how] ?? ''], ['', closure.reason]) }]),
  ];
}

const RECORD = z.object({ due: z.object({ how: text, on: text }).catch({ how: '', on: '' }), midwifery: z.object({ unit: text, midwife: text, informedWords: text }).catch({ unit: '', midwife: '', informedWords: '' }), known: z.object({ by: text, people: z.array(text).catch([]) }).catch({ by: '', people: [] }), where: text, how: text });
const STATE_WORDS: Record<string, string> = { expected: 'Expected', born: 'Born', moved: 'The mother moved', pregnancy_ended: 'The pregnancy was said to have ended' };

/** What was written of the child before birth: it is the mother's as much, who said who may know of it (domain 7.12). */
async function beforeBirthOf(tx: Tx, of: Of): Promise<Entry[]> {
  const rows = await tx.db.unbornState.findMany({ where: { ...whereOf(tx, of), personId: { in: [...of.own] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { undone: true } });
  return rows.flatMap(({ at, state, record, undone }): Entry[] => {
    const { due, midwifery, known, where, how } = RECORD.parse(record);
    const title = 'Before birth';
    return [
      { title, label: 'As a worker wrote it down', at: instantOf(at), words: linesOf(['', STATE_WORDS[state] ?? ''], ['Due', due.on], ['Midwifery', midwifery.unit], ['Midwife', midwifery.midwife], ['Midwifery was told', midwifery.informedWords], ['Who knew', known.people.join(', ')], ['Where', where], ['How that is known', how]), pointed: HARM },
      ...(undone === null ? [] : [{ title, label: 'Why that was found to be wrong', at: instantOf(undone.at), words: undone.reason, pointed: HARM }]),
    ];
  });
}

/** Who is who to the child, as workers established it. */
async function relationsOf(tx: Tx, { contact, own }: Of): Promise<Entry[]> {
  const relations = (await readRelations(tx, own, [contact.id])).toReversed();
  return relations.flatMap((relation): Entry[] => {
    const title = 'Who is who to the child';
    return [
      { title, label: 'As a worker established it', at: relation.at, words: linesOf(['', relationWords(relation, contact.people)], ['How that is known', relation.source]), pointed: { otherwise: 'adult' } },
      ...relation.ends.map(({ at, how, why }) => ({ title, label: how === 'ended' ? 'Why it ended' : how === 'mistake' ? 'Why it was found to be wrong' : 'Why it holds after all', at, words: why, pointed: { otherwise: 'adult' as const } })),
    ];
  });
}

/** Everything that the work on a contact left of a child, in the order in which it is read. */
export async function caseworkOf(tx: Tx, of: Of): Promise<Entry[]> {
  const all: Entry[] = [];
  for (const read of [filesOf, ratedOf, nightOf, holdsOf, decisionsOf, owedOf, missingOf, relationsOf, beforeBirthOf, endsOf]) all.push(...(await read(tx, of)));
  return all;
}
