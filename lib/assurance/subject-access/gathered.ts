/**
 * Which records about a child become pieces of a pack, and which stay out on purpose, by their tables. A table that hangs on a contact and
 * stands in neither fails tests/integration/subject-gathered.test.ts: whoever makes it decides.
 */

/** Gathered by gather.ts, casework-store.ts and shared-store.ts. What of them is another child's alone is left to that child's own pack. */
export const GATHERED = [
  ...['contact', 'contact_person', 'addition', 'question', 'note', 'letter', 'letter_event', 'original'],
  ...['proposal', 'contact_rating', 'decision', 'decision_child', 'countersign', 'referral', 'closure', 'join_undone'],
  ...['emergency_decision', 'hand_over', 'hand_over_item', 'hold', 'hold_answer', 'hold_end', 'duty', 'duty_discharge', 'duty_note', 'missing_episode'],
  ...['protection', 'protection_end', 'protection_answer', 'unborn_state', 'unborn_end_undone', 'person_relation', 'person_relation_end'],
  ...['outbound_fact', 'outbound_correction', 'service_agreement', 'family_openness', 'sharing_basis', 'checks_request', 'checks_answer', 'checks_taken_back'],
  ...['information_request', 'information_answer', 'information_reopened', 'information_answer_anew'],
  ...['family_telling', 'telling_agreement', 'family_confirmation', 'safe_contact', 'not_told', 'call_agreed', 'agreed_step', 'coaching'],
] as const;

/** A kind of record that is in no pack, in words for whoever reviews one. */
export interface LeftOut {
  what: string;
  why: string;
  tables: readonly string[];
}

/** What is never a piece (docs/decisions/0044): somebody who asks for it by name is answered by a person, not by a pack. */
export const LEFT_OUT: readonly LeftOut[] = [
  { what: 'Who a protected source is, and everything by which they are reached', why: 'They were promised it. Only two persons together, on a ground in law, learn who it is.', tables: ['sealed_source', 'sealed_owner', 'unseal', 'unseal_answer'] },
  { what: 'Details that are kept secret, and who looked at them', why: 'Whoever gets a copy may show it to the person from whom they are kept.', tables: ['protected_detail', 'protected_look'] },
  { what: 'Where a child was under police protection or an order, and with which officer', why: 'It is as secret as a protected address. That there was one, and what followed, is in the pack.', tables: [] },
  { what: 'The restricted register, who may open a contact, and who broke the glass', why: 'It would say that there is something that is closed, and to whom.', tables: ['contact_restriction', 'contact_access', 'restricted_match', 'glass_request', 'agency_exclusion'] },
  { what: 'Who among the staff knows the family, or may', why: 'It is about the staff and those close to them.', tables: ['contact_bar', 'contact_declaration', 'contact_acquaintance'] },
  { what: 'Legal holds, and what is said of deleting records', why: 'Why records are kept for a claim or an inquiry is for the lawyers to answer; the rest says nothing of the child.', tables: ['legal_hold', 'retention_item'] },
  { what: 'Who is one person with whom, and who is not', why: 'It speaks of another family’s child as much. By what each contact is in the pack stands beside it; a mistake in it is put right when somebody asks.', tables: ['match_decision', 'person_link', 'not_same_child', 'person_key', 'person_look', 'contact_link'] },
  { what: 'Who worked on a contact, who was called about it, and when each thing was opened', why: 'It is about the staff. What they did and wrote is in the pack; who looked is answered from the register of looks and the ledger when somebody asks.', tables: ['claim', 'contact_event', 'alarm', 'alarm_call', 'queue_row', 'duty_offer', 'hand_over_acceptance', 'coaching_comment', 'coaching_seen'] },
  { what: 'How whoever told us is known, rung and written to', why: 'It is about them. What they said of the child stands in the report and in what was added.', tables: ['professional', 'professional_word', 'professional_contact', 'put_call', 'caller_correction', 'caller_link', 'caller_reply', 'ring_back', 'ring_back_try', 'talk_booking', 'name_refusal'] },
  { what: 'What was typed and never sent', why: 'It is nobody’s record until it is sent; what was sent is in the pack.', tables: ['draft', 'draft_conflict', 'unsent_report', 'unsent_call'] },
  { what: 'E-mails and texts that say that there is a message, and what a system of an agency sent before it became the report', why: 'The first hold a reference and no word of the child. The second is in the pack as the report that it became.', tables: ['message', 'machine_intake'] },
  { what: 'Which contacts stood beside a decision or became another', why: 'It is a list of references. Each contact about the child is in the pack itself.', tables: ['decision_history', 'consultation_raised'] },
  { what: 'Who asked for a copy before', why: 'It is about whoever asked, and would tell one parent of the other.', tables: ['access_pack', 'access_piece'] },
];
