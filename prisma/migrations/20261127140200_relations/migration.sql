-- Who somebody is to somebody, as a worker established it (issue 4, section 2; docs/decisions/0039): from when, until when, with
-- parental responsibility or without, and how it is known. Added to and never overwritten: an end, a mistake and its undoing are
-- rows of their own, of which the last holds.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table person_relation (
  authority_id text not null,
  id uuid not null,
  -- Both are named in this contact.
  contact_id uuid not null,
  contact_person_id uuid not null,
  other_person_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- What the other is to the first: "mother".
  relation text not null,
  parental_responsibility text not null,
  from_on date,
  until_on date,
  source text not null,
  constraint person_relation_pkey primary key (authority_id, id),
  constraint person_relation_responsibility check (parental_responsibility in ('yes', 'no', 'not_known')),
  constraint person_relation_said check (length(btrim(relation)) > 0 and length(btrim(source)) > 0 and contact_person_id <> other_person_id and (until_on is null or from_on is null or until_on >= from_on)),
  constraint person_relation_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint person_relation_authority_id_contact_id_other_person_id_fkey foreign key (authority_id, contact_id, other_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade
);
create unique index person_relation_authority_id_contact_id_id_key on person_relation (authority_id, contact_id, id);
create index person_relation_authority_id_contact_id_idx on person_relation (authority_id, contact_id);

create table person_relation_end (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  relation_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- ended: it was so, until a day · mistake: it never was · undone: what was said of its end does not hold
  how text not null,
  until_on date,
  why text not null,
  constraint person_relation_end_pkey primary key (authority_id, id),
  constraint person_relation_end_how check (how in ('ended', 'mistake', 'undone') and (until_on is null or how = 'ended') and length(btrim(why)) > 0),
  constraint person_relation_end_authority_id_contact_id_relation_id_fkey foreign key (authority_id, contact_id, relation_id) references person_relation (authority_id, contact_id, id) on delete restrict on update cascade
);
create index person_relation_end_authority_id_contact_id_idx on person_relation_end (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['person_relation', 'person_relation_end'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
end $$;
