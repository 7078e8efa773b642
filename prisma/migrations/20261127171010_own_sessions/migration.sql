-- Everybody sees and ends their own sessions, wherever they opened them (issue 5, part 2; ASVS 7.4.5, 7.5.2): an account may work in several authorities.

create function own_sessions(p_at timestamptz)
  returns table (session_id uuid, area text, role text, agent text, created_at timestamptz, seen_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, a.short_name, m.role, s.agent, s.created_at, s.seen_at
  from session s join authority a on a.id = s.authority_id join membership m on m.authority_id = s.authority_id and m.id = s.membership_id
  where s.account_id = app_actor() and s.revoked_at is null and m.disabled_at is null and s.expires_at > p_at and s.seen_at > p_at - interval '30 minutes'
  order by s.seen_at desc, s.id $$;

-- One of one's own by its id; all but one, where no id is given. How many ended.
create function own_sessions_end(p_session uuid, p_but uuid, p_at timestamptz) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  update session s set revoked_at = p_at
    where s.account_id = app_actor() and s.revoked_at is null and (s.id = p_session or (p_session is null and s.id <> p_but));
  get diagnostics v_count = row_count;
  return v_count;
end $$;

revoke all on function own_sessions(timestamptz) from public;
revoke all on function own_sessions_end(uuid, uuid, timestamptz) from public;
grant execute on function own_sessions(timestamptz), own_sessions_end(uuid, uuid, timestamptz) to doorstep_app;
