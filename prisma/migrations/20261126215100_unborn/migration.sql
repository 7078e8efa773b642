-- The unborn (domain 7.12): expected, born, moved, pregnancy ended, each as a row that says who, when and on what
-- evidence; the children who were born stand beside the unborn they were.

alter table contact_person add column born_as uuid;
-- The check of what is there already runs as the owner, who for that moment is not asked who they are.
alter table contact_person no force row level security;
alter table contact_person add constraint contact_person_authority_id_born_as_fkey foreign key (authority_id, born_as) references contact_person (authority_id, id) on delete restrict on update cascade;
alter table contact_person force row level security;
create index contact_person_authority_id_born_as_idx on contact_person (authority_id, born_as);

create table unborn_state (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  person_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  state text not null,
  record jsonb not null,
  constraint unborn_state_pkey primary key (authority_id, id),
  constraint unborn_state_authority_id_person_id_fkey foreign key (authority_id, person_id) references contact_person (authority_id, id) on delete restrict on update cascade,
  constraint unborn_state_state check (state in ('expected', 'born', 'moved', 'pregnancy_ended'))
);
create index unborn_state_authority_id_contact_id_idx on unborn_state (authority_id, contact_id);
-- A child is born once, and a pregnancy ends once; whichever is first.
create unique index unborn_state_ends_once on unborn_state (authority_id, person_id) where state in ('born', 'pregnancy_ended');
alter table unborn_state enable row level security;
alter table unborn_state force row level security;
create policy unborn_state_read on unborn_state for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy unborn_state_write on unborn_state for all using (authority_id = (select app_authority()) and (select app_writes_casework()))
  with check (authority_id = (select app_authority()) and (select app_writes_casework()));
grant select, insert on unborn_state to doorstep_app;
