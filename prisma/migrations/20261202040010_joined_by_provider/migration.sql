-- Who signs in by an outside provider has taken their invitation up, with or without a password (docs/sign-in.md): for those who invite
-- and list people here, which of them do. By which provider, and as whom, is not told.
create function accounts_with_provider_here() returns table (account_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.account_id from membership m join account_identity i on i.account_id = m.account_id
    where m.authority_id = app_authority() and app_role() in ('manager', 'area_administrator', 'system') $$;
revoke all on function accounts_with_provider_here() from public;
grant execute on function accounts_with_provider_here() to doorstep_app;
