-- What an administrator may give, and whose second factor may be taken away (decisions 9 and 42).

-- 1. Nobody gives themself a place of work, opens one of their own again or changes what they are there: another administrator does. The
--    product itself still may.
alter policy membership_add on membership with check (authority_id = (select app_authority())
  and ((select app_role()) = 'system' or ((select app_role()) = 'area_administrator' and account_id <> (select app_actor()))));
alter policy membership_change on membership using (authority_id = (select app_authority())
    and ((select app_role()) = 'system' or ((select app_role()) = 'area_administrator' and account_id <> (select app_actor()))))
  with check (authority_id = (select app_authority())
    and ((select app_role()) = 'system' or ((select app_role()) = 'area_administrator' and account_id <> (select app_actor()))));

-- 2. An account is of no authority, and an invitation gives it a place of work here without its person having done anything. Only where they
--    were wholly signed in once, in a place of work of this authority, is their second factor this authority's to take away.
create function account_worked_here(p_account uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from session s join membership m on m.authority_id = s.authority_id and m.id = s.membership_id and m.account_id = s.account_id
    where s.authority_id = app_authority() and s.account_id = p_account and s.stage = 'full') $$;
revoke all on function account_worked_here(uuid) from public;

drop function second_factors_here();
create function second_factors_here() returns table (account_id uuid, worked_here boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_role() not in ('manager', 'area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  return query select f.account_id, account_worked_here(f.account_id)
    from (select distinct m.account_id from membership m where m.authority_id = app_authority() and account_has_factor(m.account_id)) f;
end $$;
revoke all on function second_factors_here() from public;
grant execute on function second_factors_here() to doorstep_app;

create or replace function second_factor_reset(p_account uuid, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_role() not in ('manager', 'area_administrator') or app_actor() = p_account
     or not exists (select 1 from membership m where m.authority_id = app_authority() and m.account_id = p_account and m.disabled_at is null)
     or not account_worked_here(p_account) then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  if not account_has_factor(p_account) then return false; end if;
  update account_totp set ended_at = p_at, ended_how = 'reset' where account_id = p_account and ended_at is null;
  update account_passkey set ended_at = p_at, ended_how = 'reset' where account_id = p_account and ended_at is null;
  update session set revoked_at = p_at where account_id = p_account and revoked_at is null;
  return true;
end $$;
