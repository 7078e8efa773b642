-- Each call that agreed something with its caller gets a letter of its own, also where it was put to a contact that was there before
-- (issue 4, section 1; domain 5.1, 7.9; docs/decisions/0036). What its letter is made of stands here, apart from the contact.

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table put_call (
  authority_id text not null,
  -- The key of the call, by which it was put there.
  key uuid not null,
  contact_id uuid not null,
  -- Of the call's own, looking like any other: the contact's would say that we knew the child.
  reference text not null,
  at timestamptz(6) not null,
  taken_by uuid not null,
  began_at timestamptz(6) not null,
  kind text not null,
  name text not null,
  email text not null,
  agency_id uuid,
  class text not null,
  source_code text not null,
  verified text,
  -- What they said of reaching them safely.
  reaching jsonb not null,
  -- Their own words of what happened, without addresses and without what is kept secret of the contact.
  said text not null,
  -- Everybody whom they named: not for a letter by post.
  names text[],
  constraint put_call_pkey primary key (authority_id, key),
  constraint put_call_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint put_call_verified check (verified is null or verified in ('known', 'rung_back', 'not_verified'))
);
create unique index put_call_authority_id_reference_key on put_call (authority_id, reference);
create unique index put_call_authority_id_contact_id_key_key on put_call (authority_id, contact_id, key);

-- What was agreed in such a call; null: in the call that the contact came of.
alter table call_agreed add column call_key uuid;
alter table call_agreed add constraint call_agreed_authority_id_contact_id_call_key_fkey foreign key (authority_id, contact_id, call_key) references put_call (authority_id, contact_id, key) on delete restrict on update cascade;

-- A caller's address that was heard or typed wrongly, put right afterwards: what stood before stays beside it.
create table caller_correction (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  -- Null: of the call that the contact came of.
  call_key uuid,
  at timestamptz(6) not null,
  by uuid not null,
  email text not null,
  email_before text not null,
  -- The way that they say is safe; empty where they did not say.
  safe_way text not null,
  safe_way_before text not null,
  why text not null,
  constraint caller_correction_pkey primary key (authority_id, id),
  constraint caller_correction_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint caller_correction_authority_id_contact_id_call_key_fkey foreign key (authority_id, contact_id, call_key) references put_call (authority_id, contact_id, key) on delete restrict on update cascade,
  constraint caller_correction_why check (length(btrim(why)) > 0 or email_before = ''),
  constraint caller_correction_changes check (email <> email_before or safe_way <> safe_way_before or email_before = '')
);
create index caller_correction_authority_id_contact_id_idx on caller_correction (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['put_call', 'caller_correction'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('create policy %I on %I for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('grant select, insert on %I to doorstep_app', t);
    execute format('create policy %I on %I to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()))', t || '_keeper', t);
  end loop;
end $$;

-- Who rang about a contact whose source is protected afterwards may be that source (safe practice 14): who it was goes with it, out of
-- their letters too, and a message that has not left leaves no more, since it would go to the source.
create function put_call_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c record;
begin
  for c in select key, name from put_call where authority_id = new.authority_id and contact_id = new.id and name <> '' loop
    update letter set body = replace(body::text, trim(both '"' from to_json(c.name)::text), 'Protected source')::jsonb
      where authority_id = new.authority_id and contact_id = new.id and occasion = c.key::text;
  end loop;
  delete from message m using letter l where m.authority_id = new.authority_id and l.authority_id = new.authority_id and l.id = m.letter_id and l.contact_id = new.id and m.state <> 'sent'
    and l.occasion in (select key::text from put_call where authority_id = new.authority_id and contact_id = new.id);
  update put_call set name = '', email = '', agency_id = null, class = 'protected', source_code = '10', verified = null, reaching = '{}', said = '', names = '{}' where authority_id = new.authority_id and contact_id = new.id;
  update caller_correction set email = '', email_before = '', safe_way = '', safe_way_before = '', why = '' where authority_id = new.authority_id and contact_id = new.id;
  return null;
end $$;
revoke all on function put_call_forget() from public;
create trigger put_call_forget after update of sealed on contact for each row when (new.sealed and not old.sealed) execute function put_call_forget();

-- The same of who was rung: that they asked to be, or had booked a time, and in which call it was (safe practice 14). What is still owed stays owed.
create policy ring_back_keeper on ring_back to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy talk_booking_keeper on talk_booking to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create function line_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_source constant uuid := '00000000-0000-0000-0000-000000000002';
  v_calls uuid[] := array(select id from draft where authority_id = new.authority_id and kind = 'call' and result_id = new.id);
  v_bookings uuid[] := array(select booking_id from ring_back where authority_id = new.authority_id and draft_id = any (v_calls) and booking_id is not null);
begin
  update talk_booking set name = 'Protected', role = '', agency_id = null, agency_name = '', about = '', account_id = null, draft_id = null, booked_by = v_source,
      ended_why = case when ended_at is null then ended_why else 'Spoken with' end
    where authority_id = new.authority_id and (draft_id = any (v_calls) or id = any (v_bookings));
  update ring_back set name = 'Protected', role = '', agency_id = null, agency_name = '', about = '', account_id = null, draft_id = null, asked_by = v_source, request_id = null,
      ended_why = case when ended_at is null then ended_why else 'Spoken with' end
    where authority_id = new.authority_id and draft_id = any (v_calls);
  return null;
end $$;
revoke all on function line_forget() from public;
create trigger line_forget after update of sealed on contact for each row when (new.sealed and not old.sealed) execute function line_forget();
