-- What was recorded as sent is put right by a record of its own (safe practice 13 and 16; docs/decisions/0057): each says whole what the
-- fact says from then on, or that it was never sent. Nothing of the fact is changed. A request that such a fact had answered is open again.
create unique index outbound_fact_authority_id_contact_id_id_key on outbound_fact (authority_id, contact_id, id);

create table outbound_correction (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  outbound_id uuid not null,
  -- The correction that stood before this one; null for the first.
  replaces_id uuid,
  at timestamptz(6) not null,
  by uuid not null,
  -- Then the rest says what stood until now.
  never_sent boolean not null,
  why text not null,
  agency text not null,
  recipient text not null,
  recipient_role text not null,
  categories text[],
  words text not null,
  how text not null,
  sent_at timestamptz(6) not null,
  basis_id uuid,
  confidence text,
  ground text not null,
  openness_id uuid,
  request_id uuid,
  authorised_by uuid,
  level integer not null,
  constraint outbound_correction_pkey primary key (authority_id, id),
  constraint outbound_correction_why check (length(btrim(why)) > 0),
  constraint outbound_correction_words check (length(btrim(agency)) > 0 and length(btrim(words)) > 0 and cardinality(categories) > 0),
  constraint outbound_correction_not_ahead check (sent_at <= at),
  -- As of the fact itself.
  constraint outbound_correction_ground check (
    case ground when 'level_4' then level = 4 and openness_id is null and request_id is null
      when 'told_and_agreed' then openness_id is not null and request_id is null
      when 'manager_agreed' then request_id is not null and openness_id is null
      when 'none' then openness_id is null and request_id is null and sent_at < at
      else false end),
  constraint outbound_correction_authority check ((ground = 'none') = (authorised_by is null) and (ground = 'none' or basis_id is not null)),
  constraint outbound_correction_confidence check (ground = 'none' or not ('health' = any (categories)) or confidence is not null),
  constraint outbound_correction_authority_id_contact_id_outbound_id_fkey foreign key (authority_id, contact_id, outbound_id) references outbound_fact (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint outbound_correction_authority_id_basis_id_fkey foreign key (authority_id, basis_id) references sharing_basis (authority_id, id) on delete restrict on update cascade,
  constraint outbound_correction_authority_id_openness_id_fkey foreign key (authority_id, openness_id) references family_openness (authority_id, id) on delete restrict on update cascade,
  constraint outbound_correction_authority_id_request_id_fkey foreign key (authority_id, request_id) references checks_request (authority_id, id) on delete restrict on update cascade
);
create index outbound_correction_authority_id_contact_id_outbound_id_idx on outbound_correction (authority_id, contact_id, outbound_id);
-- One after the other: whoever did not see the last puts nothing in its place.
create unique index outbound_correction_in_turn on outbound_correction (authority_id, outbound_id, coalesce(replaces_id, '00000000-0000-0000-0000-000000000000'));

create table information_reopened (
  authority_id text not null,
  id uuid not null,
  request_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- What was put right, so that it answers no more.
  correction_id uuid not null,
  constraint information_reopened_pkey primary key (authority_id, id),
  constraint information_reopened_authority_id_request_id_fkey foreign key (authority_id, request_id) references information_request (authority_id, id) on delete restrict on update cascade,
  constraint information_reopened_authority_id_correction_id_fkey foreign key (authority_id, correction_id) references outbound_correction (authority_id, id) on delete restrict on update cascade
);
create index information_reopened_authority_id_contact_id_idx on information_reopened (authority_id, contact_id);
create unique index information_reopened_authority_id_request_id_correction_id_key on information_reopened (authority_id, request_id, correction_id);

-- What became of it then, once for each time that it was open again.
create table information_answer_anew (
  authority_id text not null,
  reopened_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  outcome text not null,
  outbound_id uuid,
  checked_how text not null,
  checked_at timestamptz(6),
  reason text not null,
  constraint information_answer_anew_pkey primary key (authority_id, reopened_id),
  constraint information_answer_anew_outcome check (outcome in ('given', 'refused') and (outcome = 'given') = (outbound_id is not null)),
  constraint information_answer_anew_checked check (outcome <> 'given' or (length(btrim(checked_how)) > 0 and checked_at is not null and checked_at <= at)),
  constraint information_answer_anew_reason check (outcome <> 'refused' or length(btrim(reason)) > 0),
  constraint information_answer_anew_authority_id_reopened_id_fkey foreign key (authority_id, reopened_id) references information_reopened (authority_id, id) on delete restrict on update cascade,
  constraint information_answer_anew_authority_id_outbound_id_fkey foreign key (authority_id, outbound_id) references outbound_fact (authority_id, id) on delete restrict on update cascade
);
create index information_answer_anew_authority_id_contact_id_idx on information_answer_anew (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['outbound_correction', 'information_reopened', 'information_answer_anew'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('create policy %I on %I for select to doorstep_owner using (authority_id = (select app_authority()))', t || '_rewrite_found', t);
    execute format('create policy %I on %I for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()))', t || '_rewrite', t);
    execute format('grant select, insert on %I to doorstep_app', t);
    perform retention_cover(t);
  end loop;
end $$;

-- Whoever recorded it, or a manager, in their own name.
create policy outbound_correction_whose on outbound_correction as restrictive for insert to doorstep_app with check (
  by = (select app_actor()) and ((select app_role()) = 'manager'
    or exists (select 1 from outbound_fact f where f.authority_id = outbound_correction.authority_id and f.id = outbound_correction.outbound_id and f.by = (select app_actor()))));

-- As of the fact itself: basis and request are about whom it is about, and a manager had agreed by the time at which it is said to have gone.
create policy outbound_correction_about_them on outbound_correction as restrictive for insert to doorstep_app with check (
  never_sent or exists (select 1 from outbound_fact f where f.authority_id = outbound_correction.authority_id and f.id = outbound_correction.outbound_id
    and (outbound_correction.basis_id is null or exists (select 1 from sharing_basis b where b.authority_id = f.authority_id and b.id = outbound_correction.basis_id and b.contact_id = f.contact_id
      and app_about_them(f.contact_id, b.person_id, f.person_id)))
    and (outbound_correction.request_id is null or exists (select 1 from checks_request r join checks_answer a on a.authority_id = r.authority_id and a.request_id = r.id
      where r.authority_id = f.authority_id and r.id = outbound_correction.request_id and r.contact_id = f.contact_id and a.verdict = 'agreed' and a.at <= outbound_correction.sent_at
      and app_about_them(f.contact_id, r.person_id, f.person_id)))));
