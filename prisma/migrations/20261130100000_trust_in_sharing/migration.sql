-- While something is alleged of somebody in a position of trust, nothing goes to them, to their employer or to whoever would tell them before
-- the designated officer or the strategy discussion agreed (safe practice 15; docs/decisions/0032): whom each fact and question reaches, and who
-- agreed when. Null for what was written down before, by an earlier release beside this one, and where nothing is alleged.
alter table outbound_fact add column trust_reach text, add column trust_agreer text, add column trust_agreed_by text not null default '', add column trust_agreed_role text not null default '', add column trust_agreed_at timestamptz(6);
alter table outbound_fact add constraint outbound_fact_trust_words check (
  (trust_reach is null or trust_reach in ('nobody', 'adult', 'employer', 'would_tell'))
  and (trust_agreer is null) = (trust_agreed_at is null)
  and (trust_agreer is null or (trust_agreer in ('designated_officer', 'strategy_discussion') and trust_reach is not null and trust_reach <> 'nobody'
    and length(btrim(trust_agreed_by)) > 0 and length(btrim(trust_agreed_role)) > 0 and trust_agreed_at <= sent_at)));
-- What has gone stays true, with or without it.
alter table outbound_fact add constraint outbound_fact_trust_agreed check (trust_reach is null or trust_reach = 'nobody' or trust_agreer is not null or length(btrim(late_why)) > 0);

-- Who agreed is a text like the others where something is kept secret afterwards (safe practice 6).
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
      'information_answer.checked_how', 'information_answer.reason') then
      v_table := split_part(e->>'table', '.', 1);
      v_column := split_part(e->>'table', '.', 2);
      execute format('update %I set %I = $1 where authority_id = $2 and contact_id = $3 and %I = $4', v_table, v_column, case when v_table in ('checks_answer', 'information_answer') then 'request_id' else 'id' end)
        using e->>'text', v_authority, p_contact, (e->>'id')::uuid;
    end if;
  end loop;
end $$;
