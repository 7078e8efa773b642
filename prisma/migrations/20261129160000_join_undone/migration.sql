-- A join that was a mistake is undone by a manager (safe practice 8): the contact stands in the queue again, undecided. docs/decisions/0055.

-- 1. What the end said, and who took it back. The application adds to it and reads it, and changes nothing.
create table join_undone (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  -- Null once the other contact was deleted, as its time to be kept was over.
  joined_to_id uuid,
  joined_at timestamptz(6) not null,
  joined_by uuid not null,
  joined_reason text not null,
  joined_level integer not null,
  joined_route text not null,
  at timestamptz(6) not null,
  by uuid not null,
  reason text not null check (length(btrim(reason)) > 0),
  constraint join_undone_pkey primary key (authority_id, id),
  constraint join_undone_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint join_undone_authority_id_joined_to_id_fkey foreign key (authority_id, joined_to_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index join_undone_authority_id_contact_id_at_idx on join_undone (authority_id, contact_id, at);
create index join_undone_authority_id_joined_to_id_idx on join_undone (authority_id, joined_to_id);
alter table join_undone enable row level security;
alter table join_undone force row level security;
create policy join_undone_read on join_undone for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy join_undone_add on join_undone for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and by = (select app_actor()));
create policy join_undone_may_open on join_undone as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
grant select, insert on join_undone to doorstep_app;
select retention_cover('join_undone');

-- 2. The end goes out of closure into it, and in no other way: the application may not delete an end. What is written down is what the end
--    said, whatever the one who undoes it read; and an end that they did not read stays.
create policy closure_join_undone on closure for delete to doorstep_owner using (authority_id = (select app_authority()) and how = 'joined' and (select app_role()) = 'manager');
create function join_undone_takes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare v closure;
begin
  if app_role() <> 'manager' or new.authority_id is distinct from app_authority() or new."by" is distinct from app_actor() or not app_may_open(new.contact_id) then
    raise exception 'join: not allowed' using errcode = 'insufficient_privilege';
  end if;
  delete from closure c where c.authority_id = new.authority_id and c.contact_id = new.contact_id and c.how = 'joined'
    and c.joined_to_id is not distinct from new.joined_to_id and c.at = new.joined_at
    returning * into v;
  if v.contact_id is null then raise exception 'join: it is not joined, or not so' using errcode = 'insufficient_privilege'; end if;
  if new.at < v.at then raise exception 'join: undone before it was made' using errcode = 'check_violation'; end if;
  new.joined_by := v."by";
  new.joined_reason := v.reason;
  new.joined_level := v.level;
  new.joined_route := v.route;
  return new;
end $$;
revoke all on function join_undone_takes() from public;
create trigger join_undone_takes before insert on join_undone for each row execute function join_undone_takes();

-- 3. What a contact was joined into is a contact that is there. What is there already is asked, too, in every area: which policies would
--    keep from the owner.
alter table contact disable row level security;
alter table closure disable row level security;
alter table closure add constraint closure_authority_id_joined_to_id_fkey foreign key (authority_id, joined_to_id) references contact (authority_id, id) on delete restrict on update cascade;
alter table closure enable row level security;
alter table contact enable row level security;

-- 4. As a contact is deleted, what had been joined into it stays: its row names the other by this key, and would go with it.
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
