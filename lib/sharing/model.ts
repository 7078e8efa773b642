import { Temporal } from 'temporal-polyfill';
import { higherLevel, ROUTES, type CanonicalLevel, type RouteCode } from '@/lib/threshold/model';
import type { Reach } from './reach';
import { answerBy, stillAgrees, type TakenBack } from './taken-back';

export { namesAgency, NO_REQUEST } from './agencies';

/**
 * Three different things that are kept apart (domain 3.4): agreement to a service, openness with the family, and the
 * lawful basis on which facts are shared. Agreement is no basis, and a refusal is by itself no risk.
 */

/** That a record is about all the children of a contact, chosen. Nothing chosen is not all of them: brothers and sisters may have other parents (domain 7.13). */
export const ALL_CHILDREN = 'all';

/** What somebody agrees to or refuses. */
export const SERVICES = ['early_help', 'assessment', 'other'] as const;
export type Service = (typeof SERVICES)[number];
export const SERVICE_WORDS: Record<Service, string> = { early_help: 'Early help', assessment: 'A social work assessment', other: 'Another service' };

export const AGREEMENT_ANSWERS = ['given', 'refused', 'withdrawn', 'not_asked'] as const;
export type AgreementAnswer = (typeof AGREEMENT_ANSWERS)[number];
export const AGREEMENT_ANSWER_WORDS: Record<AgreementAnswer, string> = { given: 'Given', refused: 'Refused', withdrawn: 'Withdrawn', not_asked: 'Not asked' };

/** Who gives or refuses it. From 16 a young person is presumed able to; before, who understands enough may (Gillick). */
export const GIVERS = ['parent', 'aged_16', 'gillick', 'other'] as const;
export type Giver = (typeof GIVERS)[number];
export const GIVER_WORDS: Record<Giver, string> = {
  parent: 'Somebody with parental responsibility',
  aged_16: 'The young person, aged 16 or 17',
  gillick: 'The young person, under 16, who understands enough to decide (Gillick)',
  other: 'Somebody else',
};

export const ASKED_HOW = ['in_person', 'telephone', 'in_writing', 'through_another'] as const;
export type AskedHow = (typeof ASKED_HOW)[number];
export const ASKED_HOW_WORDS: Record<AskedHow, string> = { in_person: 'Face to face', telephone: 'By telephone', in_writing: 'In writing', through_another: 'Through somebody else, such as the school' };

/** When telling the family must wait (domain 3.4). */
export const NOT_TOLD_REASONS = ['RISK', 'CRIME', 'DELAY', 'NOT_CONTACTABLE', 'OTHER_PERSON_RISK'] as const;
export type NotToldReason = (typeof NOT_TOLD_REASONS)[number];
export const NOT_TOLD_REASON_WORDS: Record<NotToldReason, string> = {
  RISK: 'It could put the child at more risk',
  CRIME: 'It could prejudice an investigation',
  DELAY: 'It would delay what the child needs without good reason',
  NOT_CONTACTABLE: 'They cannot be reached',
  OTHER_PERSON_RISK: 'It could put somebody else at risk',
};

/** What parents say to other agencies being asked. */
export const CHECKS_VIEWS = ['agree', 'object', 'not_asked'] as const;
export type ChecksView = (typeof CHECKS_VIEWS)[number];
export const CHECKS_VIEW_WORDS: Record<ChecksView, string> = { agree: 'Yes, and they agree', object: 'Yes, and they do not agree', not_asked: 'No, this was not spoken of' };

/** Article 6(1) of the UK GDPR. Consent is not among them: whoever must act whatever is answered should not ask as if they need not. */
export const BASES = ['public_task', 'legal_obligation', 'vital_interests'] as const;
export type Basis = (typeof BASES)[number];
export const BASIS_WORDS: Record<Basis, string> = {
  public_task: 'Public task: UK GDPR Article 6(1)(e)',
  legal_obligation: 'Legal obligation: UK GDPR Article 6(1)(c)',
  vital_interests: 'To save a life: UK GDPR Article 6(1)(d)',
};
export const SPECIAL_WORDS = 'Safeguarding of children: UK GDPR Article 9(2)(g) with the Data Protection Act 2018, Schedule 1, paragraph 18';

/** Why the duty of confidence that goes with health facts allows them to be told. */
export const CONFIDENCES = ['public_interest', 'agreed', 'court_order'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const CONFIDENCE_WORDS: Record<Confidence, string> = {
  public_interest: 'Overriding public interest: to protect a child from serious harm',
  agreed: 'Whose facts they are agreed that they are told',
  court_order: 'A court has ordered it, or a law requires it',
};

/** Why a manager is asked to agree to checks without the parents: a reason of openness, or that they were told and said no. */
export const CHECKS_REASONS = [...NOT_TOLD_REASONS, 'REFUSED'] as const;
export type ChecksReason = (typeof CHECKS_REASONS)[number];
export const CHECKS_REASON_WORDS: Record<ChecksReason, string> = { ...NOT_TOLD_REASON_WORDS, REFUSED: 'They were told and do not agree' };

export const VERDICTS = ['agreed', 'returned'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a fact that goes to another agency is about. */
export const CATEGORIES = ['identity', 'worry', 'family', 'health', 'education', 'police', 'plan', 'decision'] as const;
export type Category = (typeof CATEGORIES)[number];
export const CATEGORY_WORDS: Record<Category, string> = {
  identity: 'Who the child is: name, age, address',
  worry: 'What is worrying',
  family: 'Family and household',
  health: 'Health',
  education: 'School and learning',
  police: 'Offences and police',
  plan: 'Plans and earlier help',
  decision: 'What was decided',
};

export const SENT_HOW = ['telephone', 'secure_mail', 'meeting', 'letter', 'system'] as const;
export type SentHow = (typeof SENT_HOW)[number];
export const SENT_HOW_WORDS: Record<SentHow, string> = { telephone: 'By telephone', secure_mail: 'By secure e-mail', meeting: 'In a meeting', letter: 'By letter', system: 'Through a shared system' };

/** The day, never before it was said. Null where it was not recorded. */
type Day = string | null;

export interface NewAgreement {
  personId: string | null;
  service: Service;
  answer: AgreementAnswer;
  givenBy: Giver | null;
  askedOf: string;
  how: AskedHow | null;
  askedOn: Day;
  scope: string;
  notAsked: string;
  judgedBy: string;
  judgedOn: string;
}

export interface NewOpenness {
  personId: string | null;
  told: boolean;
  toldWhom: string;
  toldWhat: string;
  toldBy: string;
  toldOn: Day;
  checks: ChecksView | null;
  /** Everybody who had objected is among those who agree now; false where nobody had, and where nobody was asked this. */
  objectorsAgree: boolean;
  reason: NotToldReason | null;
  reasonWords: string;
  untilOn: Day;
}

export interface NewBasis {
  personId: string | null;
  basis: Basis;
  special: boolean;
  confidence: Confidence | null;
  why: string;
  advice: string;
}

export interface NewChecksRequest {
  /** The child it is about; null for all of them. */
  personId: string | null;
  agencies: string;
  question: string;
  reason: ChecksReason;
  why: string;
}

/** What went before it was recorded: by whose hand, and why it is written down only afterwards. */
export interface Late {
  sentBy: string;
  why: string;
}

export interface NewOutbound extends Reach {
  /** The child it is about; null for all of them. */
  personId: string | null;
  kind: 'question' | 'fact';
  agency: string;
  recipient: string;
  recipientRole: string;
  categories: Category[];
  words: string;
  how: SentHow;
  sentAt: Temporal.Instant;
  /** Null where none is chosen: only what went out without ground can lack it. */
  basisId: string | null;
  /** Null where it goes as it is recorded. */
  late: Late | null;
}

/** What every record carries: when and by whom it was written down. */
export interface Written {
  id: string;
  at: Temporal.Instant;
  by: string;
}
export type Agreement = NewAgreement & Written & { route: string };
export type Openness = NewOpenness & Written;
export type SharingBasis = NewBasis & Written;
export interface ChecksAnswer {
  at: Temporal.Instant;
  by: string;
  verdict: Verdict;
  comment: string;
  /** An agreement that was taken back; null while it stands. */
  takenBack: TakenBack | null;
}
export type ChecksRequest = NewChecksRequest & Written & { answer: ChecksAnswer | null };
export type Outbound = NewOutbound & Written & { confidence: Confidence | null; ground: OutboundGround; opennessId: string | null; requestId: string | null; authorisedBy: string | null; level: number };

/** Everything recorded on a contact, each newest first. */
export interface SharingRecords {
  agreements: Agreement[];
  openness: Openness[];
  bases: SharingBasis[];
  requests: ChecksRequest[];
  outbound: Outbound[];
}

/** The service that a route leads to by agreement; protection and advice ask for none. */
export function serviceOf(route: string): Service | null {
  const known: RouteCode | undefined = ROUTES.find((each) => each === route);
  if (known === 'EH_SINGLE' || known === 'EH_CAF') return 'early_help';
  return known === 'CIN_ASSESS' ? 'assessment' : null;
}

/** Was an agreement given for something else than what governs now? Then it is asked for again: it does not travel to another purpose. */
export function askAgain({ answer, service }: Pick<Agreement, 'answer' | 'service'>, routeNow: string): boolean {
  const wanted = serviceOf(routeNow);
  return answer === 'given' && wanted !== null && wanted !== service;
}

/** The record that took the place of one: the next about the same child or about all. Undefined while it stands. @param records newest first. */
export function successorOf<T extends { personId: string | null }>(records: readonly T[], record: T): T | undefined {
  return records.slice(0, records.indexOf(record)).findLast(({ personId }) => personId === null || personId === record.personId);
}

/** Is it time to look again at why a family was not told? Nothing about the same child recorded since, and the day has come. */
export function lookAgain(openness: readonly Pick<Openness, 'personId' | 'told' | 'untilOn'>[], today: Temporal.PlainDate): boolean {
  return openness.some((record) => !record.told && record.untilOn !== null && successorOf(openness, record) === undefined && Temporal.PlainDate.compare(Temporal.PlainDate.from(record.untilOn), today) <= 0);
}

/** On what ground a question or fact may go to another agency (domain 7.16). */
export const GROUNDS = ['level_4', 'told_and_agreed', 'manager_agreed'] as const;
export type Ground = (typeof GROUNDS)[number];
export const GROUND_WORDS: Record<Ground, string> = {
  level_4: 'Level 4: a lawful basis is enough',
  told_and_agreed: 'The parents were told and agree',
  manager_agreed: 'A manager agreed without the parents',
};

/** `none`: it had gone out although the gate was closed, and is written down as that (decision 32). */
export type OutboundGround = Ground | 'none';
export const OUTBOUND_GROUND_WORDS: Record<OutboundGround, string> = { ...GROUND_WORDS, none: 'Nobody’s: it went out before there was ground for it' };

/** Open, on which ground and by whose authority; or closed, and what would open it. */
export type Gate =
  | { open: true; ground: 'level_4'; opennessId: null; requestId: null; authorisedBy: null }
  | { open: true; ground: 'told_and_agreed'; opennessId: string; requestId: null; authorisedBy: null }
  /** `agencies`: those that a manager agreed to, word for word, one for each request that stands. It opens to no other. */
  | { open: true; ground: 'manager_agreed'; opennessId: null; requestId: string; authorisedBy: string; agencies: string[] }
  | { open: false; asked: boolean };

/**
 * The objections to other agencies being asked that still stand: one parent's yes does not undo the other's no, so an agreement ends
 * them only where it says that whoever objected is who agrees now.
 * @param openness newest first, about one child and about all. @returns newest first.
 */
export function standingObjections<T extends Pick<Openness, 'checks' | 'objectorsAgree'>>(openness: readonly T[]): T[] {
  const ended = openness.findIndex(({ checks, objectorsAgree }) => checks === 'agree' && objectorsAgree);
  return (ended === -1 ? openness : openness.slice(0, ended)).filter(({ checks }) => checks === 'object');
}

/** The objections that an agreement about one child, or about all of them, would have to end; newest first. @param openness newest first. */
export function objectionsAbout(openness: readonly Openness[], personId: string | null, children: readonly { id: string }[]): Openness[] {
  const about = personId === null && children.length > 0 ? children.map(({ id }) => id) : [personId];
  const standing = new Set(about.flatMap((id) => standingObjections(openness.filter((each) => each.personId === null || each.personId === id))));
  return openness.filter((each) => standing.has(each));
}

/**
 * May a question or fact about one child go to another agency now? Below level 4 not until the parents were told and agree, or a manager
 * has agreed to go without (domain 7.16). An objection closes the gate that an earlier yes had opened, and stands until whoever
 * objected agrees; one that came after a manager agreed without asks the manager again.
 * @param openness and requests newest first, those about this child and about all.
 */
export function gateOf({ level, openness, requests }: { level: CanonicalLevel; openness: readonly Openness[]; requests: readonly ChecksRequest[] }): Gate {
  if (level === 4) return { open: true, ground: 'level_4', opennessId: null, requestId: null, authorisedBy: null };
  const [objection] = standingObjections(openness);
  const said = openness.find(({ checks }) => checks === 'agree');
  if (said !== undefined && objection === undefined) return { open: true, ground: 'told_and_agreed', opennessId: said.id, requestId: null, authorisedBy: null };
  const agreed = requests.flatMap(({ id, agencies, answer }) => (stillAgrees(answer) && !(objection !== undefined && Temporal.Instant.compare(objection.at, answer.at) > 0) ? [{ id, agencies, by: answer.by }] : []));
  const [first] = agreed;
  if (first !== undefined) return { open: true, ground: 'manager_agreed', opennessId: null, requestId: first.id, authorisedBy: first.by, agencies: agreed.map(({ agencies }) => agencies) };
  return { open: false, asked: requests.some(({ answer }) => answer === null) };
}

/** What governs a contact, and each child of it of whom a decision says something. */
export interface Levels {
  level: CanonicalLevel;
  /** By child; whoever is not in it stands where the contact stands. */
  levels: ReadonlyMap<string, CanonicalLevel>;
}

/**
 * The level of each child (decision 32: the gate is asked for each): what the decision in force says of them, raised by what came
 * later and is not settled. Nothing goes down that way: protection acts at once and takes two persons to be let go of (domain 7.7).
 * @param decided by child, of the decision in force; null while there is none, and the contact's level is everybody's.
 * @param later what a proposal or decision since says of each child.
 */
export function levelsOf(level: CanonicalLevel, decided: ReadonlyMap<string, CanonicalLevel> | null, later: readonly ReadonlyMap<string, CanonicalLevel>[]): Levels {
  const none: Levels = { level, levels: new Map() };
  if (decided === null || decided.size === 0) return none;
  const raised = new Map([...decided].map(([id, own]) => [id, later.reduce((top, each) => higherLevel(top, each.get(id) ?? top), own)]));
  // What raised the contact above all of them is said of no child alone: until it is decided it may be about each.
  return Math.max(...raised.values()) < level ? none : { level, levels: raised };
}

/** How a contact ended, as far as the gate before other agencies asks. */
export interface Ended {
  at: Temporal.Instant;
  withdrawn: boolean;
  /** Into another; its reference, null where the reader may not know of it. */
  joined: { reference: string | null } | null;
}

/** @returns the lower of two. */
export function lowerLevel(one: CanonicalLevel, other: CanonicalLevel): CanonicalLevel {
  return one < other ? one : other;
}

/**
 * The levels as they open the gate at an instant: a contact that was withdrawn by then was decided by nobody, and what was proposed of it is
 * no ground for going past the parents.
 */
export function afterEnd({ level, levels }: Levels, ended: Ended | null, at: Temporal.Instant): Levels {
  if (ended === null || !ended.withdrawn || Temporal.Instant.compare(at, ended.at) < 0) return { level, levels };
  return { level: lowerLevel(level, 3), levels: new Map([...levels].map(([id, own]) => [id, lowerLevel(own, 3)])) };
}

/** Does the gate of a contact end by this instant, since the work goes on in another? Only what went before is recorded here. */
export function goesOnElsewhere(ended: Ended | null, at: Temporal.Instant): boolean {
  return ended !== null && ended.joined !== null && Temporal.Instant.compare(at, ended.at) >= 0;
}

/** Names in a sentence: "Mila", "Mila and Noah". */
const namesWords = (names: readonly string[]) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);

/** Whose records stay where they are although the work goes on in another contact. @param names of the children whom that one does not name. */
export function staysHereWords(names: readonly string[]): string {
  return names.length === 0 ? '' : ` What is about ${namesWords(names)} alone is recorded here as before: the other contact does not name them.`;
}

/** What is said where the work goes on in another contact. @param reference null where the reader may not know of it. @param staying as for `staysHereWords`. */
export function joinedWords(reference: string | null, staying: readonly string[] = []): string {
  return `This contact was joined into ${reference ?? 'another'}. Record it on ${reference ?? 'that one'}: what the family says there governs. Here only what went before the join is still written down.${staysHereWords(staying)} What you typed is kept.`;
}

/** Where one child stands; `personId` is null where a contact names no child. */
export interface ChildGate {
  personId: string | null;
  /** The level that governs this child; of all children together the highest of theirs. */
  level: CanonicalLevel;
  gate: Gate;
}

/**
 * The gate of each child: brothers and sisters may have other parents (domain 7.13, 7.16), so what was said or agreed about
 * one opens nothing for another, and level 4 of one is not level 4 of another. What is recorded about all counts for each.
 */
export function gatesOf(records: { level: CanonicalLevel; levels?: Levels['levels']; openness: readonly Openness[]; requests: readonly ChecksRequest[] }, children: readonly { id: string }[]): ChildGate[] {
  const { openness, requests } = records;
  const of = (id: string | null): ChildGate => {
    const level = (id === null ? undefined : records.levels?.get(id)) ?? records.level;
    return { personId: id, level, gate: gateOf({ level, openness: openness.filter(({ personId }) => personId === null || personId === id), requests: requests.filter(({ personId }) => personId === null || personId === id) }) };
  };
  return children.length === 0 ? [of(null)] : children.map(({ id }) => of(id));
}

/**
 * What goes out, by child: one part about all where all stand alike, otherwise one for each, since each has its own ground.
 * @param personId the child it is about; null for all of them.
 */
export function partsOf(gates: readonly ChildGate[], personId: string | null): ChildGate[] {
  const [first, ...rest] = gates;
  if (personId !== null) return gates.filter((each) => each.personId === personId);
  if (first === undefined) return [];
  const key = ({ gate }: ChildGate) => JSON.stringify(gate);
  return rest.every((each) => key(each) === key(first)) ? [{ personId: null, level: rest.reduce((top, each) => higherLevel(top, each.level), first.level), gate: first.gate }] : [...gates];
}

/**
 * Why a basis is none for what goes out, or null. What is recorded about one child says nothing of the confidence owed to another
 * (domain 7.13, 7.16). What has gone may rest on the one that stood when it went, or on one that was written down afterwards.
 * @param bases newest first. @param parts by child, as `partsOf` gives them. @param goneAt null where it goes now.
 */
export function basisProblem(basis: SharingBasis, { bases, parts, children, goneAt }: { bases: readonly SharingBasis[]; parts: readonly Pick<ChildGate, 'personId'>[]; children: readonly { id: string }[]; goneAt: Temporal.Instant | null }): 'basis_of_another' | 'basis_replaced' | null {
  // Where there is but one child, all of them is this one.
  const only = children.length === 1 ? (children[0]?.id ?? null) : null;
  if (basis.personId !== null && parts.some(({ personId }) => (personId ?? only) !== basis.personId)) return 'basis_of_another';
  const next = successorOf(bases, basis);
  return next !== undefined && (goneAt === null || Temporal.Instant.compare(next.at, goneAt) <= 0) ? 'basis_replaced' : null;
}

/** What was recorded by an instant: what came after could open nothing then. */
export function recordedBy<T extends Pick<SharingRecords, 'openness' | 'requests'>>(records: T, at: Temporal.Instant): Pick<SharingRecords, 'openness' | 'requests'> {
  const by = (each: { at: Temporal.Instant }) => Temporal.Instant.compare(each.at, at) <= 0;
  return { openness: records.openness.filter(by), requests: records.requests.filter(by).map((request) => ({ ...request, answer: answerBy(request.answer, at) })) };
}

/** Why something was not recorded, in codes. */
export const SHARING_PROBLEMS = {
  incomplete: 'Some answers are missing. Nothing was lost.',
  gate_closed: 'Not yet: for at least one child it is about, the parents have not been told and agreed, and no manager has agreed to go without them. What you typed is kept.',
  joined: joinedWords(null),
  before_contact: 'That is before this contact came in. What you typed is kept.',
  sent_already: 'This form was recorded already, with other words. What was recorded stays as it is. What you typed now is kept: if it went too, record it.',
  asked_already: 'A manager was asked with this form already, in other words. That request stays as it is. What you typed now is kept: if it is to be asked too, send it again.',
  request_missing: 'Choose the manager’s agreement under which it goes: one that stands, and is about every child it is about. Where each child has one of their own, record it for each child. What you typed is kept.',
  agency_not_named: 'The manager agreed to other agencies than this one. Write the agency as the request names it, and more about it beside the name of the person; or ask a manager. What you typed is kept.',
  basis_of_another: 'That basis is about another child, or not about all of them. Choose one that is about every child it is about, or record it for each child. What you typed is kept.',
  basis_replaced: 'That basis was replaced by a later one. Choose the one that stands. What you typed is kept.',
  basis_missing: 'Choose the lawful basis. If none is there yet, record it first.',
  confidence_missing: 'A fact about health also needs a reason why the duty of confidence allows it. Record a basis that has one, and choose it.',
  trust_not_agreed: 'Nothing goes to the adult concerned, their employer or whoever will tell them before the designated officer (LADO) or the strategy discussion agreed, at no level. Say who agreed and when, or do not send it. What you typed is kept.',
  trust_employer: 'This goes to the agency that told us of somebody who works or may work there. Choose that it goes to their employer, and say who agreed. What you typed is kept.',
  pregnancy_not_told: 'A pregnancy is told to nobody whom the mother has not told, nor to whoever will tell them. Say it without the pregnancy, or do not send it. What you typed is kept.',
  pregnancy_ended: 'The pregnancy has ended: nothing goes out about it any more, except to an agency that was told of it before. Words such as “baby” are taken to speak of it: of another child, say it in another way. What you typed is kept.',
  no_information_request: 'This request was ended by somebody, or is not here.',
  not_sent_yet: 'Choose a fact that was sent after the request was made. Record it below first; the gate of sharing holds for it.',
  not_to_asker: 'Choose what went to the agency that asked. Whoever asks is told on their own: record below what went to them, with the agency named as it stands under “Who asks”. What you typed is kept.',
  not_made_sure: 'That went before it was made sure who asks: whoever is not verified is told nothing. Choose what went after, or say when they were made sure of. What you typed is kept.',
  answers_another: 'That record is already the answer to another request. Choose the one that answers this. What you typed is kept.',
  no_request: 'This question to a manager has had its answer, or is not here.',
  not_a_manager: 'Only a manager agrees to this.',
  not_qualified: 'Only a social-work-qualified manager agrees to this.',
  decider: 'You asked for it. Somebody else has to look at it.',
  referrer: 'You reported this contact. Somebody else has to look at it.',
  claimer: 'You hold this contact. Somebody else has to look at it.',
  conflicted: 'You may know somebody in this contact. Somebody else has to look at it.',
} as const;
export type SharingProblem = keyof typeof SHARING_PROBLEMS;

export function isSharingProblem(text: string): text is SharingProblem {
  return Object.hasOwn(SHARING_PROBLEMS, text);
}
