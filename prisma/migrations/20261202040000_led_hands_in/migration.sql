-- A session that was whole and is led to a second factor was in the midst of something: until its person has signed in again it hands in what
-- was typed, write-only, as one that went idle does (architecture 2; decision 42). A sign-in that never was whole is told from it by this.

alter table session add column led_at timestamptz(6);

create or replace function sessions_enrol(p_membership uuid, p_roles text[]) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  if app_role() not in ('area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  update session s set stage = case when account_has_factor(s.account_id) then 'second' else 'enrol' end, led_at = now() from membership m
    where s.authority_id = app_authority() and s.revoked_at is null and s.stage = 'full' and s.amr !~ '(otp|passkey|mfa)'
      and m.authority_id = s.authority_id and m.id = s.membership_id and m.role = any (p_roles) and (p_membership is null or m.id = p_membership);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- Beside the one that the release before asks while it still runs: a function with other columns fails every prepared statement of it.
create function session_lookup_led(p_token_hash bytea, p_at timestamptz)
  returns table (session_id uuid, authority_id text, account_id uuid, membership_id uuid, name text, email text, role text, agency_id uuid, agency_name text, agency_kind text,
    qualified boolean, job_title text, phone text, amr text, stage text, created_at timestamptz, seen_at timestamptz, expires_at timestamptz, preferences jsonb, live boolean, proved_at timestamptz, led boolean)
  language sql security definer set search_path = public, pg_temp as $$
  select l.*, s.led_at is not null from session_lookup(p_token_hash, p_at) l join session s on s.authority_id = l.authority_id and s.id = l.session_id;
$$;
revoke all on function session_lookup_led(bytea, timestamptz) from public;
grant execute on function session_lookup_led(bytea, timestamptz) to doorstep_app;
