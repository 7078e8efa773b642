-- A record is ended, released or let go by two persons (safe practice 7.7, 7.18; decision 44). That they are two stood in the
-- database, and not that each of them is who acts: a session of one person could write a colleague's name as the second.

create function app_settled_by_who_acts() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare was jsonb := to_jsonb(old); becomes jsonb := to_jsonb(new);
begin
  for i in 0 .. tg_nargs - 1 loop
    if becomes ->> tg_argv[i] is distinct from was ->> tg_argv[i] and becomes ->> tg_argv[i] is distinct from (select app_actor())::text then
      raise exception '%.% names somebody who does not act', tg_table_name, tg_argv[i] using errcode = 'insufficient_privilege';
    end if;
  end loop;
  return new;
end $$;
revoke all on function app_settled_by_who_acts() from public;

-- What the owner's functions take back by themselves (a pack, where something becomes secret) is nobody's signature.
create trigger legal_hold_by_who_acts before update on legal_hold for each row when (current_user = 'doorstep_app') execute function app_settled_by_who_acts('lift_asked_by', 'lifted_by');
create trigger retention_list_by_who_acts before update on retention_list for each row when (current_user = 'doorstep_app') execute function app_settled_by_who_acts('released_by', 'withdrawn_by');
create trigger access_pack_by_who_acts before update on access_pack for each row when (current_user = 'doorstep_app') execute function app_settled_by_who_acts('confirmed_by', 'withdrawn_by');
