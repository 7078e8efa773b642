import { contentHash } from '@/lib/threshold/content-hash';
import type { CompiledGuide, Outcome } from '@/lib/threshold/evaluate';
import { compileGuide, flagsOf, presentOf, subjectOf } from '@/lib/threshold/evaluate';
import type {
  AssessChild,
  AssessInput,
  ChildProposal,
  Facts,
  Guide,
  Proposal,
} from '@/lib/threshold/model';
import { DUTY_CODES, FLAG_CODES, higherLevel, higherRoute } from '@/lib/threshold/model';
import { couldRaise, nearestChanges } from '@/lib/threshold/what-if';

/**
 * What the guide proposes for a contact: one proposal per child, the contact's own the highest of them. With
 * no child named the contact has its own level, route and duties from the facts (rule behaviour 12); what those say of
 * the contact itself stands beside the children who are named, and lowers and raises none of them.
 * Total and deterministic: the same guide and input give the same proposal, in whatever order they are told.
 * It proposes; a qualified worker decides (rule behaviour 7).
 */
export function propose(guide: Guide, input: AssessInput): Proposal {
  const compiled = compileGuide(guide);
  const facts = input.facts ?? {};
  const children = input.children.map((child) => childProposal(compiled, child, facts, presentOf(compiled, input.children.filter((other) => other !== child))));
  const contact =
    children.length === 0
      ? alone(compiled.evaluate(subjectOf(compiled, null, facts)))
      : together(guide, children, compiled.ofContact(facts));
  const { id, area, version, illustrative } = guide;
  return { guide: { id, area, version, hash: contentHash(guide), illustrative }, ...contact, children };
}

type ContactPart = Omit<Proposal, 'guide' | 'children'>;

function alone({ level, route, duties, flags, reasons }: Outcome): ContactPart {
  return { level, route, duties, flags, because: reasons.map((reason) => ({ ...reason, child: null })) };
}

function together(guide: Guide, children: ChildProposal[], own: Outcome | null): ContactPart {
  const parts = [...children, ...(own === null ? [] : [own])];
  const level = parts.map((part) => part.level).reduce(higherLevel);
  const route = parts.map((part) => part.route).reduce(higherRoute);
  const ofContact = own === null ? [] : alone(own).because.filter((reason) => reason.level === level);
  // A rule may ask for the route and for no level: two agencies make early help multi-agency.
  const routing = new Set(guide.rules.filter(({ raise }) => raise?.route === route && raise.level === undefined).map(({ id }) => id));
  const because = children
    .filter((child) => child.level === level)
    .flatMap((child) =>
      child.because.filter((reason) => reason.level === level || (child.route === route && routing.has(reason.rule))).map((reason) => ({ ...reason, child: child.id })),
    )
    .sort((a, b) => (a.child < b.child ? -1 : a.child > b.child ? 1 : 0));
  return {
    level,
    route,
    duties: DUTY_CODES.filter((code) => parts.some((part) => part.duties.includes(code))),
    flags: flagsOf(new Set(FLAG_CODES.filter((code) => parts.some((part) => part.flags[code])))),
    because: [...ofContact, ...because],
  };
}

function childProposal(guide: CompiledGuide, child: AssessChild, contactFacts: Facts, ofOthers: ReadonlySet<string>): ChildProposal {
  const subject = subjectOf(guide, child, contactFacts, ofOthers);
  const { level, route, duties, flags, reasons } = guide.evaluate(subject);
  const answered = Object.entries(child.indicators ?? {});
  const absent = new Set(answered.filter(([, answer]) => answer === 'absent').map(([id]) => id));
  return {
    id: child.id,
    level,
    route,
    duties,
    because: reasons,
    couldRaise: couldRaise(guide, subject, absent),
    nearest: nearestChanges(guide, subject),
    flags,
    strengths: guide.guide.indicators
      .filter(({ id, kind }) => kind === 'ST' && child.indicators?.[id] === 'present')
      .map(({ id, phrase }) => ({ indicator: id, phrase })),
  };
}
