-- Links and sessions of before a change (decisions 9 and 42).

-- 1. Where a second factor begins to be asked, whoever has one and is in by a password alone gives it; only who has none sets one up. Somebody
--    who was in by a password when they set an app up in another browser is in without it still.
create or replace function sessions_enrol(p_membership uuid, p_roles text[]) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  if app_role() not in ('area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  update session s set stage = case when account_has_factor(s.account_id) then 'second' else 'enrol' end from membership m
    where s.authority_id = app_authority() and s.revoked_at is null and s.stage = 'full' and s.amr !~ '(otp|passkey|mfa)'
      and m.authority_id = s.authority_id and m.id = s.membership_id and m.role = any (p_roles) and (p_membership is null or m.id = p_membership);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- 2. A password is of no authority, and so is a link with which one is chosen: none of before outlives a new password, whichever area sent it.
create policy account_link_ended on account_link for update to doorstep_owner using (true) with check (true);
create function own_links_end(p_at timestamptz) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  update account_link l set used_at = p_at where l.account_id = app_actor() and l.used_at is null;
  get diagnostics v_count = row_count;
  return v_count;
end $$;
revoke all on function own_links_end(timestamptz) from public;
grant execute on function own_links_end(timestamptz) to doorstep_app;
