-- A second factor, and what a session knows of how it was opened (issue 5, part 2; docs/decisions/0042). A factor is its account's,
-- like the password, and so of no authority; who resets it for somebody is written down in the authority where they did.

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

-- 1. Codes of an authenticator app. The secret is sealed for its row; the last step used makes each code good once.
create table account_totp (
  id uuid not null,
  account_id uuid not null,
  sealed text not null,
  made_at timestamptz(6) not null,
  confirmed_at timestamptz(6),
  last_step bigint,
  ended_at timestamptz(6),
  ended_how text,
  constraint account_totp_pkey primary key (id),
  constraint account_totp_account_id_fkey foreign key (account_id) references account (id) on delete restrict on update cascade,
  constraint account_totp_confirmed check ((confirmed_at is null) = (last_step is null)),
  constraint account_totp_ended check ((ended_at is null) = (ended_how is null) and (ended_how is null or ended_how in ('replaced', 'removed', 'reset')))
);
create index account_totp_account_id_idx on account_totp (account_id);
create unique index account_totp_one_live on account_totp (account_id) where ended_at is null and confirmed_at is not null;

alter table account_totp enable row level security;
alter table account_totp force row level security;
create policy account_totp_own on account_totp to doorstep_app using (account_id = (select app_actor())) with check (account_id = (select app_actor()));
-- The functions below, and the change of the key that seals.
create policy account_totp_owner on account_totp to doorstep_owner using (true) with check (true);
grant select, insert, update (confirmed_at, last_step, ended_at, ended_how) on account_totp to doorstep_app;

-- 2. Who gave somebody back their way in, how they made sure who it was, and why.
create table second_factor_reset (
  authority_id text not null,
  id uuid not null,
  account_id uuid not null,
  by uuid not null,
  at timestamptz(6) not null,
  how text not null,
  why text not null,
  constraint second_factor_reset_pkey primary key (authority_id, id),
  constraint second_factor_reset_account_id_fkey foreign key (account_id) references account (id) on delete restrict on update cascade,
  constraint second_factor_reset_another check (by <> account_id),
  constraint second_factor_reset_how check (how in ('face_to_face', 'video', 'known_number')),
  constraint second_factor_reset_why check (length(btrim(why)) > 0)
);
create index second_factor_reset_authority_id_at_idx on second_factor_reset (authority_id, at);
alter table second_factor_reset enable row level security;
alter table second_factor_reset force row level security;
create policy second_factor_reset_read on second_factor_reset for select to doorstep_app
  using (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'area_administrator', 'auditor', 'system'));
create policy second_factor_reset_add on second_factor_reset for insert to doorstep_app
  with check (authority_id = (select app_authority()) and by = (select app_actor()) and (select app_role()) in ('manager', 'area_administrator'));
grant select, insert on second_factor_reset to doorstep_app;

-- Who of this authority has a second factor, for those who may reset it: never what it is.
create function second_factors_here() returns table (account_id uuid, app boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_role() not in ('manager', 'area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  return query select distinct t.account_id, true from account_totp t join membership m on m.account_id = t.account_id and m.authority_id = app_authority()
    where t.ended_at is null and t.confirmed_at is not null;
end $$;

-- Takes every factor of somebody who works here away and ends their sessions in every authority; false where there was none.
create function second_factor_reset(p_account uuid, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  if app_role() not in ('manager', 'area_administrator') or app_actor() = p_account
     or not exists (select 1 from membership m where m.authority_id = app_authority() and m.account_id = p_account and m.disabled_at is null) then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  update account_totp set ended_at = p_at, ended_how = 'reset' where account_id = p_account and ended_at is null and confirmed_at is not null;
  get diagnostics v_count = row_count;
  if v_count = 0 then return false; end if;
  update session set revoked_at = p_at where account_id = p_account and revoked_at is null;
  return true;
end $$;

-- 3. Tries at a second factor are counted as those at a password are, by keyed digest.
create function attempts_counted(p_digest bytea, p_at timestamptz) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_digest, 'hex'), 0));
  delete from sign_in_attempt s where s.digest = p_digest and s.at < p_at - interval '15 minutes';
  insert into sign_in_attempt (digest, at) values (p_digest, p_at);
  return (select count(*)::int from sign_in_attempt s where s.digest = p_digest);
end $$;

-- 4. A session: how far it is open, when its person last proved themselves, and in which browser.
alter table session add column proved_at timestamptz(6);
alter table session add column agent text not null default '';
alter table session add constraint session_stage check (stage in ('full', 'second', 'enrol'));
alter table session add constraint session_agent check (length(agent) <= 300);

drop function session_lookup(bytea, timestamptz);
create function session_lookup(p_token_hash bytea, p_at timestamptz)
  returns table (session_id uuid, authority_id text, account_id uuid, membership_id uuid, name text, email text, role text, agency_id uuid, agency_name text, agency_kind text,
    qualified boolean, job_title text, phone text, amr text, stage text, created_at timestamptz, seen_at timestamptz, expires_at timestamptz, preferences jsonb, live boolean, proved_at timestamptz)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
    select s.id, s.authority_id, s.account_id, s.membership_id, a.name, a.email, m.role, m.agency_id, g.name, g.kind, m.qualified, m.job_title, m.phone, s.amr, s.stage,
      s.created_at, s.seen_at, s.expires_at, a.preferences,
      (s.revoked_at is null and m.disabled_at is null) as live, s.proved_at
    from session s
      join account a on a.id = s.account_id
      join membership m on m.authority_id = s.authority_id and m.id = s.membership_id
      left join agency g on g.authority_id = m.authority_id and g.id = m.agency_id
    where s.token_hash = p_token_hash;
  -- Seen at most once a minute: a read should not cost a write.
  update session s set seen_at = p_at
    where s.token_hash = p_token_hash and s.revoked_at is null and s.seen_at < p_at - interval '1 minute' and s.seen_at > p_at - interval '30 minutes' and s.expires_at > p_at;
end $$;

-- 5. Whatever ends or narrows a session is told to the streams that are open on it: authority and kind, as everything live.
create function session_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstep', new.authority_id || ':session');
  return null;
end $$;
create trigger session_told after update on session for each row
  when (old.revoked_at is distinct from new.revoked_at or old.stage is distinct from new.stage or old.token_hash is distinct from new.token_hash) execute function session_changed();
create trigger membership_told after update on membership for each row
  when (old.disabled_at is distinct from new.disabled_at or old.role is distinct from new.role) execute function session_changed();

-- 6. Where an area begins to ask for a second factor, or a role does, whoever is in without one is led to enrol at the next click.
create function sessions_enrol(p_membership uuid, p_roles text[]) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  if app_role() not in ('area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  update session s set stage = 'enrol' from membership m
    where s.authority_id = app_authority() and s.revoked_at is null and s.stage = 'full' and s.amr !~ '(otp|passkey|mfa)'
      and m.authority_id = s.authority_id and m.id = s.membership_id and m.role = any (p_roles) and (p_membership is null or m.id = p_membership)
      -- Who has one gave it, or signs in with it the next time.
      and not exists (select 1 from account_totp t where t.account_id = s.account_id and t.ended_at is null and t.confirmed_at is not null);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

revoke all on function second_factors_here() from public;
revoke all on function second_factor_reset(uuid, timestamptz) from public;
revoke all on function attempts_counted(bytea, timestamptz) from public;
revoke all on function session_lookup(bytea, timestamptz) from public;
revoke all on function session_changed() from public;
revoke all on function sessions_enrol(uuid, text[]) from public;
grant execute on function second_factors_here(), second_factor_reset(uuid, timestamptz), attempts_counted(bytea, timestamptz), session_lookup(bytea, timestamptz), session_changed(), sessions_enrol(uuid, text[]) to doorstep_app;
