-- A baby has the last place of a contact since the birth, and the child in that place of a contact that follows it may be anybody: whoever
-- told again told of who was not born yet, with whom a baby is one already (safe practice 12, 18; decision 44). The function is replaced whole.
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
    select array_agg(p.contact_id), array_agg(p.ordinal) into v_contacts, v_ordinals from contact_person p where p.authority_id = v_authority and p.id = any (v_new) and p.kind = 'child' and p.born_as is null;
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
          union select n.id from contact_person n where n.authority_id = v_authority and n.contact_id = any (v_beside) and n.kind = 'child' and n.born_as is null and (n.contact_id || ' ' || n.ordinal) = any (v_places)
          union select l.contact_person_id from person_link l where l.authority_id = v_authority and l.ended_at is null and l.person_id = any (v_persons)))
        and p.kind in ('child', 'household_child') and p.id <> all (v_seen) and p.id <> all (p_not) and p.contact_id is distinct from p_not_in);
  end loop;
  return v_seen;
end $$;
