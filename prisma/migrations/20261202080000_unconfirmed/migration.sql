-- Restrictions that wait for their second manager, for the page that names another where both have left: who and since when, and nothing of the child.
create function app_unconfirmed() returns table (id uuid, registered_at timestamptz, registered_by uuid, second_id uuid)
  language sql stable security definer
  begin atomic
    select c.id, c.registered_at, c.registered_by, c.second_id from restricted_child c
    where c.authority_id = app_authority() and c.confirmed_at is null and c.ended_at is null and app_role() in ('manager', 'system')
    order by c.registered_at, c.id;
  end;
revoke all on function app_unconfirmed() from public;
grant execute on function app_unconfirmed() to doorstep_app;
