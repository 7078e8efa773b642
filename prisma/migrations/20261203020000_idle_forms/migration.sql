-- What was typed into a short form about no contact and never sent (a child of the restricted register, a hold, an access pack) would outlive
-- every record (safe practice 7.18): it is emptied and closed once nobody has touched it for as long as the product says. Never a report or a
-- call, nor anything that may be a concern on its way: those stay until a person ends them (7.10). Nor what names a child whom a hold is about.

create function is_idle_form(p_kind text, p_contact uuid) returns boolean language sql immutable set search_path = public, pg_temp as $$
  select p_contact is null and p_kind in ('restricted', 'retention', 'access_pack', 'invitation', 'settings', 'rota', 'api_key', 'calls') $$;

create index draft_idle_form on draft (authority_id, updated_at) where closed_at is null and is_idle_form(kind, contact_id);

create policy draft_forgotten on draft for update to doorstep_owner
  using (authority_id = (select app_authority()) and closed_at is null and is_idle_form(kind, contact_id))
  with check (authority_id = (select app_authority()) and closed_how = 'not_needed' and is_idle_form(kind, contact_id) and data = '{"fields": {}, "steps": {}}'::jsonb);

-- @returns how many were forgotten.
create function draft_forget_idle(p_before timestamptz, p_at timestamptz) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count integer;
begin
  if app_role() <> 'system' then raise exception 'not allowed' using errcode = 'insufficient_privilege'; end if;
  update draft set data = '{"fields": {}, "steps": {}}'::jsonb, closed_at = p_at, closed_how = 'not_needed', closed_why = 'Not touched for 30 days.'
    where authority_id = app_authority() and closed_at is null and is_idle_form(kind, contact_id) and updated_at < p_before
      and not retention_draft_held(id);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
revoke all on function draft_forget_idle(timestamptz, timestamptz) from public;
grant execute on function draft_forget_idle(timestamptz, timestamptz) to doorstep_app;
