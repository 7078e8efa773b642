-- What was told again, joined or raised is one chain, and is kept, held and asked for to its end (safe practice 8, 18; decision 44). One
-- step alone left out the third telling of a child of whom neither a birth nor a number was known, and a hold followed none of it.

-- These contacts and all that they were joined with, follow or were raised from or to, each leading to the next until there is none. With
-- the rights of whoever asks.
create function retention_tied(p_contacts uuid[]) returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
  v_seen uuid[] := '{}';
  v_new uuid[] := p_contacts;
begin
  while cardinality(v_new) > 0 loop
    v_seen := v_seen || v_new;
    v_new := array(
      select x.id from (
        select c.follows_id from contact c where c.authority_id = v_authority and c.id = any (v_new)
        union select c.id from contact c where c.authority_id = v_authority and c.follows_id = any (v_new)
        union select e.joined_to_id from closure e where e.authority_id = v_authority and e.contact_id = any (v_new)
        union select e.contact_id from closure e where e.authority_id = v_authority and e.joined_to_id = any (v_new)
        union select r.became_id from consultation_raised r where r.authority_id = v_authority and r.contact_id = any (v_new)
        union select r.contact_id from consultation_raised r where r.authority_id = v_authority and r.became_id = any (v_new)) x (id)
      where x.id is not null and x.id <> all (v_seen));
  end loop;
  return v_seen;
end $$;
revoke all on function retention_tied(uuid[]) from public;
grant execute on function retention_tied(uuid[]) to doorstep_app;

-- A reported child of a contact that follows another is the one in the same place there, as in the children's history: whoever told again
-- said so.
create or replace function retention_same(p_children uuid[], p_not uuid[], p_not_in uuid) returns uuid[] language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
  v_seen uuid[] := '{}';
  v_new uuid[] := p_children;
  v_numbers text[];
  v_upns text[];
  v_names text[];
  v_persons uuid[];
  v_contacts uuid[];
  v_ordinals integer[];
  v_beside uuid[];
  v_places text[];
begin
  while cardinality(v_new) > 0 loop
    v_seen := v_seen || v_new;
    select array_agg(p.contact_id), array_agg(p.ordinal) into v_contacts, v_ordinals from contact_person p where p.authority_id = v_authority and p.id = any (v_new) and p.kind = 'child';
    -- Where each of them stands in what theirs follows, and in what follows theirs.
    select array_agg(distinct x.contact_id), array_agg(distinct x.contact_id || ' ' || x.ordinal) into v_beside, v_places from (
      select case when c.id = o.contact_id then c.follows_id else c.id end as contact_id, o.ordinal
      from unnest(v_contacts, v_ordinals) o (contact_id, ordinal) join (
        select k.id, k.follows_id from contact k where k.authority_id = v_authority and k.id = any (v_contacts) and k.follows_id is not null
        union select k.id, k.follows_id from contact k where k.authority_id = v_authority and k.follows_id = any (v_contacts)) c on o.contact_id in (c.id, c.follows_id)) x;
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
          union select n.id from contact_person n where n.authority_id = v_authority and n.contact_id = any (v_beside) and n.kind = 'child' and (n.contact_id || ' ' || n.ordinal) = any (v_places)
          union select l.contact_person_id from person_link l where l.authority_id = v_authority and l.ended_at is null and l.person_id = any (v_persons)))
        and p.kind in ('child', 'household_child') and p.id <> all (v_seen) and p.id <> all (p_not) and p.contact_id is distinct from p_not_in);
  end loop;
  return v_seen;
end $$;

-- Is it held, or any that it is tied to?
create or replace function retention_held_by_hold(p_contact uuid) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare
  v_tied uuid[] := retention_tied(array[p_contact]);
  v_held uuid[] := retention_held_children();
  v_child contact_person;
begin
  if exists (
    select 1 from legal_hold h where h.authority_id = app_authority() and h.lifted_at is null and h.contact_id = any (v_tied))
    or exists (
        select 1 from contact_person held join contact_person own on own.authority_id = held.authority_id
        where held.authority_id = app_authority() and held.id = any (v_held) and own.contact_id = any (v_tied)
          and (own.nhs_number = held.nhs_number or own.upn = held.upn or own.name_dob_key = held.name_dob_key
            or exists (select 1 from person_link a join person_link b on b.authority_id = a.authority_id and b.person_id = a.person_id and b.ended_at is null
              where a.authority_id = held.authority_id and a.contact_person_id = held.id and a.ended_at is null and b.contact_person_id = own.id)))
  then return true; end if;
  if cardinality(v_held) = 0 then return false; end if;
  for v_child in select p.* from contact_person p where p.authority_id = app_authority() and p.contact_id = any (v_tied) and p.kind in ('child', 'household_child') loop
    if retention_same(array[v_child.id], retention_apart(v_child.id), v_child.contact_id) && v_held then return true; end if;
  end loop;
  return false;
end $$;

-- What somebody waits for, or may complain of, is all that it is tied to.
create or replace function retention_asked() returns setof uuid language sql stable set search_path = public, pg_temp as $$
  with waiting as (select p.id, p.contact_id from access_pack p where p.authority_id = app_authority()
    and (p.withdrawn_at is null and p.given_at is null or p.waits_since is not null or p.given_at > app_now() - interval '3 months'))
  select t.id from unnest(retention_tied(array(select w.contact_id from waiting w union select e.contact_id from waiting w join access_piece e on e.authority_id = app_authority() and e.pack_id = w.id))) t (id) $$;
