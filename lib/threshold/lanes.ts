import { compileCondition, type Subject } from '@/lib/threshold/condition';
import { compileGuide, subjectOf, type CompiledGuide, type Outcome } from '@/lib/threshold/evaluate';
import type { Age, CanonicalLevel, Condition, DutyCode, Facts, Guide, Indicator, PlanKind } from '@/lib/threshold/model';
import { DUTY_CODES, isRange, lowestLevel, PLAN_PLACES } from '@/lib/threshold/model';

/**
 * What no guide may lack, whoever wrote it (domain 2.2, behaviours 1 to 12; safe practice 15): a valid document whose rules leave a child at a
 * lower level than these is no guide. Each is asked of the rules as they work, and not looked for by the name of a rule. Pure.
 */
export type Fault = { path: (string | number)[]; message: string };

/** Signs that the behaviours name: a guide may drop one, and not let it weigh less. */
const INJURIES = ['I017', 'I098', 'I099'];
const SEXUAL_ACTIVITY = ['I066', 'I067', 'I102'];
/** Side duties that follow from one sign by law or by safe practice 13 and 15. */
const DUTY_OF_SIGN: Partial<Record<string, DutyCode>> = {
  ...Object.fromEntries(['I098', 'I099', 'I101', 'I104', 'I113'].map((id) => [id, 'MEDICAL_TODAY' as const])),
  ...Object.fromEntries(['I115', 'I116', 'I122', 'I123', 'I125', 'I128', 'I129'].map((id) => [id, 'SIBLINGS' as const])),
  ...{ I092: 'PRIVATE_FOSTERING', I073: 'HOMELESS_16_17', I105: 'NRM', I106: 'NRM', I124: 'MARAC', I126: 'LADO', I071: 'PREVENT', I109: 'PREVENT', I033: 'RETURN_INTERVIEW', I069: 'RETURN_INTERVIEW', I107: 'RETURN_INTERVIEW' },
};

const PLANS: readonly { kind: PlanKind; level: CanonicalLevel }[] = [
  { kind: 'EH', level: 2 },
  { kind: 'CIN', level: 3 },
  { kind: 'CP', level: 4 },
  { kind: 'CLA', level: 4 },
];

interface Probe {
  ids?: readonly string[];
  age?: Age | undefined;
  facts?: Facts;
}

function subject(guide: CompiledGuide, { ids = [], age, facts }: Probe): Subject {
  const indicators = Object.fromEntries(ids.map((id) => [id, 'present' as const]));
  return subjectOf(guide, { id: 'child', ...(age === undefined ? {} : { age }), indicators }, facts ?? {});
}

/** What the guide makes of one child. */
const about = (guide: CompiledGuide, probe: Probe): Outcome => guide.evaluate(subject(guide, probe));
/** Its level alone: of hundreds of signs nothing else is asked. */
const levelOf = (guide: CompiledGuide, probe: Probe): CanonicalLevel => guide.place(subject(guide, probe)).level;

type Said = (path: Fault['path'], message: string) => void;

/** Of each sign by itself: behaviours 1, 4a and 6. */
function signs(guide: CompiledGuide, fault: Said): void {
  const babies: Age[] = [{ unbornWeeks: 20 }, { months: 0 }, { months: 11 }];
  guide.guide.indicators.forEach(({ id, kind, level: printed }, index) => {
    if (kind === 'ST' || isRange(printed)) return;
    const least = lowestLevel(printed);
    const below = (probe: Probe, level: CanonicalLevel, when: string) => {
      if (levelOf(guide, { ...probe, ids: [id] }) < level) fault(['indicators', index], `${when} no rule raises ${id} to level ${level}`);
    };
    below({}, kind === 'HR' ? 4 : least, 'present,');
    if (kind === 'HR') return;
    for (const age of babies) below({ age }, 3, `under 1 or unborn,`);
    if (kind === 'UR') below({ facts: { disability: true } }, 3, 'of a child who is disabled or without speech,');
    if (INJURIES.includes(id)) below({ facts: { nonMobile: true } }, 4, 'of a child who cannot move about alone,');
    if (!SEXUAL_ACTIVITY.includes(id)) return;
    for (const age of [{ years: 0 }, { years: 12 }, { months: 155 }]) below({ age }, 4, 'under 13,');
    below({ age: { years: 13 }, facts: { perhapsUnder13: true } }, 4, 'perhaps under 13,');
  });
}

/** Of risks together: behaviour 4. */
function together(guide: CompiledGuide, fault: Said): void {
  const risks = guide.guide.indicators.filter(({ kind, level }) => kind === 'UR' && !isRange(level));
  for (const one of risks) {
    const three = [one, ...threeWith(one, risks)];
    if (three.length === 3 && levelOf(guide, { ids: three.map(({ id }) => id) }) < 3) fault(['rules'], `has none that raises three risks in two domains to level 3 (${three.map(({ id }) => id).join(', ')})`);
  }
  if (levelOf(guide, { facts: { abuseAround: true, illHealthAround: true, substancesAround: true } }) < 3) fault(['rules'], 'has none that raises all three hidden harms to level 3');
}

/** Two more risks beside one, the mildest there are and one of another domain: none where the guide has no such three. */
function threeWith(one: Indicator, risks: readonly Indicator[]): Indicator[] {
  const mildest = risks.filter(({ id }) => id !== one.id).toSorted((a, b) => lowestLevel(a.level) - lowestLevel(b.level));
  const elsewhere = mildest.find(({ domain }) => domain !== one.domain);
  const third = mildest.find(({ id }) => id !== elsewhere?.id);
  return elsewhere === undefined || third === undefined ? [] : [elsewhere, third];
}

/** Of facts: behaviours 3, 5 and 9 to 12, and the duties that are law. */
function facts(guide: CompiledGuide, fault: Said): void {
  const lacks = (what: string) => fault(['rules'], `has none that ${what}`);
  const danger = { facts: { immediateDanger: true } };
  const ages: (Age | undefined)[] = [undefined, { months: 0 }, { years: 17 }];
  const alone = (told: Facts) => guide.evaluate(subjectOf(guide, null, told));
  if ([...ages.map((age) => about(guide, { ...danger, age })), alone(danger.facts)].some(({ level, route, flags }) => level !== 4 || route !== 'IMMEDIATE' || !flags.ring999)) lacks('answers immediate danger by immediate protection and 999, whoever is named');
  const unborn = about(guide, { ...danger, age: { unbornWeeks: 30 } });
  if (unborn.level !== 4 || unborn.route !== 'STRATEGY' || !unborn.flags.midwifery || !unborn.flags.ring999) lacks('answers danger before birth by a strategy discussion with midwifery, and 999');
  if ([undefined, { years: 17 }].some((age) => missing(about(guide, { age, facts: { fgmKnown: true } }), 4, 'FGM_POLICE'))) lacks('raises known genital mutilation to level 4, with the police report');
  if (missing(alone({ positionOfTrust: true }), 4, 'LADO')) lacks('raises harm by a person in a position of trust to level 4 where no child is named, with the designated officer');
  if ([{ positionOfTrust: true }, { perhapsOfTrust: true }].some((told) => missing(about(guide, { facts: told }), 2, 'LADO'))) lacks('tells the designated officer of a person in a position of trust');
  for (const { kind, level } of PLANS)
    for (const where of PLAN_PLACES) {
      const planned = about(guide, { facts: { openPlan: { kind, where } } });
      const owed: (DutyCode | null)[] = kind === 'EH' ? [null] : where === 'not_known' ? ['OPEN_CASE', 'OUT_OF_AREA'] : [where === 'this' ? 'OPEN_CASE' : 'OUT_OF_AREA'];
      for (const duty of owed) if (missing(planned, level, duty)) lacks(`keeps a child with a plan (${kind}, ${where}) at level ${level}${duty === null ? '' : `, with the duty ${duty}`}`);
      if (kind === 'CP' && where === 'other' && (!planned.flags.transferIn || missing(planned, 4, 'TRANSFER_IN'))) lacks('calls a protection plan moved in with a transfer-in, with its conference');
    }
  if ([undefined, { years: 15 }].some((age) => missing(about(guide, { age, facts: { privateFostering: true } }), 3, 'PRIVATE_FOSTERING'))) lacks('raises private fostering to level 3, with the visit');
  if (guide.guide.indicators.some(({ id }) => id === 'I073') && missing(about(guide, { ids: ['I073'], age: { years: 15 }, facts: { perhaps16: true } }), 2, 'HOMELESS_16_17')) lacks('gives whoever is homeless and may be 16 somewhere safe today');
  if ([{ foundAt: '2026-01-01T12:00:00Z' }, { wasFound: true }].some((found) => missing(about(guide, { facts: found }), 2, 'RETURN_INTERVIEW'))) lacks('offers a child who was found a return interview');
  for (const fostered of [{ disability: true }, { perhapsDisabled: true }]) if (missing(about(guide, { age: { years: 17 }, facts: { privateFostering: true, ...fostered } }), 3, 'PRIVATE_FOSTERING')) lacks('raises private fostering of whoever is or may be disabled to level 3 until 18, with the visit');
  if (missing(about(guide, { facts: { homeAuthority: 'other' } }), 2, 'OUT_OF_AREA')) lacks('tells another authority of its child');
}

const missing = ({ level, duties }: Outcome, least: CanonicalLevel, duty: DutyCode | null) => level < least || (duty !== null && !duties.includes(duty));

/** The route of early help, and the repeat rule by the guide's own count: behaviours 3 and 5. */
function counts(guide: CompiledGuide, fault: Said): void {
  const need = guide.guide.indicators.find(({ kind, level }) => kind !== 'ST' && level === 2);
  const helped = (agenciesInvolved: number) => (need === undefined ? null : about(guide, { ids: [need.id], facts: { agenciesInvolved } }).route);
  if (need !== undefined && (helped(2) !== 'EH_CAF' || helped(1) !== 'EH_SINGLE')) fault(['rules'], 'has none that tells the help of one agency from that of several');
  const { contacts } = guide.guide.repeat;
  const reviewed = (contactsIn12Months: number) => {
    const { flags } = about(guide, { facts: { contactsIn12Months } });
    return [flags.managerReview, flags.secondPersonForAdvice];
  };
  if (reviewed(contacts).includes(false) || reviewed(contacts - 1).includes(true)) fault(['repeat', 'contacts'], `is ${contacts}, and the rules ask for a manager and a second person at another count`);
}

/** Duties that follow from a sign. */
function duties(guide: CompiledGuide, fault: Said): void {
  guide.guide.indicators.forEach(({ id, kind }, index) => {
    const duty = DUTY_OF_SIGN[id];
    if (kind === 'ST' || duty === undefined) return;
    if (!about(guide, { ids: [id] }).duties.includes(duty)) fault(['indicators', index], `${id} opens no duty ${duty}`);
  });
  for (const code of DUTY_CODES) if (!guide.guide.rules.some((rule) => rule.duties?.includes(code))) fault(['rules'], `has none that opens the duty ${code}`);
}

/** Everything that can be known at once: as no rule asks for absence, what does not hold of one of these never holds. */
function everything(guide: CompiledGuide): Subject[] {
  // Named one by one: a fact that comes to be asked for has to stand here, too.
  const told: Required<Omit<Facts, 'openPlan' | 'consent'>> = { agenciesInvolved: Infinity, contactsIn12Months: Infinity, positionOfTrust: true, perhapsOfTrust: true, immediateDanger: true, disability: true, perhapsDisabled: true, nonMobile: true, perhapsNonMobile: true, fgmKnown: true, perhapsUnder13: true, under13Then: true, perhaps16: true, perhapsBornMonths: 0, privateFostering: true, partNotKnown: true, abuseAround: true, illHealthAround: true, substancesAround: true, babyAtHome: true, wasFound: true, foundAt: '2026-01-01T12:00:00Z', homeAuthority: 'other' };
  const plans = PLANS.flatMap(({ kind }) => PLAN_PLACES.map((where) => ({ ...told, openPlan: { kind, where } })));
  // Spans of years meet, if at all, where one of them begins.
  const begins = new Set(guide.guide.rules.flatMap(({ when }) => partsOf(when)).flatMap((part) => ('age' in part && part.age === 'between' ? part.fromYears : [])));
  const ages: (Age | null)[] = [null, { unbornWeeks: 30 }, ...[...begins].map((years) => ({ years }))];
  const indicators = Object.fromEntries([...guide.worries].map((id) => [id, 'present' as const]));
  const child = subjectOf(guide, { id: 'child', indicators }, {}, guide.worries);
  const named = plans.flatMap((facts) => ages.map((age): Subject => ({ ...child, age, facts })));
  return [...named, ...plans.map((facts) => subjectOf(guide, null, facts))];
}

/** A condition with every part of it. */
function partsOf(condition: Condition): Condition[] {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return [condition, ...parts.flatMap(partsOf)];
}

/** A sign of a kind and level, whichever it is: where the guide puts none there yet, the rule waits for one. */
const waits = (part: Condition) => 'present' in part && 'kinds' in part.present && (part.atLeast ?? 1) <= 1 && (part.acrossDomains ?? 1) <= 1;

/** Rules, or parts of them, that nothing can ever meet: five of one sign, from 16 and under 10. */
function deadRules(guide: CompiledGuide, fault: Said): void {
  const subjects = everything(guide);
  const never = (part: Condition) => {
    const meets = compileCondition(guide.guide, part);
    return !subjects.some((subject) => meets(subject) !== null);
  };
  guide.guide.rules.forEach(({ when }, index) => {
    const parts = partsOf(when);
    if (!parts.some((part) => waits(part) && never(part)) && parts.some(never)) fault(['rules', index, 'when'], 'asks for what can never be so');
  });
}

/** Everything by which a guide falls short of what no guide may lack; empty for none. The guide must have the shape of one. */
export function laneFaults(guide: Guide): Fault[] {
  const compiled = compileGuide(guide);
  const found: Fault[] = [];
  const fault: Said = (path, message) => found.push({ path, message });
  for (const looks of [signs, together, facts, counts, duties, deadRules]) looks(compiled, fault);
  return found;
}
