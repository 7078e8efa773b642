import { letter, whomToRing, type Heading, type LetterText } from './model';

export interface QuestionFacts extends Heading {
  /** The worker's question, exactly as asked. */
  question: string;
  askedBy: string;
}

/** A question of a named worker to the referrer. Asking stops no clock (domain 3.2). */
export function questionLetter(facts: QuestionFacts): LetterText {
  return letter(facts, `We need to ask you something: ${facts.reference}`, [
    { kind: 'paragraph', text: `${facts.askedBy} has read what you told us and asks:` },
    { kind: 'quote', text: facts.question },
    { kind: 'paragraph', text: 'Please answer on your page for this contact, or ring. If you do not know, say so: that helps too. We go on meanwhile, and decide in time whether or not an answer has come.' },
    ...whomToRing(facts),
    { kind: 'signature', lines: [facts.askedBy, facts.area.serviceName] },
  ]);
}
