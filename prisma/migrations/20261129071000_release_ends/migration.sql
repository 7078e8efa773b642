-- A release is a look at a list on a day. It does not last for years: what a hold or a brother kept back then, and what was closed to
-- those who released it since, needs somebody's look again (safe practice 18; docs/decisions/0044).
create or replace function retention_check(p_list uuid, p_item uuid) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  t text;
  v_released timestamptz;
begin
  if app_role() <> 'system' then raise exception 'retention: not allowed' using errcode = 'insufficient_privilege'; end if;
  for t in select name from retention_tables() except select tablename::text from pg_policies where schemaname = 'public' and policyname = tablename || '_taken' loop
    raise exception 'retention: the table % is not covered: its migration has to call retention_cover', t using errcode = 'feature_not_supported';
  end loop;
  select l.released_at into v_released from retention_list l where l.authority_id = app_authority() and l.id = p_list and l.released_by <> l.made_by and l.withdrawn_at is null;
  if v_released is null then raise exception 'retention: the list is not released' using errcode = 'insufficient_privilege'; end if;
  if v_released < app_now() - interval '30 days' then raise exception 'retention: the list was released too long ago' using errcode = 'insufficient_privilege'; end if;
  perform 1 from retention_item i where i.authority_id = app_authority() and i.list_id = p_list and i.id = p_item and i.due_on <= (app_now() at time zone 'Europe/London')::date;
  if not found then raise exception 'retention: not on the list, or not due' using errcode = 'insufficient_privilege'; end if;
  if exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_item and r.lifted_at is null and r.at > v_released) then
    raise exception 'retention: closed since the list was released' using errcode = 'insufficient_privilege';
  end if;
end $$;
