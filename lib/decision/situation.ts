import { Temporal } from 'temporal-polyfill';
import { ageThenOpen } from '@/lib/contact/under-13';
import { ageOn } from '@/lib/people/model';
import { higherLevel, higherRoute, LEVELS, type AssessChild, type AssessInput, type CanonicalLevel, type Facts, type Guide, type Proposal } from '@/lib/threshold/model';
import { HOUSEHOLD_RISKS, type ChildTie, type KnownOutstanding } from './keeping-safe';
import { directionOf, placedBy, proposedForChild, WHOLE_CONTACT, type ChildInView, type LetGo, type Placed, type ProposedForChild, type Situation } from './model';

/** A child of the contact as its record names it. */
export interface NamedChild {
  id: string;
  ordinal: number;
  kind: 'child' | 'household_child';
  givenName: string;
  familyName: string;
  dateOfBirth: Temporal.PlainDate | null;
  unborn: boolean;
  /** The age as it was said, where there is no date of birth; null when nothing was. */
  saidMonths: number | null;
  tie: ChildTie;
  /** The unborn child of this contact that this one was born as; null for every other child. */
  bornAs: { id: string; ordinal: number } | null;
}

/** What decisions in force say of a child: the last placing that one of them gave, and whether the latest gives nothing. */
export interface DecidedOf {
  /** Null where none ever placed the child. Who became separate or not known keeps what was last given: letting go of it again is asked for. */
  placed: Placed | null;
  letGo: LetGo | null;
}

/** What stands before a decision is made. */
export interface Standing {
  children: readonly NamedChild[];
  proposal: { at: Temporal.Instant; document: Proposal; input: AssessInput };
  guide: Guide;
  referrerLevel: number | null;
  /** The latest decision in force, by person; null while there is none. */
  inForce: { at: Temporal.Instant; children: ReadonlyMap<string, DecidedOf>; contact: Placed } | null;
  /** What later decisions that are not in force put each child at, by person: what they raised governs from the start (7.7). */
  pending: ReadonlyMap<string, readonly Placed[]>;
  /** Whether any decision was made, in force or not. */
  decided: boolean;
  /** The London day on which it is decided. */
  today: Temporal.PlainDate;
  /** The London day of receipt: ages are ages on that day. */
  receivedOn: Temporal.PlainDate;
  /** As counted now, this one included: what was told apart since the proposal no longer counts, what was found does. */
  contactsIn12Months: number;
  /** Contacts that were joined in, also through another, whenever that was. */
  joinedIn: readonly (Placed & { at: Temporal.Instant; referrerLevel: number | null })[];
  outstanding: readonly KnownOutstanding[];
  /** How many children other contacts name with these, and this one does not. */
  namedBefore: number;
  /** Who is under police protection or an emergency protection order, by person, and whether anybody of a contact that was joined in is. */
  underProtection: ReadonlySet<string>;
  joinedUnderProtection: boolean;
}

/** Signs of injury that count for a child who is not independently mobile (domain 2.2, 6). */
const INJURIES = ['I017', 'I098', 'I099'] as const;

function isUnderOne({ dateOfBirth, saidMonths }: NamedChild, { age, facts }: Pick<AssessChild, 'age' | 'facts'>, on: Temporal.PlainDate): boolean {
  const perhapsBornMonths = age !== undefined && 'unbornWeeks' in age ? facts?.perhapsBornMonths : undefined;
  if (perhapsBornMonths !== undefined && perhapsBornMonths < 12) return true;
  if (age !== undefined) return ('months' in age && age.months < 12) || ('years' in age && age.years < 1);
  const known = dateOfBirth === null ? null : ageOn(dateOfBirth, on);
  return known === null ? saidMonths !== null && saidMonths < 12 : known.years < 1;
}

/** How a child is called: by name, or by number where none is known. */
export function childName({ givenName, familyName, ordinal, unborn }: Pick<NamedChild, 'givenName' | 'familyName' | 'ordinal' | 'unborn'>): string {
  const name = `${givenName} ${familyName}`.trim();
  return name !== '' ? name : unborn ? 'Unborn child' : `Child ${ordinal}, name not known`;
}

function both(a: Placed, b: Placed): Placed {
  return { level: higherLevel(a.level, b.level), route: higherRoute(a.route, b.route) };
}

/** The one that protects more, part by part. */
function raised(a: ProposedForChild | null, b: ProposedForChild | null): ProposedForChild | null {
  if (a === null || b === null) return a ?? b;
  const oneSign = a.confirmImpactOnly && b.confirmImpactOnly && a.impactOf === b.impactOf;
  return { ...both(a, b), strategy: a.strategy || b.strategy, confirmImpactOnly: oneSign, ...(oneSign ? { impactOf: a.impactOf } : {}) };
}

/** While nobody said that the child was 13 or older then, its level 3 is not one worker's to settle (domain 2.2, 6; 7.7). */
function withAgeThen(proposed: ProposedForChild | null, known: Facts): ProposedForChild | null {
  if (proposed === null || !ageThenOpen(proposed.impactOf, known)) return proposed;
  const { impactOf: _, ...rest } = proposed;
  return { ...rest, confirmImpactOnly: false };
}

/** What governed before: the decision in force, raised by any proposal made after it; else the proposal (domain 7.7, 7.8). */
function before(decided: Placed | null, proposed: Placed | null, proposedLater: boolean): Placed | null {
  if (decided === null) return proposed;
  return proposed !== null && proposedLater ? both(decided, proposed) : decided;
}

/** Where nothing governs, whatever is more than advice raises. */
const NOTHING = placedBy('UNIV_ADVICE');

/** What governs, with what decisions that wait or were returned raised: protection acts at once, and takes two persons to be let go of. */
function withRaised(standing: Placed | null, decided: readonly Placed[] = []): Placed | null {
  return decided.reduce((now, each) => (directionOf(now ?? NOTHING, each) === 'raises' ? both(now ?? each, each) : now), standing);
}

/** Everything a decision is judged by, from what is kept of the contact. */
export function situationOf({ children, proposal, guide, referrerLevel, inForce, pending, decided, today, receivedOn, contactsIn12Months, joinedIn, outstanding, namedBefore, underProtection, joinedUnderProtection }: Standing): Situation {
  const { document, input } = proposal;
  const later = inForce !== null && Temporal.Instant.compare(proposal.at, inForce.at) > 0;
  const facts = (own: Facts | undefined): Facts => ({ ...input.facts, ...own });
  const joinedSince = joinedIn.filter(({ at }) => inForce === null || Temporal.Instant.compare(at, inForce.at) > 0);
  const inView = children.map((child): ChildInView => {
    const asked = input.children.find(({ id }) => id === String(child.ordinal));
    const proposedAt = (ordinal: number): ProposedForChild | null => {
      const proposed = document.children.find(({ id }) => id === String(ordinal));
      return proposed === undefined ? null : proposedForChild(proposed, guide);
    };
    // Birth lets go of nothing: what was proposed before it holds for the child too.
    const known = facts(asked?.facts);
    const held = withAgeThen(raised(proposedAt(child.ordinal), child.bornAs === null ? null : proposedAt(child.bornAs.ordinal)), known);
    const said = inForce?.children.get(child.id) ?? (child.bornAs === null ? undefined : inForce?.children.get(child.bornAs.id));
    const waits = [child.id, ...(child.bornAs === null ? [] : [child.bornAs.id])].flatMap((id) => pending.get(id) ?? []);
    const hurt = INJURIES.some((id) => asked?.indicators?.[id] === 'present');
    return {
      personId: child.id,
      name: childName(child),
      reported: child.kind === 'child',
      tie: child.tie,
      risks: HOUSEHOLD_RISKS.filter((id) => asked?.indicators?.[id] === 'present'),
      unborn: child.unborn,
      perhapsBorn: child.unborn && known.perhapsBornMonths !== undefined,
      underOne: isUnderOne(child, asked ?? {}, receivedOn),
      immobileWithInjury: (known.nonMobile === true || known.perhapsNonMobile === true) && hurt,
      hasPlan: asked !== undefined && known.openPlan !== undefined && known.openPlan !== null,
      underProtection: underProtection.has(child.id),
      proposed: held,
      before: withRaised(before(said?.placed ?? null, held, later), waits),
      letGo: waits.length === 0 && !(later && held !== null) ? (said?.letGo ?? null) : null,
    };
  });
  const alone = inView.some(({ reported }) => reported) ? [] : [wholeContact(document, withRaised(before(inForce?.contact ?? null, document, later), pending.get(WHOLE_CONTACT)))];
  return {
    children: [...alone, ...inView],
    referrerLevel: highestSaid([referrerLevel, ...joinedSince.map((each) => each.referrerLevel)]),
    contactsIn12Months,
    repeatContacts: guide.repeat.contacts,
    today,
    agreementRefused: input.facts?.consent === 'refused',
    replaces: decided,
    routes: guide.routes.map(({ code }) => code),
    joined: joinedSince.reduce<Placed | null>((top, { level, route }) => (top === null ? { level, route } : both(top, { level, route })), null),
    ofContact: inForce === null || later ? ownOf(document) : null,
    joinedUnderProtection,
    namedBefore,
    outstanding,
  };
}

/** The level and route of the contact itself, where children are named and none of them has as much. */
function ownOf({ level, route, because, children }: Proposal): Placed | null {
  return children.length > 0 && because.some(({ child }) => child === null) ? { level, route } : null;
}

function wholeContact(document: Proposal, standing: Placed | null): ChildInView {
  const { level, route, flags } = document;
  return {
    personId: WHOLE_CONTACT,
    name: 'The contact (no child is named)',
    reported: true,
    tie: 'reported',
    risks: [],
    unborn: false,
    underOne: false,
    immobileWithInjury: false,
    hasPlan: false,
    underProtection: false,
    proposed: { level, route, strategy: flags.strategyDiscussion, confirmImpactOnly: false },
    before: standing,
    letGo: null,
  };
}

/** The highest level that anybody who reported believes; null where nobody said one. A join makes nobody’s word less (7.7). */
function highestSaid(levels: readonly (number | null)[]): CanonicalLevel | null {
  return LEVELS.findLast((known) => levels.includes(known)) ?? null;
}
