-- A deletion destroyed the words of a hand-over that a hold on another of its contacts keeps, and cut a chain of what was told again where its
-- middle went: the end of it did not know the beginning any more (safe practice 8, 18; decision 44). The function is replaced whole; only
-- what it says of these two is new.
create or replace function retention_delete_contact(p_list uuid, p_contact uuid, p_keys jsonb) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v contact;
  v_closure closure;
  v_item retention_item;
  v_drafts uuid[];
  v_children uuid[];
  v_professionals uuid[];
  v_hand_overs uuid[];
  v_total bigint := 0;
  v_of text := format('t0.authority_id = app_authority() and t0.contact_id = %L::uuid', p_contact);
  t text;
begin
  perform set_config('app.taking', 'on', true);
  perform retention_in_turn();
  perform retention_check(p_list, p_contact);
  select * into v from contact c where c.authority_id = app_authority() and c.id = p_contact for update;
  select * into v_item from retention_item i where i.authority_id = v.authority_id and i.list_id = p_list and i.id = p_contact;
  select * into v_closure from closure c where c.authority_id = v.authority_id and c.contact_id = p_contact;
  if v.id is null or v_closure.contact_id is null or exists (select 1 from queue_row q where q.authority_id = v.authority_id and q.contact_id = p_contact) then
    raise exception 'retention: the contact is open' using errcode = 'insufficient_privilege';
  end if;
  if retention_held(p_contact) then raise exception 'retention: a hold keeps it' using errcode = 'insufficient_privilege'; end if;

  insert into tombstone (authority_id, id, list_id, received_at, closed_at, deleted_at, level, route, how, outcome, kind, guarded, counted_elsewhere)
    values (v.authority_id, v.id, p_list, v.received_at, v_closure.at, app_now(), v_closure.level, v_closure.route, v_closure.how, v_item.outcome, v.kind,
      exists (select 1 from contact_restriction r where r.authority_id = v.authority_id and r.contact_id = p_contact and r.lifted_at is null),
      exists (select 1 from consultation_raised r where r.authority_id = v.authority_id and r.contact_id = p_contact and r.became_id is not null));
  insert into tombstone_key (authority_id, kind, digest, tombstone_id)
    select distinct v.authority_id, k ->> 'kind', decode(k ->> 'digest', 'hex'), v.id from jsonb_array_elements(p_keys) k;

  v_children := array(select p.id from contact_person p where p.authority_id = v.authority_id and p.contact_id = p_contact);
  v_professionals := array(select p.professional_id from professional_contact p where p.authority_id = v.authority_id and p.contact_id = p_contact and p.professional_id is not null);
  v_hand_overs := array(select i.hand_over_id from hand_over_item i where i.authority_id = v.authority_id and i.contact_id = p_contact);
  v_drafts := array(select d.id from draft d where d.authority_id = v.authority_id and (d.contact_id = p_contact or d.result_id = p_contact or d.key = v.key
    or d.key in (select a.key from addition a where a.authority_id = v.authority_id and a.contact_id = p_contact)
    or d.result_id in (select x.id from decision x where x.authority_id = v.authority_id and x.contact_id = p_contact)
    or d.id in (select o.draft_id from original o where o.authority_id = v.authority_id and o.contact_id = p_contact)));

  perform retention_rehome(p_contact);
  -- What follows it follows what it followed: the chain is not cut where its middle goes. Who was told apart from a child in the same place of
  -- it, and is not one with the child in that place before it by anything else, is told apart from that one.
  insert into not_same_child (authority_id, person_id, other_person_id, by, at, reason)
    select v.authority_id, x.later_id, x.before_id, app_actor(), app_now(), 'Told apart through a contact that was deleted when its time to be kept was over.'
    from (select later.id as later_id, before.id as before_id from contact c
      join contact_person later on later.authority_id = c.authority_id and later.contact_id = c.id
      join contact_person own on own.authority_id = c.authority_id and own.contact_id = p_contact and own.ordinal = later.ordinal
      join contact_person before on before.authority_id = c.authority_id and before.contact_id = v.follows_id and before.ordinal = later.ordinal
      where c.authority_id = v.authority_id and c.follows_id = p_contact and 'child' = all (array[later.kind, own.kind, before.kind]) and num_nulls(later.born_as, own.born_as, before.born_as) = 3
        and (own.id = any (retention_apart(later.id)) or own.id = any (retention_apart(before.id)))) x
    where x.before_id <> all (retention_same(array[x.later_id], retention_apart(x.later_id), p_contact))
    on conflict do nothing;
  update contact c set follows_id = v.follows_id where c.authority_id = v.authority_id and c.follows_id = p_contact;
  -- What was joined into it keeps its own end, or that it was taken out again, and goes in its own time.
  update closure c set joined_to_id = null where c.authority_id = v.authority_id and c.joined_to_id = p_contact;
  update join_undone u set joined_to_id = null where u.authority_id = v.authority_id and u.joined_to_id = p_contact;
  -- What was written of several contacts at once names this one's child, too, and outlives none of them; but what a hold or a copy that
  -- somebody asked for keeps is kept with every word of it: there it goes with the next of them, at the latest with the hand-over.
  update hand_over h set note = 'Taken out: a contact of this hand-over was deleted' where h.authority_id = v.authority_id and h.id = any (v_hand_overs) and h.note <> ''
    and not exists (select 1 from hand_over_item k where k.authority_id = h.authority_id and k.hand_over_id = h.id and k.contact_id <> p_contact and retention_held(k.contact_id));
  update contact_person p set born_as = null where p.authority_id = v.authority_id and p.contact_id = p_contact and p.born_as is not null;
  v_total := v_total + retention_take_drafts(v_drafts)
    + retention_take('not_same_child', format('t0.authority_id = app_authority() and (t0.person_id = any (%1$L::uuid[]) or t0.other_person_id = any (%1$L::uuid[]))', v_children))
    + retention_take('glass_request', format('t0.authority_id = app_authority() and t0.reference = %L', v.reference))
    + retention_take('ring_back', format('t0.authority_id = app_authority() and t0.about = %L', v.reference))
    + retention_take('talk_booking', format('t0.authority_id = app_authority() and t0.about = %L', v.reference));
  for t in select name from retention_tables() x where exists (select 1 from pg_attribute a where a.attrelid = x.name::regclass and a.attname = 'contact_id' and not a.attisdropped) loop
    v_total := v_total + retention_take(t::regclass, v_of);
  end loop;
  v_total := v_total + retention_take('contact', format('t0.authority_id = app_authority() and t0.id = %L::uuid', p_contact))
    -- Who told us of nobody any more, and hand-overs of nothing.
    + retention_take('professional', format('t0.authority_id = app_authority() and t0.id = any (%L::uuid[]) and not exists (select 1 from professional_contact k where k.authority_id = t0.authority_id and k.professional_id = t0.id)', v_professionals))
    + retention_take('hand_over', format('t0.authority_id = app_authority() and t0.id = any (%L::uuid[]) and not exists (select 1 from hand_over_item k where k.authority_id = t0.authority_id and k.hand_over_id = t0.id)', v_hand_overs));
  perform set_config('app.taking', '', true);
  return v_total;
end $$;
