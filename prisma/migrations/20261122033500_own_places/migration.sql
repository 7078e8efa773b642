-- A person with several places of work sees all of them, in every authority, and nobody else's.
create function own_memberships() returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select account_memberships(app_actor()) $$;
revoke all on function own_memberships() from public;
grant execute on function own_memberships() to doorstep_app;

-- Account mail carries a link that opens an account: only the post job reads it.
create policy message_account_mail on message as restrictive for select using (letter_id is not null or (select app_role()) = 'system');
