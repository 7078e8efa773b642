import { londonWords } from '@/lib/clock/evidence';
import { requestsOf, type InformationRequest } from '@/lib/contact/call/request-store';
import { agreedWords } from '@/lib/contact/ending/agreed';
import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { coachingOf } from '@/lib/contact/ending/coaching-store';
import { putCallsOf } from '@/lib/contact/ending/put-call-store';
import { FAMILY_STANDING_WORDS, WISH_WORDS } from '@/lib/letter/family/family';
import { familyTellingsOf } from '@/lib/letter/family/family-store';
import type { TellingKind } from '@/lib/letter/family/family-gate';
import { NOT_TOLD_WORDS } from '@/lib/letter/model';
import { personOfKey } from '@/lib/letter/store';
import type { Tx } from '@/lib/platform/db';
import { dayWords, instantOf } from '@/lib/platform/time';
import { AGREEMENT_ANSWER_WORDS, ASKED_HOW_WORDS, BASIS_WORDS, CHECKS_REASON_WORDS, CHECKS_VIEW_WORDS, CONFIDENCE_WORDS, GIVER_WORDS, NOT_TOLD_REASON_WORDS, SERVICE_WORDS } from '@/lib/sharing/model';
import { linesOf, ofChild, ofOther, type Entry, type Of } from './entry';

/** What was told, asked and agreed about a contact beside its report and letters, as far as it is about the child. Each reader needs casework rights. */

const whereOf = (tx: Tx, { contact }: Of) => ({ authorityId: tx.actor.authorityId, contactId: contact.id });
const HARM = { harm: true } as const;
const wordsOf = (table: Readonly<Record<string, string>>, code: string | null) => (code === null ? '' : (table[code] ?? ''));
const day = (on: Date | null) => (on === null ? '' : dayWords(on.toISOString().slice(0, 10)));

/** Agreement to services, openness with the family, the basis to share, and checks with other agencies. What went to others are pieces of their own. */
async function sharingOf(tx: Tx, of: Of): Promise<Entry[]> {
  const oldest = { where: whereOf(tx, of), orderBy: [{ at: 'asc' as const }, { id: 'asc' as const }] };
  const agreements = await tx.db.serviceAgreement.findMany(oldest);
  const openness = await tx.db.familyOpenness.findMany(oldest);
  const bases = await tx.db.sharingBasis.findMany(oldest);
  const requests = await tx.db.checksRequest.findMany({ ...oldest, include: { answer: { include: { takenBack: true } } } });
  // What is of another child is theirs.
  const mine = <T extends { personId: string | null; at: Date }>(records: readonly T[]) => records.filter(({ personId }) => ofOther(of, personId) === null).map((record) => ({ ...record, at: instantOf(record.at) }));
  return [
    ...mine(agreements).map(({ at, service, answer, givenBy, askedOf, how, askedOn, scope, notAsked, judgedBy, judgedOn }) => ({
      title: 'Agreement to a service',
      label: wordsOf(SERVICE_WORDS, service),
      at,
      words: linesOf(['', wordsOf(AGREEMENT_ANSWER_WORDS, answer)], ['By', wordsOf(GIVER_WORDS, givenBy)], ['Who was asked', askedOf], ['How', wordsOf(ASKED_HOW_WORDS, how)], ['On', day(askedOn)], ['What for', scope], ['Who was not asked, and why', notAsked], ['Who judged that they understand enough', judgedBy], ['On what', judgedOn]),
      // What the child agreed to is the child’s own; what a parent did is theirs.
      pointed: givenBy === 'aged_16' || givenBy === 'gillick' ? ofChild(of) : { otherwise: 'adult' as const },
    })),
    ...mine(openness).map(({ at, told, toldWhom, toldWhat, toldBy, toldOn, checks, reason, reasonWords, untilOn }) => ({
      title: 'What the family was told',
      label: told ? 'Told' : 'Not told, and why',
      at,
      words: linesOf(['Who', toldWhom], ['What', toldWhat], ['By whom', toldBy], ['On', day(toldOn)], ['Were other agencies spoken of', wordsOf(CHECKS_VIEW_WORDS, checks)], ['Why not', wordsOf(NOT_TOLD_REASON_WORDS, reason)], ['', reasonWords], ['Looked at again on', day(untilOn)]),
      pointed: told ? { otherwise: 'adult' as const } : HARM,
    })),
    ...mine(bases).map(({ at, basis, confidence, why, advice }) => ({ title: 'By what right it was shared', label: 'As a worker wrote it down', at, words: linesOf(['', wordsOf(BASIS_WORDS, basis)], ['', wordsOf(CONFIDENCE_WORDS, confidence)], ['Why it was needed', why], ['Whose advice was taken', advice]), pointed: advice === '' ? {} : { otherwise: 'adult' as const } })),
    ...mine(requests).flatMap(({ at, agencies, question, reason, why, answer }): Entry[] => {
      const title = 'Checks with other agencies without agreement';
      return [
        { title, label: 'Who was to be asked, and what', at, words: linesOf(['', agencies], ['', question]) },
        { title, label: 'Why without agreement', at, words: linesOf(['', wordsOf(CHECKS_REASON_WORDS, reason)], ['', why]), pointed: HARM },
        ...(answer === null ? [] : [{ title, label: `A manager ${answer.verdict === 'agreed' ? 'agreed' : 'returned it'}`, at: instantOf(answer.at), words: answer.comment, pointed: HARM }]),
        ...(answer?.takenBack ? [{ title, label: 'Why that was taken back', at: instantOf(answer.takenBack.at), words: answer.takenBack.why, pointed: HARM }] : []),
      ];
    }),
  ];
}

type Answer = NonNullable<InformationRequest['answer']>;

/** Who asked us about the child, for what and by what right, and what became of it each time. Whoever asks is whoever rang. */
async function askedOfUs(tx: Tx, of: Of): Promise<Entry[]> {
  return (await requestsOf(tx, of.contact.id)).flatMap(({ receivedAt, askedBy, what, purpose, authority, answer, reopened }): Entry[] => {
    const rest = { title: 'Asked of us about the child', withSource: true as const };
    const answers = [...reopened.map(({ before }) => before), answer].filter((each): each is Answer => each !== null);
    return [
      { ...rest, label: 'Who asked', at: receivedAt, words: askedBy, pointed: { otherwise: 'adult' } },
      { ...rest, label: 'For what, and by what right', at: receivedAt, words: linesOf(['', what], ['What for', purpose], ['By what right', authority]) },
      ...answers.map(({ at, outcome, checkedHow, reason }) => ({ ...rest, label: outcome === 'given' ? 'It was answered' : 'It was refused', at, words: linesOf(['How it was made sure who asks', checkedHow], ['Why', reason]), pointed: { otherwise: 'adult' as const } })),
    ];
  });
}

const TELLING_LABELS: Record<TellingKind, string> = { police_hold: 'The police advised not to tell the family', police_lift: 'The police said that the family may be told', strategy_plan: 'What a strategy discussion said of telling the family' };

/** What police or a strategy discussion said of telling the family or somebody who may be meant: it may warn them. */
async function tellingsOf(tx: Tx, of: Of): Promise<Entry[]> {
  const agreements = await tx.db.tellingAgreement.findMany({ where: whereOf(tx, of), orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const title = 'Whether and when to tell';
  return [
    ...(await familyTellingsOf(tx, of.contact.id)).toReversed().map(({ at, kind, named, tellBy, tellFrom, words }) => ({ title, label: TELLING_LABELS[kind], at, words: linesOf(['', words], ['Who said so', named], ['Who tells them', tellBy], ['From', tellFrom === null ? '' : londonWords(tellFrom)]), pointed: HARM })),
    ...agreements.map(({ at, agreedByName, agreedByRole, words }) => ({ title, label: 'It was agreed to tell somebody who may be meant', at: instantOf(at), words: linesOf(['', words], ['Who agreed', agreedByName], ['', agreedByRole === 'designated_officer' ? 'The designated officer' : 'A strategy discussion']), pointed: HARM })),
  ];
}

const WAY_WORDS = { letter: 'By letter', email: 'By e-mail', telephone: 'By telephone' };

/** Before a letter to the family went: who reads it and by what right, the young person’s wish, and how somebody is reached safely. Of a letter about another child it is theirs. */
async function beforeLetters(tx: Tx, of: Of): Promise<Entry[]> {
  const confirmed = await tx.db.familyConfirmation.findMany({ where: { ...whereOf(tx, of), childId: { in: [...of.own] } }, orderBy: { at: 'asc' } });
  const reached = await tx.db.safeContact.findMany({ where: whereOf(tx, of), orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const title = 'Before a letter was sent';
  return [
    ...confirmed.flatMap(({ at: then, recipientId, standing, standingWords, wish, wishWords, toldBecause }): Entry[] => {
      const at = instantOf(then);
      return [
        { title, label: 'Who reads it, and by what right', at, words: linesOf(['', wordsOf(FAMILY_STANDING_WORDS, standing)], ['', standingWords]), pointed: { otherwise: of.own.includes(recipientId) ? null : 'adult' } },
        { title, label: 'The young person’s wish', at, words: linesOf(['', wordsOf(WISH_WORDS, wish)], ['', wishWords]), pointed: ofChild(of) },
        { title, label: 'Why they may be told all the same', at, words: toldBecause, pointed: HARM },
      ];
    }),
    ...reached.map(({ at, recipientKey, way, noMessage, provedBy, words }): Entry => {
      const to = personOfKey(recipientKey);
      const whose = to === null ? { otherwise: 'referrer' as const } : ofOther(of, to) === null ? HARM : { ...HARM, otherwise: 'adult' as const };
      return { title, label: 'How somebody is reached safely', at: instantOf(at), words: linesOf(['', wordsOf(WAY_WORDS, way)], ['', noMessage ? 'No message is left' : ''], ['How that is known', provedBy], ['', words]), pointed: whose, ...(to === null ? { withSource: true as const } : {}) };
    }),
  ];
}

/** What was agreed with whoever rang, what they were coached in, and why somebody who reported was not told. */
async function withWhoeverTold(tx: Tx, of: Of): Promise<Entry[]> {
  const calls = [null, ...(await putCallsOf(tx, of.contact.id)).map(({ key }) => key)];
  const agreed: Entry[] = [];
  const ofThem = { pointed: { otherwise: 'referrer' }, withSource: true } as const;
  for (const call of calls) agreed.push(...(await agreedOf(tx, of.contact.id, call)).map((record) => ({ ...ofThem, title: 'Agreed with whoever rang', label: 'As a worker wrote it down', at: record.at, words: linesOf(['', agreedWords(record)], ['The level', record.levelWords], ['Why it was added', record.why]) })));
  const untold = await tx.db.notTold.findMany({ where: whereOf(tx, of), orderBy: { at: 'asc' } });
  return [
    ...agreed,
    ...(await coachingOf(tx, of.contact.id)).map(({ at, discussed, coached, feedback }) => ({ ...ofThem, title: 'Spoken of with whoever rang', label: 'As a worker wrote it down', at, words: linesOf(['', discussed], ['', coached], ['', feedback]) })),
    ...untold.map(({ at, ground, reason }) => ({ ...ofThem, title: 'Whoever told us was not told', label: 'Why', at: instantOf(at), words: linesOf(['', wordsOf(NOT_TOLD_WORDS, ground)], ['', reason]) })),
  ];
}

/** Everything that was told, asked and agreed about a child, in the order in which it is read. */
export async function sharedOf(tx: Tx, of: Of): Promise<Entry[]> {
  const all: Entry[] = [];
  for (const read of [sharingOf, askedOfUs, tellingsOf, beforeLetters, withWhoeverTold]) all.push(...(await read(tx, of)));
  return all;
}
