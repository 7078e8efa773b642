-- A call that does not become a contact is counted all the same, with the reason for which it was put away: a consultation that was
-- called something else, and a call about a child, are in the figures (safe practice 2; docs/decisions/0035). Who rang stays with the call.
create table put_away_call (
  authority_id text not null,
  draft_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  began_at timestamptz(6) not null,
  kind text not null,
  -- It had been called a consultation at some time.
  consulted boolean not null,
  about_child boolean not null,
  -- What the guide proposed on what was said.
  level integer not null,
  how text not null,
  why text not null,
  constraint put_away_call_pkey primary key (authority_id, draft_id),
  constraint put_away_call_level check (level between 1 and 4),
  constraint put_away_call_how check (how in ('sent_another_way', 'not_needed')),
  constraint put_away_call_why check (length(btrim(why)) > 0)
);
create index put_away_call_authority_id_at_idx on put_away_call (authority_id, at);
alter table put_away_call enable row level security;
alter table put_away_call force row level security;
-- The reason may name somebody: it is for those who answer for how calls are taken.
create policy put_away_call_read on put_away_call for select to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'auditor', 'system'));
create policy put_away_call_add on put_away_call for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant select, insert on put_away_call to doorstep_app;
