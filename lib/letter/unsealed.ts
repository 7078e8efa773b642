import { letter, whomToRing, type Heading, type LetterText } from './model';

/** Tells a protected source that they were named: under which ground, and that two persons agreed (domain 7.14). */
export function unsealedLetter(facts: Heading & { ground: string; orderReference: string }): LetterText {
  return letter(facts, `Somebody learned who you are: ${facts.reference}`, [
    { kind: 'paragraph', text: 'You asked that nobody should learn who told us. We have had to open that for one person.' },
    { kind: 'paragraph', text: `The reason in law: ${facts.ground} (${facts.orderReference}). A second person looked at it and agreed. For anybody else who you are stays closed.` },
    { kind: 'paragraph', text: 'If this may put you or somebody else in danger, ring us now. If you are in danger at this moment, ring 999.' },
    ...whomToRing(facts),
    { kind: 'signature', lines: [facts.area.serviceName] },
  ]);
}
