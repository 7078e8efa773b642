-- How often something was done within a time (issue 5, sections 1 and 2): counts under keyed digests, which say nothing of anybody
-- and belong to no authority. The shape is that of rate-limiter-flexible.
create table rate_limit (
  key varchar(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey primary key (key)
);
create index rate_limit_expire_idx on rate_limit (expire);
grant select, insert, update on rate_limit to doorstep_app;
create function rate_limit_clear(p_before bigint) returns void language sql security definer
begin atomic
  delete from rate_limit where expire < p_before;
end;
revoke all on function rate_limit_clear(bigint) from public;
grant execute on function rate_limit_clear(bigint) to doorstep_app;

-- What somebody must be told of a machine: it sends more than it may, which is taken all the same, or something too large to take.
-- One row for each hour.
create table machine_trouble (
  authority_id text not null,
  id uuid not null,
  key_id uuid not null,
  system_name text not null,
  what text not null,
  hour timestamptz(6) not null,
  last_at timestamptz(6) not null,
  times integer not null default 1,
  constraint machine_trouble_pkey primary key (authority_id, id),
  constraint machine_trouble_what check (what in ('over_limit', 'too_large')),
  constraint machine_trouble_times check (times > 0)
);
create unique index machine_trouble_once on machine_trouble (authority_id, key_id, what, hour);
create index machine_trouble_authority_id_last_at_idx on machine_trouble (authority_id, last_at);
alter table machine_trouble enable row level security;
alter table machine_trouble force row level security;
create policy machine_trouble_read on machine_trouble for select using (authority_id = (select app_authority()) and ((select app_reads_casework()) or (select app_role()) = 'area_administrator'));
create policy machine_trouble_add on machine_trouble for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy machine_trouble_change on machine_trouble for update using (authority_id = (select app_authority()) and (select app_role()) = 'system') with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant select, insert, update (last_at, times) on machine_trouble to doorstep_app;

alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble')) = (contact_id is null));
