-- What somebody asked a copy of is not deleted while they wait for it (UK GDPR article 15; Data Protection Act 2018 s.173; decision 44),
-- nor in the three months after it was given out, in which they may complain of what it has and leaves out.
alter table access_pack add column given_at timestamptz(6);
alter table access_pack add constraint access_pack_given check (given_at is null or confirmed_at is not null);
grant update (given_at) on access_pack to doorstep_app;

-- The contacts from which packs have pieces, or were begun, that are neither withdrawn nor given out three months ago.
create function retention_asked() returns setof uuid language sql stable set search_path = public, pg_temp as $$
  with waiting as (select p.id, p.contact_id from access_pack p where p.authority_id = app_authority() and p.withdrawn_at is null and (p.given_at is null or p.given_at > app_now() - interval '3 months'))
  select w.contact_id from waiting w union select e.contact_id from waiting w join access_piece e on e.authority_id = app_authority() and e.pack_id = w.id $$;
revoke all on function retention_asked() from public;
grant execute on function retention_asked() to doorstep_app;

alter function retention_held(uuid) rename to retention_held_by_hold;
create function retention_held(p_contact uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  select retention_held_by_hold(p_contact) or p_contact in (select retention_asked()) $$;
revoke all on function retention_held(uuid) from public;

-- A pack that lost a piece to a deletion is not given out again, shorter and as if it were whole.
create function access_piece_lost() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update access_pack p set withdrawn_at = app_now(), withdrawn_by = app_actor() where p.authority_id = old.authority_id and p.id = old.pack_id and p.withdrawn_at is null;
  return null;
end $$;
revoke all on function access_piece_lost() from public;
create trigger access_piece_lost after delete on access_piece for each row execute function access_piece_lost();
