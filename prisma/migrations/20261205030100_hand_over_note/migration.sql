-- The words of a hand-over are about all its contacts, and went only with the last of them: a child who was deleted stood in them until
-- then (safe practice 18; decision 44). The function is replaced whole; only the words beside what they are about are new.
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
  update contact c set follows_id = null where c.authority_id = v.authority_id and c.follows_id = p_contact;
  -- What was joined into it keeps its own end, or that it was taken out again, and goes in its own time.
  update closure c set joined_to_id = null where c.authority_id = v.authority_id and c.joined_to_id = p_contact;
  update join_undone u set joined_to_id = null where u.authority_id = v.authority_id and u.joined_to_id = p_contact;
  -- What was written of several contacts at once names this one's child, too, and outlives none of them.
  update hand_over h set note = 'Taken out: a contact of this hand-over was deleted' where h.authority_id = v.authority_id and h.id = any (v_hand_overs) and h.note <> '';
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
