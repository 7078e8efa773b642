-- Looking somebody up (issue 4, section 2; docs/decisions/0039): every search and every person opened is a row with its reason,
-- its id is short-lived and its searcher's alone; who looked up themselves, a colleague or many is an alarm for managers.

-- The owner, too, is bound by the policies when a foreign key is checked: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table people_search (
  authority_id text not null,
  id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- Until when its results are shown; what was typed is forgotten after that.
  until_at timestamptz(6) not null,
  -- What was typed, by field; null once it is forgotten.
  typed jsonb,
  -- By what was looked; empty where what was typed could not be looked up.
  ways text[],
  reason_code text not null,
  reason_words text not null,
  -- Whom the words typed name among those who work here: self | colleague.
  about text[],
  constraint people_search_pkey primary key (authority_id, id),
  constraint people_search_about check (about is not null and ways is not null and about <@ array['self', 'colleague'])
);
create index people_search_authority_id_at_idx on people_search (authority_id, at);
create index people_search_authority_id_by_at_idx on people_search (authority_id, by, at);

create table person_look (
  authority_id text not null,
  id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  until_at timestamptz(6) not null,
  -- The search it was opened from; null where it was a contact.
  search_id uuid,
  contact_id uuid not null,
  contact_person_id uuid not null,
  about text[],
  constraint person_look_pkey primary key (authority_id, id),
  constraint person_look_about check (about is not null and about <@ array['self', 'colleague']),
  constraint person_look_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint person_look_authority_id_search_id_fkey foreign key (authority_id, search_id) references people_search (authority_id, id) on delete restrict on update cascade
);
create index person_look_authority_id_at_idx on person_look (authority_id, at);
create index person_look_authority_id_by_at_idx on person_look (authority_id, by, at);
create index person_look_authority_id_contact_id_idx on person_look (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['people_search', 'person_look'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (by = (select app_actor()) or (select app_role()) = ''system''))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and by = (select app_actor()) and (select app_writes_casework()))', t || '_add', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
end $$;
create policy person_look_may_open on person_look as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
-- What was typed is forgotten; nothing else of a search changes.
create policy people_search_forget on people_search for update using (authority_id = (select app_authority()) and (select app_role()) = 'system')
  with check (authority_id = (select app_authority()) and (select app_role()) = 'system' and typed is null);
grant update (typed) on people_search to doorstep_app;

-- Three more alarms, about no contact, for managers and never for the one whom they are about: the occasion begins with that account.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many')) = (contact_id is null));
create policy alarm_for_managers on alarm as restrictive to doorstep_app
  using (kind not in ('looked_up_self', 'looked_up_colleague', 'looked_up_many') or (select app_role()) = 'system' or ((select app_role()) = 'manager' and split_part(occasion, ' ', 1) <> (select app_actor())::text))
  with check (kind not in ('looked_up_self', 'looked_up_colleague', 'looked_up_many') or (select app_role()) = 'system' or ((select app_role()) = 'manager' and split_part(occasion, ' ', 1) <> (select app_actor())::text));

-- An address that is kept secret later leaves every key it is in, those of the search too (domain 7.6).
create or replace function person_key_forget_address() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from person_key k where k.authority_id = new.authority_id and k.contact_person_id = new.id and k.kind in ('birth_home', 'home_given', 'home_family', 'address_initial', 'postcode', 'address');
  return null;
end $$;
