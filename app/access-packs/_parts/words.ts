import type { InBy } from '@/lib/assurance/subject-access/gather';
import type { TypedForm } from '@/lib/platform/draft/typed';

export const DONE: Record<string, string> = {
  started: 'The pack is begun. Say of each piece whether it is kept or left out.',
  reviewed: 'What you said is kept.',
  confirmed: 'The pack is confirmed. It can be given out and not be changed.',
  given_out: 'It is written down that the pack was given out. What is in it is kept for three months at least.',
  withdrawn: 'The pack is withdrawn: it is not given out.',
};

export const PROBLEMS: Record<string, { field: string; message: string }> = {
  'start.not_found': { field: 'reference', message: 'There is no such contact, or it is closed to you' },
  'start.no_child': { field: 'child', message: 'That contact names no child so, or more than one: enter first and family name as it has them' },
  'start.open_first': { field: 'reference', message: 'Open these contacts first: you are asked whether you know anybody in them' },
  gone: { field: 'packs', message: 'That pack was settled already' },
  second_person: { field: 'pack', message: 'You began this pack: another manager has to confirm it' },
  kept_alone: { field: 'pack', message: 'You said yourself that something in this pack is kept: another manager has to confirm it' },
  changed: { field: 'pack', message: 'Something in this pack was changed since you opened it: read it again, then confirm it' },
  another_child: { field: 'pack', message: 'A contact in this pack is not about the child any more: withdraw the pack and begin another' },
  to: { field: 'to', message: 'Say to whom the pack was given, and how' },
  not_reviewed: { field: 'pack', message: 'Something in this pack was not reviewed yet' },
  open_first: { field: 'pack', message: 'Something in this pack was not opened by you yet' },
  pieces: { field: 'pack', message: 'Some of what you said could not be kept: see the pieces below' },
};

/** By what a contact is in a pack, as its reviewers read it. */
export const IN_BY: Record<InBy, string> = {
  itself: 'The pack was begun from this contact.',
  link: 'In the pack since a worker said that it is the same child.',
  number: 'In the pack since the child has the same NHS number or UPN in it.',
  name: 'In the pack since name and date of birth are the same, and by nothing else: nobody has said that it is one child. Make sure before you keep anything of it.',
  raised: 'In the pack since one of the two is the consultation from which the other was raised, and by nothing else: nobody has said that it is one child. Make sure before you keep anything of it.',
  told_again: 'In the pack since one of the two tells again of the child of the other, and by nothing else: nobody has said that it is one child. Make sure before you keep anything of it.',
};

/** What is left to do where a pack was given to somebody, and ended before that was written down. */
export const GIVEN_BEFORE = 'If it was given to somebody before that: write to whom, when and how as a note on the contact it was begun from, and hold that contact and everything about its children under “Retention”, so that nothing of it is deleted while they may complain.';

export const PACK_FIELDS = ['reference', 'child', 'askedBy', 'asker', 'basis', 'identity'] as const;
/** A pack as it was typed and not taken. */
export const PACK_FORM: TypedForm = { kind: 'access_pack', about: 'start' };
/** To whom a pack was given, as it was typed and not taken. */
export const giveOutTyped = (packId: string): TypedForm => ({ kind: 'access_pack', about: `${packId}.given` });
/** What was typed of the pieces of a pack and not taken. */
export const reviewTyped = (packId: string): TypedForm => ({ kind: 'access_pack', about: packId });
