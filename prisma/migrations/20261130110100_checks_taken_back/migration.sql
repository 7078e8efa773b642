-- A manager's agreement to share without the parents' is taken back with a reason, by that manager or another (safe practice 16;
-- docs/decisions/0057): from that moment it opens nothing more. What went before stays judged by what stood then.
create table checks_taken_back (
  authority_id text not null,
  request_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  why text not null,
  constraint checks_taken_back_pkey primary key (authority_id, request_id),
  constraint checks_taken_back_why check (length(btrim(why)) > 0),
  constraint checks_taken_back_authority_id_request_id_fkey foreign key (authority_id, request_id) references checks_answer (authority_id, request_id) on delete restrict on update cascade
);
create index checks_taken_back_authority_id_contact_id_idx on checks_taken_back (authority_id, contact_id);
alter table checks_taken_back enable row level security;
alter table checks_taken_back force row level security;
create policy checks_taken_back_read on checks_taken_back for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy checks_taken_back_add on checks_taken_back for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and by = (select app_actor())
  and exists (select 1 from checks_answer a where a.authority_id = checks_taken_back.authority_id and a.request_id = checks_taken_back.request_id and a.contact_id = checks_taken_back.contact_id and a.verdict = 'agreed'));
create policy checks_taken_back_may_open on checks_taken_back as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
create policy checks_taken_back_rewrite_found on checks_taken_back for select to doorstep_owner using (authority_id = (select app_authority()));
create policy checks_taken_back_rewrite on checks_taken_back for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
grant select, insert on checks_taken_back to doorstep_app;
do $$ begin perform retention_cover('checks_taken_back'); end $$;

-- Whatever the application does, and whichever release.
create policy outbound_fact_not_taken_back on outbound_fact as restrictive for insert to doorstep_app with check (
  request_id is null or not exists (select 1 from checks_taken_back k where k.authority_id = outbound_fact.authority_id and k.request_id = outbound_fact.request_id and k.at <= outbound_fact.sent_at));
create policy outbound_correction_not_taken_back on outbound_correction as restrictive for insert to doorstep_app with check (
  never_sent or request_id is null or not exists (select 1 from checks_taken_back k where k.authority_id = outbound_correction.authority_id and k.request_id = outbound_correction.request_id and k.at <= outbound_correction.sent_at));

-- Their words are texts like the others where something is kept secret afterwards.
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
