-- The emergency duty team's own decision, and hand-overs that a named person accepts (safe practice 1).

create table emergency_decision (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  key uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  outcome text not null,
  urgent boolean not null,
  document jsonb not null,
  constraint emergency_decision_pkey primary key (authority_id, id),
  constraint emergency_decision_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint emergency_decision_outcome check (outcome in ('acted', 'can_wait'))
);
create unique index emergency_decision_authority_id_key_key on emergency_decision (authority_id, key);
create index emergency_decision_authority_id_contact_id_idx on emergency_decision (authority_id, contact_id);

create table hand_over (
  authority_id text not null,
  id uuid not null,
  key uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  direction text not null,
  to_id uuid,
  note text not null,
  constraint hand_over_pkey primary key (authority_id, id),
  constraint hand_over_direction check (direction in ('to_day', 'to_night'))
);
create unique index hand_over_authority_id_key_key on hand_over (authority_id, key);
create index hand_over_authority_id_at_idx on hand_over (authority_id, at);

create table hand_over_item (
  authority_id text not null,
  hand_over_id uuid not null,
  contact_id uuid not null,
  line text not null,
  constraint hand_over_item_pkey primary key (authority_id, hand_over_id, contact_id),
  constraint hand_over_item_authority_id_hand_over_id_fkey foreign key (authority_id, hand_over_id) references hand_over (authority_id, id) on delete restrict on update cascade,
  constraint hand_over_item_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index hand_over_item_authority_id_contact_id_idx on hand_over_item (authority_id, contact_id);

create table hand_over_acceptance (
  authority_id text not null,
  hand_over_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  constraint hand_over_acceptance_pkey primary key (authority_id, hand_over_id, contact_id),
  constraint hand_over_acceptance_authority_id_hand_over_id_contact_id_fkey foreign key (authority_id, hand_over_id, contact_id)
    references hand_over_item (authority_id, hand_over_id, contact_id) on delete restrict on update cascade
);
create index hand_over_acceptance_authority_id_contact_id_idx on hand_over_acceptance (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['emergency_decision', 'hand_over', 'hand_over_item', 'hand_over_acceptance']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
  end loop;
end $$;
-- Insert and read: what was done, handed over and accepted stays as it was.
grant select, insert on emergency_decision, hand_over, hand_over_item, hand_over_acceptance to doorstep_app;
