-- Who is on when (safe practice 7.1): shifts with ordered cover, and absences with who stands in.

create table rota_shift (
    authority_id text not null,
    id uuid not null,
    post text not null,
    account_id uuid not null,
    cover_order integer not null,
    from_at timestamptz(6) not null,
    to_at timestamptz(6) not null,
    made_at timestamptz(6) not null,
    made_by uuid not null,
    ended_at timestamptz(6),
    ended_by uuid,
    constraint rota_shift_pkey primary key (authority_id, id)
);
create index rota_shift_authority_id_to_at_idx on rota_shift (authority_id, to_at);
alter table rota_shift add constraint rota_shift_post check (post in ('duty_manager', 'duty_social_worker', 'emergency_duty_worker', 'emergency_duty_manager'));
alter table rota_shift add constraint rota_shift_order check (cover_order between 1 and 3);
alter table rota_shift add constraint rota_shift_time check (from_at < to_at);
-- Copying a week twice is copying it once.
create unique index rota_shift_once on rota_shift (authority_id, post, account_id, from_at, to_at) where ended_at is null;

create table rota_absence (
    authority_id text not null,
    id uuid not null,
    account_id uuid not null,
    covered_by uuid,
    from_at timestamptz(6) not null,
    to_at timestamptz(6) not null,
    made_at timestamptz(6) not null,
    made_by uuid not null,
    ended_at timestamptz(6),
    ended_by uuid,
    constraint rota_absence_pkey primary key (authority_id, id)
);
create index rota_absence_authority_id_to_at_idx on rota_absence (authority_id, to_at);
alter table rota_absence add constraint rota_absence_time check (from_at < to_at);
alter table rota_absence add constraint rota_absence_other check (covered_by <> account_id);

-- Everybody who works here or audits may see who is on; a manager makes it.
do $$
declare t text;
begin
  foreach t in array array['rota_shift', 'rota_absence']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for all using (authority_id = (select app_authority()) and (select app_role()) in (''manager'', ''system'')) with check (authority_id = (select app_authority()) and (select app_role()) in (''manager'', ''system''))', t || '_write', t);
  end loop;
end $$;
-- Who was on stays as it was: a shift is taken out and made anew, never rewritten.
grant select, insert, update (ended_at, ended_by) on rota_shift, rota_absence to doorstep_app;
