-- An update, a follow-up or a challenge by telephone is put to the contact that it is about (safe practice 8; docs/decisions/0035), with the
-- time at which the call began: its clocks run from there, and that it was put there later opens the decision again.
alter table addition add column kind text not null default 'addition', add column received_at timestamptz(6), add column caller text not null default '';
alter table addition add constraint addition_kind check (kind in ('addition', 'update', 'follow_up', 'challenge', 'information_request'));
alter table addition add constraint addition_received check (received_at is null or received_at <= at);
-- Who rang is not for the one who reported: what a caller says is read by those who work on the contact (safe practice 9).
alter policy addition_read on addition using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or (kind = 'addition' and exists (select 1 from contact c where c.authority_id = addition.authority_id and c.id = addition.contact_id))));
-- What a caller said of themselves goes with the source that is protected later (safe practice 14).
create function addition_forget_caller() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update addition set caller = '' where authority_id = new.authority_id and contact_id = new.id and caller <> '';
  return null;
end $$;
revoke all on function addition_forget_caller() from public;
create trigger addition_forget_caller after update of sealed on contact for each row when (new.sealed and not old.sealed) execute function addition_forget_caller();

-- Who rang is a text like the others where something is kept secret afterwards (safe practice 6).
create or replace function contact_rewrite(p_contact uuid, p_report jsonb, p_summary text, p_people jsonb, p_texts jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
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
    end if;
  end loop;
end $$;
