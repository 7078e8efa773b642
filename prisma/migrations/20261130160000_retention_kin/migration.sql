-- Who is kept with whom is asked to the end (safe practice 18; docs/decisions/0044): a surname that changed, a number that came later.
-- Two steps along a child's names and numbers left out the contact on which the hold was. What was told apart is not walked through.

-- With these children everybody who is known by what one of them is known by, a link, a number, or name and birth, and so on to the end.
-- @param p_not whom it goes round, and of no use; nor has it anybody of the contact p_not_in. With the rights of whoever asks.
create function retention_same(p_children uuid[], p_not uuid[], p_not_in uuid) returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
  v_seen uuid[] := '{}';
  v_new uuid[] := p_children;
  v_numbers text[];
  v_upns text[];
  v_names text[];
  v_persons uuid[];
begin
  while cardinality(v_new) > 0 loop
    v_seen := v_seen || v_new;
    select array_agg(distinct p.nhs_number) filter (where p.nhs_number is not null), array_agg(distinct p.upn) filter (where p.upn is not null), array_agg(distinct p.name_dob_key) filter (where p.name_dob_key is not null)
      into v_numbers, v_upns, v_names from contact_person p where p.authority_id = v_authority and p.id = any (v_new);
    v_persons := array(select distinct l.person_id from person_link l where l.authority_id = v_authority and l.contact_person_id = any (v_new) and l.ended_at is null);
    v_new := array(
      select p.id from contact_person p where p.authority_id = v_authority and p.id = any (array(
          select n.id from contact_person n where n.authority_id = v_authority and n.nhs_number = any (v_numbers)
          union select n.id from contact_person n where n.authority_id = v_authority and n.upn = any (v_upns)
          union select n.id from contact_person n where n.authority_id = v_authority and n.name_dob_key = any (v_names)
          union select l.contact_person_id from person_link l where l.authority_id = v_authority and l.ended_at is null and l.person_id = any (v_persons)))
        and p.kind in ('child', 'household_child') and p.id <> all (v_seen) and p.id <> all (p_not) and p.contact_id is distinct from p_not_in);
  end loop;
  return v_seen;
end $$;
revoke all on function retention_same(uuid[], uuid[], uuid) from public;

-- Every contact that names a child of these contacts, found so; told apart or not, which whoever reckons holds against it.
create function retention_kin(p_contacts uuid[]) returns setof uuid language sql stable set search_path = public, pg_temp as $$
  select distinct p.contact_id from contact_person p where p.authority_id = app_authority() and p.id = any (retention_same(
    array(select c.id from contact_person c where c.authority_id = app_authority() and c.contact_id = any (p_contacts) and c.kind in ('child', 'household_child')), '{}', null)) $$;
revoke all on function retention_kin(uuid[]) from public;
grant execute on function retention_same(uuid[], uuid[], uuid), retention_kin(uuid[]) to doorstep_app;

-- Of whom it was said last that they are not this child.
create function retention_apart(p_child uuid) returns uuid[] language sql stable set search_path = public, pg_temp as $$
  select array(select s.other from (
    select distinct on (each.other) each.other, each.outcome from (
      select case when d.contact_person_id = p_child then d.other_person_id else d.contact_person_id end as other, d.outcome, d.at, 1 as rank, d.id
        from match_decision d where d.authority_id = app_authority() and d.other_person_id is not null and p_child in (d.contact_person_id, d.other_person_id)
      union all
      select case when n.person_id = p_child then n.other_person_id else n.person_id end, 'not_same', n.at, 0, null
        from not_same_child n where n.authority_id = app_authority() and p_child in (n.person_id, n.other_person_id)) each
    order by each.other, each.at desc, each.rank desc, each.id desc) s where s.outcome = 'not_same') $$;
revoke all on function retention_apart(uuid) from public;

-- Is this contact held? By a hold on it; on a child of it in another contact, whom a link, a number, or name and birth says at once; or
-- on one who is the same by any number of such steps.
create or replace function retention_held(p_contact uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_held uuid[] := array(select h.contact_person_id from legal_hold h where h.authority_id = app_authority() and h.lifted_at is null and h.contact_person_id is not null);
  v_child uuid;
begin
  if exists (
    select 1 from legal_hold h where h.authority_id = app_authority() and h.lifted_at is null and (
      h.contact_id = p_contact
      or exists (
        select 1 from contact_person held join contact_person own on own.authority_id = held.authority_id
        where held.authority_id = h.authority_id and held.id = h.contact_person_id and own.contact_id = p_contact
          and (own.nhs_number = held.nhs_number or own.upn = held.upn or own.name_dob_key = held.name_dob_key
            or exists (select 1 from person_link a join person_link b on b.authority_id = a.authority_id and b.person_id = a.person_id and b.ended_at is null
              where a.authority_id = h.authority_id and a.contact_person_id = held.id and a.ended_at is null and b.contact_person_id = own.id)))))
  then return true; end if;
  if cardinality(v_held) = 0 then return false; end if;
  for v_child in select p.id from contact_person p where p.authority_id = app_authority() and p.contact_id = p_contact and p.kind in ('child', 'household_child') loop
    if retention_same(array[v_child], retention_apart(v_child), p_contact) && v_held then return true; end if;
  end loop;
  return false;
end $$;
