-- Retention per person (domain 7.18; docs/decisions/0044): legal holds, lists of what is to be deleted that a second person
-- releases, what stays of a deleted contact, and the one way by which a contact ends.

-- The owner, too, is bound by the policies when a foreign key is checked: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

-- 1. The tables.

-- A contact, or everything about one of its children, is kept whatever the schedule says. Two persons let it go.
create table legal_hold (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  -- The child whose contacts are all held; null where only this contact is.
  contact_person_id uuid,
  at timestamptz(6) not null,
  by uuid not null,
  reason text not null,
  lift_asked_at timestamptz(6),
  lift_asked_by uuid,
  lift_why text,
  lifted_at timestamptz(6),
  lifted_by uuid,
  constraint legal_hold_pkey primary key (authority_id, id),
  constraint legal_hold_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint legal_hold_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint legal_hold_reason check (length(btrim(reason)) > 0),
  constraint legal_hold_asked check ((lift_asked_at is null) = (lift_asked_by is null) and (lift_asked_at is null) = (lift_why is null) and (lift_why is null or length(btrim(lift_why)) > 0)),
  constraint legal_hold_lifted check ((lifted_at is null) = (lifted_by is null) and (lifted_by is null or (lift_asked_by is not null and lifted_by <> lift_asked_by)))
);
create index legal_hold_authority_id_contact_id_idx on legal_hold (authority_id, contact_id);

-- What is to be deleted, as somebody drew it up on a day and another released it.
create table retention_list (
  authority_id text not null,
  id uuid not null,
  made_at timestamptz(6) not null,
  made_by uuid not null,
  -- The day up to which whatever is due stands on it.
  due_on date not null,
  contacts integer not null,
  drafts integer not null,
  released_at timestamptz(6),
  released_by uuid,
  withdrawn_at timestamptz(6),
  withdrawn_by uuid,
  constraint retention_list_pkey primary key (authority_id, id),
  constraint retention_list_counts check (contacts >= 0 and drafts >= 0 and contacts + drafts > 0),
  constraint retention_list_released check ((released_at is null) = (released_by is null) and (released_by is null or released_by <> made_by)),
  constraint retention_list_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null))
);

-- One contact, or one report that was never sent. It goes when what it names goes: what is left of a list is still to be done.
create table retention_item (
  authority_id text not null,
  list_id uuid not null,
  id uuid not null,
  contact_id uuid,
  draft_id uuid,
  due_on date not null,
  outcome text not null,
  constraint retention_item_pkey primary key (authority_id, list_id, id),
  constraint retention_item_authority_id_list_id_fkey foreign key (authority_id, list_id) references retention_list (authority_id, id) on delete restrict on update cascade,
  constraint retention_item_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint retention_item_authority_id_draft_id_fkey foreign key (authority_id, draft_id) references draft (authority_id, id) on delete restrict on update cascade,
  constraint retention_item_one check ((contact_id is null) <> (draft_id is null) and id = coalesce(contact_id, draft_id))
);
create index retention_item_authority_id_contact_id_idx on retention_item (authority_id, contact_id);
create index retention_item_authority_id_draft_id_idx on retention_item (authority_id, draft_id);

-- What stays of a contact: when, at which level, how it ended, by which kind. No name, number or word.
create table tombstone (
  authority_id text not null,
  -- The contact's own id, as the ledger has it.
  id uuid not null,
  list_id uuid not null,
  received_at timestamptz(6) not null,
  closed_at timestamptz(6) not null,
  deleted_at timestamptz(6) not null,
  level integer not null,
  route text not null,
  how text not null,
  outcome text not null,
  kind text not null,
  -- It was closed to most when it went: it is no figure and no history to those who did not know of it.
  guarded boolean not null,
  -- The conversation went on in another contact, which is counted in its place.
  counted_elsewhere boolean not null,
  constraint tombstone_pkey primary key (authority_id, id),
  constraint tombstone_authority_id_list_id_fkey foreign key (authority_id, list_id) references retention_list (authority_id, id) on delete restrict on update cascade,
  constraint tombstone_level check (level between 1 and 4)
);
create index tombstone_authority_id_list_id_idx on tombstone (authority_id, list_id);

-- By what its children are known again: digests under a key that the database does not have.
create table tombstone_key (
  authority_id text not null,
  kind text not null,
  digest bytea not null,
  tombstone_id uuid not null,
  constraint tombstone_key_pkey primary key (authority_id, kind, digest, tombstone_id),
  constraint tombstone_key_authority_id_tombstone_id_fkey foreign key (authority_id, tombstone_id) references tombstone (authority_id, id) on delete restrict on update cascade,
  constraint tombstone_key_kind check (kind in ('person', 'nhs_number', 'upn', 'name_and_birth')),
  constraint tombstone_key_digest check (length(digest) = 32)
);
create index tombstone_key_authority_id_tombstone_id_idx on tombstone_key (authority_id, tombstone_id);

-- 2. Who reads and writes them.

do $$
declare t text;
begin
  foreach t in array array['legal_hold', 'retention_list', 'retention_item', 'tombstone', 'tombstone_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant select on %I to doorstep_app', t);
  end loop;
  foreach t in array array['legal_hold', 'retention_item'] loop
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
  end loop;
end $$;

-- A manager sets a hold and lets it go; nobody changes why it was set.
create policy legal_hold_add on legal_hold for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and by = (select app_actor()) and lift_asked_at is null);
create policy legal_hold_lift on legal_hold for update to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) = 'manager' and lifted_at is null)
  with check (authority_id = (select app_authority()) and (select app_role()) = 'manager');
grant insert, update (lift_asked_at, lift_asked_by, lift_why, lifted_at, lifted_by) on legal_hold to doorstep_app;

create policy retention_list_read on retention_list for select to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'area_administrator', 'auditor', 'system'));
create policy retention_list_add on retention_list for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'area_administrator') and made_by = (select app_actor()) and released_at is null);
create policy retention_list_settle on retention_list for update to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'area_administrator') and withdrawn_at is null)
  with check (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'area_administrator'));
grant insert, update (released_at, released_by, withdrawn_at, withdrawn_by) on retention_list to doorstep_app;
-- What stands on a list is written by the product with it, and never changed.
create policy retention_item_add on retention_item for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant insert on retention_item to doorstep_app;

create policy tombstone_read on tombstone for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()) and (not guarded or (select app_role()) = 'system'));
create policy tombstone_key_read on tombstone_key for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework())
  and exists (select 1 from tombstone t where t.authority_id = tombstone_key.authority_id and t.id = tombstone_key.tombstone_id));

-- 3. What a deletion takes. The owner is bound by the policies as well: it may touch a row only while it deletes, and only where
--    the table was prepared for it. A later table that hangs on a contact calls retention_cover('its_name') in its migration;
--    until then nothing is deleted at all, and tests/integration/retention.test.ts names it.

create function app_taking() returns boolean language sql stable as $$ select coalesce(current_setting('app.taking', true), '') = 'on' $$;
revoke all on function app_taking() from public;

-- Every table of which a row may hang on a contact: by its column, by a foreign key to such a table, or as listed here.
create function retention_tables() returns table (name text) language sql stable set search_path = public, pg_temp as $$
  with recursive hanging (oid) as (
    select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (c.relname in ('contact', 'draft', 'not_same_child', 'professional', 'ring_back', 'talk_booking', 'hand_over', 'glass_request')
        or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'contact_id' and not a.attisdropped))
    union
    select f.conrelid from pg_constraint f join hanging h on h.oid = f.confrelid where f.contype = 'f'
  ) select c.relname::text from hanging join pg_class c on c.oid = hanging.oid order by 1 $$;
revoke all on function retention_tables() from public;

create function retention_cover(p_table text) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  execute format('create policy %I on %I to doorstep_owner using (authority_id = (select app_authority()) and (select app_taking())) with check (authority_id = (select app_authority()) and (select app_taking()))', p_table || '_taken', p_table);
end $$;
revoke all on function retention_cover(text) from public;

do $$
declare t text;
begin
  for t in select name from retention_tables() union select unnest(array['retention_list', 'tombstone', 'tombstone_key', 'person']) loop
    perform retention_cover(t);
  end loop;
end $$;

-- Deletes the rows of a table that a condition finds, and before them, in every table that refers to them, the rows that do.
-- The condition names the table as t and its depth. @returns how many rows went.
create function retention_take(p_table regclass, p_where text, p_depth integer default 0) returns bigint language plpgsql set search_path = public, pg_temp as $$
declare
  f record;
  v_any boolean;
  v_rows bigint;
  v_total bigint := 0;
begin
  if p_depth > 8 then raise exception 'retention: tables refer to each other without end at %', p_table; end if;
  execute format('select exists (select 1 from %s t%s where %s)', p_table, p_depth, p_where) into v_any;
  if not v_any then return 0; end if;
  for f in
    select con.conrelid::regclass as child,
      (select string_agg(format('t%s.%I = t%s.%I', p_depth + 1, c.attname, p_depth, p.attname), ' and ')
        from unnest(con.conkey, con.confkey) k (child_no, parent_no)
          join pg_attribute c on c.attrelid = con.conrelid and c.attnum = k.child_no
          join pg_attribute p on p.attrelid = con.confrelid and p.attnum = k.parent_no) as same
    from pg_constraint con where con.contype = 'f' and con.confrelid = p_table and con.conrelid <> con.confrelid
  loop
    v_total := v_total + retention_take(f.child, format('exists (select 1 from %s t%s where %s and (%s))', p_table, p_depth, f.same, p_where), p_depth + 1);
  end loop;
  execute format('delete from %s t%s where %s', p_table, p_depth, p_where);
  get diagnostics v_rows = row_count;
  return v_total + v_rows;
end $$;
revoke all on function retention_take(regclass, text, integer) from public;

-- Holds and deletions of one authority happen one after the other: a hold that is set is in time, or finds nothing any more.
create function retention_in_turn() returns void language sql as $$ select pg_advisory_xact_lock(hashtextextended(app_authority() || ':retention', 0)) $$;
revoke all on function retention_in_turn() from public;
create function legal_hold_in_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform retention_in_turn();
  return new;
end $$;
revoke all on function legal_hold_in_turn() from public;
create trigger legal_hold_in_turn before insert on legal_hold for each row execute function legal_hold_in_turn();

-- Is this contact held? By a hold on it, or on a child of it in another contact: one whom a person linked with them, or who has
-- the same number, or name and date of birth.
create function retention_held(p_contact uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from legal_hold h where h.authority_id = app_authority() and h.lifted_at is null and (
      h.contact_id = p_contact
      or exists (
        select 1 from contact_person held join contact_person own on own.authority_id = held.authority_id
        where held.authority_id = h.authority_id and held.id = h.contact_person_id and own.contact_id = p_contact
          and (own.nhs_number = held.nhs_number or own.upn = held.upn or own.name_dob_key = held.name_dob_key
            or exists (select 1 from person_link a join person_link b on b.authority_id = a.authority_id and b.person_id = a.person_id and b.ended_at is null
              where a.authority_id = h.authority_id and a.contact_person_id = held.id and a.ended_at is null and b.contact_person_id = own.id))))) $$;
revoke all on function retention_held(uuid) from public;

-- May the product delete this now? The list was released by a second person, the thing stands on it, and its day has come.
create function retention_check(p_list uuid, p_item uuid) returns void language plpgsql set search_path = public, pg_temp as $$
declare t text;
begin
  if app_role() <> 'system' then raise exception 'retention: not allowed' using errcode = 'insufficient_privilege'; end if;
  for t in select name from retention_tables() except select tablename::text from pg_policies where schemaname = 'public' and policyname = tablename || '_taken' loop
    raise exception 'retention: the table % is not covered: its migration has to call retention_cover', t using errcode = 'feature_not_supported';
  end loop;
  perform 1 from retention_list l where l.authority_id = app_authority() and l.id = p_list and l.released_by <> l.made_by and l.withdrawn_at is null;
  if not found then raise exception 'retention: the list is not released' using errcode = 'insufficient_privilege'; end if;
  perform 1 from retention_item i where i.authority_id = app_authority() and i.list_id = p_list and i.id = p_item and i.due_on <= (app_now() at time zone 'Europe/London')::date;
  if not found then raise exception 'retention: not on the list, or not due' using errcode = 'insufficient_privilege'; end if;
end $$;
revoke all on function retention_check(uuid, uuid) from public;

-- Children of other contacts who are one person through this one stay so; what was said of them and this one's goes.
create function retention_rehome(p_contact uuid) returns void language plpgsql set search_path = public, pg_temp as $$
declare
  v_said uuid[] := array(select d.id from match_decision d where d.authority_id = app_authority() and p_contact in (d.contact_id, d.other_contact_id));
  v_person uuid;
  v_link person_link;
  v_before person_link;
  v_decision uuid;
begin
  delete from person_link l where l.authority_id = app_authority() and l.contact_id <> p_contact and l.ended_at is not null and (l.decision_id = any (v_said) or l.ended_decision_id = any (v_said));
  for v_person in
    select distinct l.person_id from person_link l where l.authority_id = app_authority() and l.ended_at is null and (l.contact_id = p_contact or l.decision_id = any (v_said))
  loop
    v_before := null;
    for v_link in select * from person_link l where l.authority_id = app_authority() and l.person_id = v_person and l.ended_at is null and l.contact_id <> p_contact order by l.at, l.id loop
      v_decision := gen_random_uuid();
      insert into match_decision (authority_id, id, contact_id, contact_person_id, other_contact_id, other_person_id, outcome, at, by, reason)
        select l.authority_id, v_decision, l.contact_id, l.contact_person_id, v_before.contact_id, v_before.contact_person_id,
          case when v_before.id is null then 'new' else 'same' end, l.at, l.by, 'Known through a contact that was deleted when its time to be kept was over.'
        from person_link l where l.authority_id = v_link.authority_id and l.id = v_link.id;
      update person_link l set decision_id = v_decision where l.authority_id = v_link.authority_id and l.id = v_link.id and l.decision_id = any (v_said);
      v_before := v_link;
    end loop;
  end loop;
end $$;
revoke all on function retention_rehome(uuid) from public;

-- A draft and whatever was handed in, rung or refused with it.
create function retention_take_drafts(p_drafts uuid[]) returns bigint language plpgsql set search_path = public, pg_temp as $$
declare
  v_total bigint := 0;
  t text;
begin
  foreach t in array array['original', 'ring_back', 'talk_booking'] loop
    v_total := v_total + retention_take(t::regclass, format('t0.authority_id = app_authority() and t0.draft_id = any (%L::uuid[])', p_drafts));
  end loop;
  return v_total + retention_take('draft', format('t0.authority_id = app_authority() and t0.id = any (%L::uuid[])', p_drafts));
end $$;
revoke all on function retention_take_drafts(uuid[]) from public;

-- The one way by which a contact ends. It checks for itself what the application checked before: who asks, that a second person
-- released the list, that the day has come, that the contact is closed and that nothing holds it.
-- @returns how many rows went.
create function retention_delete_contact(p_list uuid, p_contact uuid, p_keys jsonb) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
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

-- The same for a report that somebody put away unsent (domain 7.10). @returns how many rows went.
create function retention_delete_draft(p_list uuid, p_draft uuid) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare v_total bigint;
begin
  perform set_config('app.taking', 'on', true);
  perform retention_check(p_list, p_draft);
  perform 1 from draft d where d.authority_id = app_authority() and d.id = p_draft and d.closed_how in ('sent_another_way', 'not_needed') and d.contact_id is null and d.result_id is null for update;
  if not found then raise exception 'retention: the report was not put away' using errcode = 'insufficient_privilege'; end if;
  v_total := retention_take_drafts(array[p_draft]);
  perform set_config('app.taking', '', true);
  return v_total;
end $$;

-- Reports that were put away unsent, by day, for the product to reckon with: whose they are and what is in them is nobody's.
create function retention_drafts(p_before timestamptz) returns table (id uuid, closed_at timestamptz) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_role() <> 'system' then raise exception 'retention: not allowed' using errcode = 'insufficient_privilege'; end if;
  return query select d.id, d.closed_at from draft d where d.authority_id = app_authority() and d.kind in ('report', 'call') and d.closed_how in ('sent_another_way', 'not_needed') and d.result_id is null and d.closed_at < p_before;
end $$;
-- It reads while nothing is taken: only what it gives out.
create policy draft_put_away on draft for select to doorstep_owner using (authority_id = (select app_authority()) and kind in ('report', 'call') and closed_how in ('sent_another_way', 'not_needed'));

revoke all on function retention_delete_contact(uuid, uuid, jsonb), retention_delete_draft(uuid, uuid), retention_drafts(timestamptz) from public;
grant execute on function retention_delete_contact(uuid, uuid, jsonb), retention_delete_draft(uuid, uuid), retention_drafts(timestamptz) to doorstep_app;
