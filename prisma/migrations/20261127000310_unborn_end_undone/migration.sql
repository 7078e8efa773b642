-- An end of a pregnancy that was recorded by mistake is undone by a named person with a reason (domain 7.12). The record of
-- the end stays, and so does the undoing: both are only added.

-- The owner, too, is bound by the policies when a foreign key is checked: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

-- How often an end of this child was undone before: a child is born once and a pregnancy ends once in each round.
alter table unborn_state add column round integer not null default 0;
drop index unborn_state_ends_once;
create unique index unborn_state_ends_once on unborn_state (authority_id, person_id, round) where state in ('born', 'pregnancy_ended');

create table unborn_end_undone (
  authority_id text not null,
  -- The entry of the end that is undone: once.
  end_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  reason text not null check (length(btrim(reason)) > 0),
  constraint unborn_end_undone_pkey primary key (authority_id, end_id),
  constraint unborn_end_undone_authority_id_end_id_fkey foreign key (authority_id, end_id) references unborn_state (authority_id, id) on delete restrict on update cascade,
  constraint unborn_end_undone_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index unborn_end_undone_authority_id_contact_id_idx on unborn_end_undone (authority_id, contact_id);
alter table unborn_end_undone enable row level security;
alter table unborn_end_undone force row level security;
create policy unborn_end_undone_read on unborn_end_undone for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy unborn_end_undone_add on unborn_end_undone for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy unborn_end_undone_may_open on unborn_end_undone as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
grant select, insert on unborn_end_undone to doorstep_app;
