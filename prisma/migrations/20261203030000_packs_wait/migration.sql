-- What somebody asked a copy of stays while they wait, and while they may complain, whatever becomes of the pack (UK GDPR article 15; Data
-- Protection Act 2018 s.173; decision 44). A pack that lost its words as something was made secret is withdrawn, and whoever asked has
-- nothing yet: they wait until a person says otherwise. Withdrawing what was given out takes nobody's three months.
alter table access_pack add column waits_since timestamptz(6);
alter table access_pack add constraint access_pack_waits check (waits_since is null or withdrawn_at is not null and given_at is null);
grant update (waits_since) on access_pack to doorstep_app;

-- Which of those that are here were withdrawn by a person before they were emptied nobody wrote down: all of them wait.
alter table access_pack no force row level security;
alter table access_piece no force row level security;
update access_pack p set waits_since = p.withdrawn_at where p.withdrawn_at is not null and p.given_at is null
  and exists (select 1 from access_piece e where e.authority_id = p.authority_id and e.pack_id = p.id and e.words = '');
alter table access_piece force row level security;
alter table access_pack force row level security;

create or replace function access_pack_forget(p_contact uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update access_pack p set withdrawn_at = app_now(), withdrawn_by = app_actor(), waits_since = case when p.given_at is null then app_now() end
    where p.authority_id = app_authority() and p.withdrawn_at is null
      and exists (select 1 from access_piece e where e.authority_id = p.authority_id and e.pack_id = p.id and e.contact_id = p_contact);
  update access_piece set words = '', title = 'Taken out', label = 'Taken out' where authority_id = app_authority() and contact_id = p_contact and words <> '';
end $$;

-- A manager says that nobody waits any more. What was withdrawn stays withdrawn, by whom and when it was.
alter policy access_pack_settle on access_pack using (authority_id = (select app_authority()) and (select app_role()) = 'manager' and (withdrawn_at is null or waits_since is not null));
create function access_pack_stays_withdrawn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (new.withdrawn_at, new.withdrawn_by, new.confirmed_at, new.given_at) is distinct from (old.withdrawn_at, old.withdrawn_by, old.confirmed_at, old.given_at) or new.waits_since is not null then
    raise exception 'the pack was withdrawn' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function access_pack_stays_withdrawn() from public;
create trigger access_pack_stays_withdrawn before update on access_pack for each row when (old.withdrawn_at is not null) execute function access_pack_stays_withdrawn();

create or replace function retention_asked() returns setof uuid language sql stable set search_path = public, pg_temp as $$
  with waiting as (select p.id, p.contact_id from access_pack p where p.authority_id = app_authority()
    and (p.withdrawn_at is null and p.given_at is null or p.waits_since is not null or p.given_at > app_now() - interval '3 months'))
  select w.contact_id from waiting w union select e.contact_id from waiting w join access_piece e on e.authority_id = app_authority() and e.pack_id = w.id $$;
