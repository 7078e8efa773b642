-- Who must not be told is also said by a call that is put to a contact, and by danger on a report that was sent (safe practice, first
-- questions, 4 and 8): kept by itself, so that it is heard before anybody writes to the family. The text of the addition says it too.
alter table addition add column must_not_be_told text not null default '';

-- It is a text like the others where something is kept secret afterwards.
create or replace function contact_rewrite(p_contact uuid, p_report jsonb, p_summary text, p_people jsonb, p_texts jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
  v_table text;
  v_column text;
  e jsonb;
begin
  if not app_writes_casework() then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  -- Only in the transaction that keeps what is taken out.
  if not exists (select 1 from protected_detail d where d.authority_id = v_authority and d.contact_id = p_contact and d.xmin = pg_current_xact_id()::xid) then
    raise exception 'nothing is protected in this transaction' using errcode = 'insufficient_privilege';
  end if;
  update contact set report = p_report, summary = p_summary, payload_hash = sha256(convert_to(p_report::text, 'UTF8')) where authority_id = v_authority and id = p_contact;
  for e in select value from jsonb_array_elements(p_people) loop
    update contact_person set details = e->'details' where authority_id = v_authority and contact_id = p_contact and ordinal = (e->>'ordinal')::int;
  end loop;
  for e in select value from jsonb_array_elements(p_texts) loop
    if e->>'table' = 'addition' then
      update addition set text = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'caller' then
      update addition set caller = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'must_not_be_told' then
      update addition set must_not_be_told = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'note' then
      update note set text = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'question' then
      update question set text = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'answer' then
      update question set answer = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' in (
      'service_agreement.asked_of', 'service_agreement.scope', 'service_agreement.not_asked', 'service_agreement.judged_by', 'service_agreement.judged_on',
      'family_openness.told_whom', 'family_openness.told_what', 'family_openness.told_by', 'family_openness.reason_words',
      'sharing_basis.why', 'sharing_basis.advice',
      'checks_request.agencies', 'checks_request.question', 'checks_request.why', 'checks_answer.comment',
      'outbound_fact.agency', 'outbound_fact.recipient', 'outbound_fact.recipient_role', 'outbound_fact.words', 'outbound_fact.sent_by', 'outbound_fact.late_why', 'outbound_fact.trust_agreed_by', 'outbound_fact.trust_agreed_role',
      'information_request.asked_by', 'information_request.what', 'information_request.purpose', 'information_request.authority',
      'information_answer.checked_how', 'information_answer.reason',
      'outbound_correction.agency', 'outbound_correction.recipient', 'outbound_correction.recipient_role', 'outbound_correction.words', 'outbound_correction.why',
      'information_answer_anew.checked_how', 'information_answer_anew.reason', 'checks_taken_back.why') then
      v_table := split_part(e->>'table', '.', 1);
      v_column := split_part(e->>'table', '.', 2);
      execute format('update %I set %I = $1 where authority_id = $2 and contact_id = $3 and %I = $4', v_table, v_column, case when v_table in ('checks_answer', 'checks_taken_back', 'information_answer') then 'request_id' when v_table = 'information_answer_anew' then 'reopened_id' else 'id' end)
        using e->>'text', v_authority, p_contact, (e->>'id')::uuid;
    end if;
  end loop;
end $$;
