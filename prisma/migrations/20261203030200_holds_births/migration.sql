-- A hold on everything about a contact's children is on those who came to it since, too: a baby that was born, a child who was added
-- (safe practice 12, 18; decision 44). And who was told of before birth is one with whom they were born as, whoever else knows either.

-- The children of whom everything is held: each of a contact with such a hold in force, but for those whose own two persons let go.
create function retention_held_children() returns uuid[] language sql stable set search_path = public, pg_temp as $$
  select array(select p.id from contact_person p where p.authority_id = app_authority() and p.kind in ('child', 'household_child')
    and p.contact_id = any (array(select h.contact_id from legal_hold h where h.authority_id = app_authority() and h.lifted_at is null and h.contact_person_id is not null))
    and (exists (select 1 from legal_hold h where h.authority_id = p.authority_id and h.contact_person_id = p.id and h.lifted_at is null)
      or not exists (select 1 from legal_hold h where h.authority_id = p.authority_id and h.contact_person_id = p.id))) $$;
revoke all on function retention_held_children() from public;
grant execute on function retention_held_children() to doorstep_app;

create or replace function retention_same(p_children uuid[], p_not uuid[], p_not_in uuid) returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
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
          union select o.born_as from contact_person o where o.authority_id = v_authority and o.id = any (v_new) and o.born_as is not null
          union select b.id from contact_person o join contact_person b on b.authority_id = o.authority_id and b.contact_id = o.contact_id and b.born_as = o.id where o.authority_id = v_authority and o.id = any (v_new)
          union select l.contact_person_id from person_link l where l.authority_id = v_authority and l.ended_at is null and l.person_id = any (v_persons)))
        and p.kind in ('child', 'household_child') and p.id <> all (v_seen) and p.id <> all (p_not) and p.contact_id is distinct from p_not_in);
  end loop;
  return v_seen;
end $$;

create or replace function retention_held_by_hold(p_contact uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_held uuid[] := retention_held_children();
  v_child uuid;
begin
  if exists (
    select 1 from legal_hold h where h.authority_id = app_authority() and h.lifted_at is null and h.contact_id = p_contact)
    or exists (
        select 1 from contact_person held join contact_person own on own.authority_id = held.authority_id
        where held.authority_id = app_authority() and held.id = any (v_held) and own.contact_id = p_contact
          and (own.nhs_number = held.nhs_number or own.upn = held.upn or own.name_dob_key = held.name_dob_key
            or exists (select 1 from person_link a join person_link b on b.authority_id = a.authority_id and b.person_id = a.person_id and b.ended_at is null
              where a.authority_id = held.authority_id and a.contact_person_id = held.id and a.ended_at is null and b.contact_person_id = own.id)))
  then return true; end if;
  if cardinality(v_held) = 0 then return false; end if;
  for v_child in select p.id from contact_person p where p.authority_id = app_authority() and p.contact_id = p_contact and p.kind in ('child', 'household_child') loop
    if retention_same(array[v_child], retention_apart(v_child), p_contact) && v_held then return true; end if;
  end loop;
  return false;
end $$;

create or replace function retention_draft_named(p_draft uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from (select translate(lower(d.data::text), '’‘ʼ`', '''''''''') as said from draft d where d.authority_id = app_authority() and d.id = p_draft) x,
      legal_hold h join contact_person p on p.authority_id = h.authority_id and p.contact_id = h.contact_id and p.kind in ('child', 'household_child') and (h.contact_person_id is null or p.id = any (retention_held_children()))
    where h.authority_id = app_authority() and h.lifted_at is null
      and (strpos(regexp_replace(x.said, '[\s-]', '', 'g'), p.nhs_number) > 0
        or (length(btrim(p.given_name)) > 1 and length(btrim(p.family_name)) > 1
          and strpos(x.said, translate(lower(btrim(p.given_name)), '’‘ʼ`', '''''''''')) > 0 and strpos(x.said, translate(lower(btrim(p.family_name)), '’‘ʼ`', '''''''''')) > 0))) $$;
