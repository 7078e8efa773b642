-- A hold on what is about a child holds what was typed about the child and never sent: after a death it may be the first that anybody
-- said (safe practice 18). Whose it is and what is in it stays nobody's to read: the answer is yes or no.

-- Does this report, put away unsent, name a child whom a hold in force is about: by number, or by both names?
create function retention_draft_named(p_draft uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from (select translate(lower(d.data::text), '’‘ʼ`', '''''''''') as said from draft d where d.authority_id = app_authority() and d.id = p_draft) x,
      legal_hold h join contact_person p on p.authority_id = h.authority_id and p.contact_id = h.contact_id and p.kind in ('child', 'household_child') and (h.contact_person_id is null or p.id = h.contact_person_id)
    where h.authority_id = app_authority() and h.lifted_at is null
      and (strpos(regexp_replace(x.said, '[\s-]', '', 'g'), p.nhs_number) > 0
        or (length(btrim(p.given_name)) > 1 and length(btrim(p.family_name)) > 1
          and strpos(x.said, translate(lower(btrim(p.given_name)), '’‘ʼ`', '''''''''')) > 0 and strpos(x.said, translate(lower(btrim(p.family_name)), '’‘ʼ`', '''''''''')) > 0))) $$;
revoke all on function retention_draft_named(uuid) from public;

create function retention_draft_held(p_draft uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare v_held boolean;
begin
  if app_role() <> 'system' then raise exception 'retention: not allowed' using errcode = 'insufficient_privilege'; end if;
  perform set_config('app.taking', 'on', true);
  v_held := retention_draft_named(p_draft);
  perform set_config('app.taking', '', true);
  return v_held;
end $$;
revoke all on function retention_draft_held(uuid) from public;
grant execute on function retention_draft_held(uuid) to doorstep_app;

create or replace function retention_delete_draft(p_list uuid, p_draft uuid) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare v_total bigint;
begin
  perform retention_in_turn();
  perform set_config('app.taking', 'on', true);
  perform retention_check(p_list, p_draft);
  perform 1 from draft d where d.authority_id = app_authority() and d.id = p_draft and d.closed_how in ('sent_another_way', 'not_needed') and d.contact_id is null and d.result_id is null for update;
  if not found then raise exception 'retention: the report was not put away' using errcode = 'insufficient_privilege'; end if;
  if retention_draft_named(p_draft) then raise exception 'retention: a hold keeps it' using errcode = 'insufficient_privilege'; end if;
  v_total := retention_take_drafts(array[p_draft]);
  perform set_config('app.taking', '', true);
  return v_total;
end $$;
