import type { ReferrerClass } from '@/lib/contact/report/classify';
import type { AgreedContent } from './outcome';

/** What is on record about a contact and does not belong into a letter: numbers and whether, never the thing itself. */
export interface HeldBack {
  /** Children of the reader's own contact of whom the letter does not speak. */
  otherChildren: number;
  /** A pregnancy is on record of which this reader may not know. */
  pregnancy: boolean;
  /** Addresses, telephone numbers and schools on record. */
  addresses: boolean;
  /** Somebody asked that an address be kept secret. */
  secretAddress: boolean;
  /** Other agencies that help, or told us something. */
  agencies: number;
  /** Other people who reported these children: joined or earlier contacts. */
  otherReferrers: number;
  notes: number;
  /** Somebody who told us of it asked that nobody learns who they are. */
  sealedSource: boolean;
  strategyOpen: boolean;
  ladoOpen: boolean;
  policeAdvice: boolean;
}

/** To whom the letter goes, as far as it decides what they are told. */
export type Reader =
  | { kind: 'referrer'; referrerClass: ReferrerClass; byPost: boolean; agreed: AgreedContent | null }
  | { kind: 'family'; youngPerson: boolean }
  /** Whoever rang, of what they said and what was agreed with them (domain 7.9). */
  | { kind: 'caller'; referrerClass: ReferrerClass; byPost: boolean };

/** One thing a letter does not say, and the rule by which. */
export interface Withheld {
  what: string;
  why: string;
  /** The rule, in the words of a desk. */
  rule: string;
}

/** Points of safe practice (domain 7: 5, 4, 6, 12, 16, 14, 9, 15), named by what they are about: nobody at a desk knows their numbers. */
const RULE = {
  referrers: 'The rule on what a referrer is told',
  family: 'The rule on letters to the family',
  addresses: 'The rule on protected addresses',
  unborn: 'The rule on unborn children',
  sharing: 'The rule on sharing what an agency knows',
  sealed: 'The rule on protected sources',
  call: 'The rule on calls',
  trust: 'The rule on people in a position of trust',
} as const;

/** Of a letter that follows a call: it tells of no decision, and the level only to whoever goes on working with the child. */
function ofCall({ referrerClass, byPost }: Extract<Reader, { kind: 'caller' }>): Withheld[] {
  return [
    { what: 'Our notes and history', why: 'The letter holds what the caller said and what was agreed with them, and nothing that is ours.', rule: RULE.call },
    ...(referrerClass === 'professional_continuing' ? [] : [{ what: 'The level that was talked about', why: 'It is for whoever goes on working with the child.', rule: RULE.referrers }]),
    ...(byPost ? [{ what: 'The caller’s own words', why: 'A letter by post may be opened by anybody. They read them by their link.', rule: RULE.call }] : []),
    { what: 'Coaching, and what a manager said of it', why: 'It is for colleagues.', rule: RULE.call },
  ];
}

const counted = (count: number, one: string, many: string) => (count === 1 ? one : `${count} ${many}`);

function byClass(reader: Extract<Reader, { kind: 'referrer' }>): Withheld[] {
  const { referrers: rule } = RULE;
  switch (reader.referrerClass) {
    case 'professional_continuing':
      return [];
    case 'protected':
      return [{ what: 'The level, the reasons and the child’s name', why: 'Who they are is protected, and so is whether they work with the child: they are told the kind of decision, and thanked.', rule: RULE.sealed }];
    case 'professional':
      return [{ what: 'The level, the reasons and the child’s name', why: 'They have no continuing role with the child: they are told the kind of decision, and thanked.', rule }];
    case 'public':
      return [{ what: 'The decision', why: 'A member of the public or of the family is told that it was received and considered.', rule }];
    case 'subject':
      return reader.agreed === null
        ? [{ what: 'Everything', why: 'The concern may be about them or their agency: nothing is said before the designated officer or the strategy discussion agrees.', rule }]
        : [{ what: reader.agreed === 'category' ? 'More than the kind of decision' : 'The decision', why: 'The concern may be about them or their agency: they are told what was agreed, and no more.', rule }];
  }
}

/** What this letter does not say, and why: computed from what is on record, for the worker who reads it before it goes. */
export function withheld(reader: Reader, held: HeldBack): Withheld[] {
  const family = reader.kind === 'family';
  const rule = family ? RULE.family : RULE.referrers;
  const rows: (Withheld | false)[] = [
    ...(reader.kind === 'family' ? [] : reader.kind === 'caller' ? ofCall(reader) : byClass(reader)),
    family && { what: 'Who told us, and in what words', why: 'People must be able to tell us of a worry. Words that only one person could have said would give them away.', rule },
    family && { what: 'The signs that were weighed, and the level', why: 'Each could show who saw or said it.', rule },
    held.sealedSource && { what: 'Who asked that nobody learns who told us', why: 'Their name is sealed, also for you. The letter names nobody who told us, and holds none of their words.', rule: RULE.sealed },
    held.strategyOpen && { what: 'That a strategy discussion is to be held', why: 'Police and health decide with us what is said, to whom and when.', rule: RULE.family },
    held.ladoOpen && { what: 'That the designated officer is asked', why: 'Nothing goes to the adult or their employer before it is agreed.', rule: RULE.trust },
    held.policeAdvice && { what: 'What the police advised', why: 'It could harm an investigation.', rule: RULE.family },
    held.otherChildren > 0 && { what: counted(held.otherChildren, 'One other child on record', 'other children on record'), why: family ? 'One letter is about one child.' : 'They did not tell us of them, and have no need to know of them from us.', rule },
    held.pregnancy && { what: 'The pregnancy', why: 'A pregnancy is never written to anyone the mother has not told.', rule: RULE.unborn },
    reader.kind !== 'family' && reader.byPost && { what: 'The name of any child', why: 'A letter by post may be opened by anybody.', rule },
    held.addresses && { what: held.secretAddress ? 'Every address, telephone number and school; one is to be kept secret' : 'Every address, telephone number and school', why: 'Somebody may be hiding from somebody, and a letter travels.', rule: RULE.addresses },
    held.agencies > 0 && { what: counted(held.agencies, 'What one other agency told us or does', 'other agencies: what they told us or do'), why: 'Each fact is shared by the one who owns it, for a reason that is recorded.', rule: RULE.sharing },
    held.otherReferrers > 0 && { what: counted(held.otherReferrers, 'That one other report was made', 'other reports, and who made them'), why: 'Whoever reports must be able to trust us.', rule },
    held.notes > 0 && { what: counted(held.notes, 'One note of ours', 'notes of ours'), why: 'They are written for the record, and may hold any of the above.', rule },
    reader.kind !== 'caller' && { what: 'Your rationale', why: 'It is written for the record: the letter is made from the decision itself.', rule },
  ];
  return rows.filter((row) => row !== false);
}
