-- What is kept secret in one contact is hidden in each that a join puts it together with (domain 7.6, 7.8). Hidden there by the product, it is
-- looked at there only by whoever may open the contact that it came from: a join opens nothing to anybody.
create or replace function protected_words(p_contact uuid) returns table (id uuid, sealed text) language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.sealed from protected_detail d where d.authority_id = app_authority() and d.contact_id = p_contact and (
    app_role() = 'system'
    or (exists (select 1 from protected_look l where l.authority_id = d.authority_id and l.contact_id = p_contact and l.by = app_actor() and l.until_at > now())
      and case when d.place like 'joined.%' then app_may_open(split_part(d.place, '.', 2)::uuid) else true end)) $$;
