-- An index of people for each authority (issue 4, section 2; docs/decisions/0034): keys by which children of two contacts are
-- found to be weighed against each other, and what a person decided. Nothing is joined by itself, and nothing is deleted:
-- a link ends, and both histories stay. Each row belongs to a contact and is seen by whoever may open that contact.

-- The owner, too, is bound by the policies when a foreign key is checked: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

-- Somebody, as far as a person decided which children of which contacts they are. It holds nothing of its own.
create table person (
  authority_id text not null,
  id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  constraint person_pkey primary key (authority_id, id)
);

-- Equalities by which a child is found; never a protected address or telephone (domain 7.6).
create table person_key (
  authority_id text not null,
  contact_id uuid not null,
  contact_person_id uuid not null,
  kind text not null,
  key text not null,
  constraint person_key_pkey primary key (authority_id, kind, key, contact_person_id),
  constraint person_key_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade
);
create index person_key_authority_id_contact_person_id_idx on person_key (authority_id, contact_person_id);

-- What a person decided of two children, or of one; the newest of a pair holds, and all stay.
create table match_decision (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  contact_person_id uuid not null,
  -- The child of another contact; null where the decision is about the first child alone.
  other_contact_id uuid,
  other_person_id uuid,
  outcome text not null,
  at timestamptz(6) not null,
  by uuid not null,
  reason text not null,
  constraint match_decision_pkey primary key (authority_id, id),
  constraint match_decision_outcome check (outcome in ('same', 'not_same', 'not_sure', 'new', 'undone')),
  constraint match_decision_pair check ((other_person_id is null) = (other_contact_id is null) and (other_person_id is null) = (outcome = 'new') and other_contact_id is distinct from contact_id),
  constraint match_decision_reason check (outcome not in ('not_same', 'undone') or length(btrim(reason)) > 0),
  constraint match_decision_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint match_decision_authority_id_other_contact_id_other_person__fkey foreign key (authority_id, other_contact_id, other_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade
);
create index match_decision_authority_id_contact_person_id_at_idx on match_decision (authority_id, contact_person_id, at);
create index match_decision_authority_id_other_person_id_at_idx on match_decision (authority_id, other_person_id, at);

create table person_link (
  authority_id text not null,
  id uuid not null,
  person_id uuid not null,
  contact_id uuid not null,
  contact_person_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  decision_id uuid not null,
  ended_at timestamptz(6),
  ended_by uuid,
  ended_decision_id uuid,
  constraint person_link_pkey primary key (authority_id, id),
  constraint person_link_ended check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_decision_id is null)),
  constraint person_link_authority_id_person_id_fkey foreign key (authority_id, person_id) references person (authority_id, id) on delete restrict on update cascade,
  constraint person_link_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint person_link_authority_id_decision_id_fkey foreign key (authority_id, decision_id) references match_decision (authority_id, id) on delete restrict on update cascade,
  constraint person_link_authority_id_ended_decision_id_fkey foreign key (authority_id, ended_decision_id) references match_decision (authority_id, id) on delete restrict on update cascade
);
create index person_link_authority_id_person_id_idx on person_link (authority_id, person_id);
create index person_link_authority_id_contact_person_id_idx on person_link (authority_id, contact_person_id);
create index person_link_authority_id_contact_id_idx on person_link (authority_id, contact_id);
-- A child of a contact is one person at a time, and two children of one contact are never the same one: twins.
create unique index person_link_one_person on person_link (authority_id, contact_person_id) where ended_at is null;
create unique index person_link_two_children on person_link (authority_id, person_id, contact_id) where ended_at is null;

do $$
declare t text;
begin
  foreach t in array array['person', 'person_key', 'match_decision', 'person_link'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
end $$;
create policy person_key_may_open on person_key as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
create policy match_decision_may_open on match_decision as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
create policy match_decision_other_may_open on match_decision as restrictive to doorstep_app using (app_may_open(other_contact_id)) with check (app_may_open(other_contact_id));
create policy person_link_may_open on person_link as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
-- Somebody of whom the reader may open nothing is not there, nor counted.
create policy person_may_open on person as restrictive for select to doorstep_app using (
  (select app_role()) = 'system' or exists (select 1 from person_link l where l.authority_id = person.authority_id and l.person_id = person.id));

-- A link may end, once; nothing else of it changes.
create policy person_link_end on person_link for update using (authority_id = (select app_authority()) and (select app_writes_casework()) and ended_at is null)
  with check (authority_id = (select app_authority()) and (select app_writes_casework()));
grant update (ended_at, ended_by, ended_decision_id) on person_link to doorstep_app;

-- An address that is kept secret later leaves the index at once (domain 7.6): the one thing that is ever deleted from it.
create policy person_key_forget on person_key for delete to doorstep_owner using (authority_id = (select app_authority()));
create policy person_key_forget_find on person_key for select to doorstep_owner using (authority_id = (select app_authority()));
create function person_key_forget_address() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from person_key k where k.authority_id = new.authority_id and k.contact_person_id = new.id and k.kind in ('birth_home', 'home_given', 'home_family', 'address_initial');
  return null;
end $$;
revoke all on function person_key_forget_address() from public;
create trigger person_key_forget_address after update of details on contact_person for each row
  when (old.details->>'address' is distinct from new.details->>'address' or old.details->>'postcode' is distinct from new.details->>'postcode'
    or old.details->>'keepAddressSecret' is distinct from new.details->>'keepAddressSecret') execute function person_key_forget_address();
