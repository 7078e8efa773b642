-- Passkeys (issue 5, part 2; docs/decisions/0042): a second factor and, since the person is verified by their own device, the first one too.

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table account_passkey (
  id uuid not null,
  account_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text not null,
  name text not null,
  made_at timestamptz(6) not null,
  used_at timestamptz(6),
  ended_at timestamptz(6),
  ended_how text,
  constraint account_passkey_pkey primary key (id),
  constraint account_passkey_account_id_fkey foreign key (account_id) references account (id) on delete restrict on update cascade,
  constraint account_passkey_named check (length(btrim(name)) between 1 and 60),
  constraint account_passkey_ended check ((ended_at is null) = (ended_how is null) and (ended_how is null or ended_how in ('removed', 'reset')))
);
create unique index account_passkey_credential_id_key on account_passkey (credential_id);
create index account_passkey_account_id_idx on account_passkey (account_id);
alter table account_passkey enable row level security;
alter table account_passkey force row level security;
create policy account_passkey_own on account_passkey to doorstep_app using (account_id = (select app_actor())) with check (account_id = (select app_actor()));
create policy account_passkey_owner on account_passkey to doorstep_owner using (true) with check (true);
grant select, insert, update (name, ended_at, ended_how) on account_passkey to doorstep_app;

-- Something that is asked of a browser and good for one answer, within minutes. Nobody reads it but through the functions below.
create table sign_in_challenge (
  id uuid not null,
  kind text not null,
  -- Whose answer it must be; null where nobody has said yet who they are.
  account_id uuid,
  content text not null,
  expires_at timestamptz(6) not null,
  constraint sign_in_challenge_pkey primary key (id),
  constraint sign_in_challenge_kind check (kind in ('passkey_new', 'passkey', 'provider'))
);
create index sign_in_challenge_expires_at_idx on sign_in_challenge (expires_at);
alter table sign_in_challenge enable row level security;
alter table sign_in_challenge force row level security;
create policy sign_in_challenge_owner on sign_in_challenge to doorstep_owner using (true) with check (true);

-- Asks; and forgets what nobody answered.
create function challenge_add(p_id uuid, p_kind text, p_account uuid, p_content text, p_at timestamptz, p_until timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sign_in_challenge where expires_at <= p_at;
  insert into sign_in_challenge (id, kind, account_id, content, expires_at) values (p_id, p_kind, p_account, p_content, p_until);
end $$;
-- What was asked, to be shown again to the one it was asked of.
create function challenge_shown(p_id uuid, p_kind text, p_account uuid, p_at timestamptz) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select content from sign_in_challenge where id = p_id and kind = p_kind and account_id = p_account and expires_at > p_at $$;
-- Takes it up: of two answers one finds it.
create function challenge_taken(p_id uuid, p_kind text, p_account uuid, p_at timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v text;
begin
  delete from sign_in_challenge where id = p_id and kind = p_kind and account_id is not distinct from p_account and expires_at > p_at returning content into v;
  return v;
end $$;

-- Whose passkey this is, before anybody is an actor.
create function passkey_lookup(p_credential text) returns table (passkey_id uuid, account_id uuid, public_key bytea, counter bigint, memberships jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.account_id, k.public_key, k.counter, account_memberships(k.account_id) from account_passkey k where k.credential_id = p_credential and k.ended_at is null $$;
-- Counted on: false where its counter is not later than the last, which a copy of the key would show. A key that does not count says 0 always.
create function passkey_used(p_id uuid, p_counter bigint, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  update account_passkey set counter = p_counter, used_at = p_at where id = p_id and ended_at is null and (counter < p_counter or (counter = 0 and p_counter = 0));
  get diagnostics v_count = row_count;
  return v_count = 1;
end $$;

-- What was said of apps holds of passkeys too.
create function account_has_factor(p_account uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from account_totp t where t.account_id = p_account and t.ended_at is null and t.confirmed_at is not null)
      or exists (select 1 from account_passkey k where k.account_id = p_account and k.ended_at is null) $$;

drop function second_factors_here();
create function second_factors_here() returns table (account_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_role() not in ('manager', 'area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  return query select distinct m.account_id from membership m where m.authority_id = app_authority() and account_has_factor(m.account_id);
end $$;

create or replace function second_factor_reset(p_account uuid, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_role() not in ('manager', 'area_administrator') or app_actor() = p_account
     or not exists (select 1 from membership m where m.authority_id = app_authority() and m.account_id = p_account and m.disabled_at is null) then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  if not account_has_factor(p_account) then return false; end if;
  update account_totp set ended_at = p_at, ended_how = 'reset' where account_id = p_account and ended_at is null;
  update account_passkey set ended_at = p_at, ended_how = 'reset' where account_id = p_account and ended_at is null;
  update session set revoked_at = p_at where account_id = p_account and revoked_at is null;
  return true;
end $$;

create or replace function sessions_enrol(p_membership uuid, p_roles text[]) returns int
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
      and not account_has_factor(s.account_id);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

revoke all on function challenge_add(uuid, text, uuid, text, timestamptz, timestamptz) from public;
revoke all on function challenge_shown(uuid, text, uuid, timestamptz) from public;
revoke all on function challenge_taken(uuid, text, uuid, timestamptz) from public;
revoke all on function passkey_lookup(text) from public;
revoke all on function passkey_used(uuid, bigint, timestamptz) from public;
revoke all on function account_has_factor(uuid) from public;
revoke all on function second_factors_here() from public;
grant execute on function challenge_add(uuid, text, uuid, text, timestamptz, timestamptz), challenge_shown(uuid, text, uuid, timestamptz), challenge_taken(uuid, text, uuid, timestamptz),
  passkey_lookup(text), passkey_used(uuid, bigint, timestamptz), second_factors_here() to doorstep_app;
