-- A search goes over hundreds of keys: like the rows of the queue (20261126219000) each says whether anybody at all is kept out
-- of its contact, and only then is the question asked. The mark is the database's own, whatever is written.
alter table person_key add column guarded boolean not null default false;

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create policy person_key_mark on person_key for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create function person_key_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.guarded := app_is_guarded(new.authority_id, new.contact_id);
  return new;
end $$;
create trigger person_key_guarded before insert or update on person_key for each row execute function person_key_guard();
create function person_key_guard_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- By the people of the contact, since the keys are indexed by them.
  update person_key set guarded = app_is_guarded(authority_id, contact_id)
    where authority_id = new.authority_id and contact_person_id in (select p.id from contact_person p where p.authority_id = new.authority_id and p.contact_id = new.contact_id);
  return null;
end $$;
create trigger contact_bar_guards_keys after insert or update on contact_bar for each row execute function person_key_guard_again();
create trigger contact_restriction_guards_keys after insert or update on contact_restriction for each row execute function person_key_guard_again();
revoke all on function person_key_guard(), person_key_guard_again() from public;

-- Keys that were there before: the owner sees an authority's rows only in its own name.
do $$
declare t record;
begin
  for t in select id from authority_list() loop
    perform set_config('app.authority_id', t.id, true);
    update person_key set guarded = app_is_guarded(authority_id, contact_id);
  end loop;
end $$;

alter policy person_key_may_open on person_key using (not guarded or app_may_open(contact_id)) with check (not guarded or app_may_open(contact_id));

-- Who reads casework sees the people of every contact that they may open, which the restrictive policy asks: asking of the
-- contact itself once more asked the same twice for every row.
alter policy contact_person_read on contact_person using (authority_id = (select app_authority()) and ((select app_reads_casework())
  or exists (select 1 from contact c where c.authority_id = contact_person.authority_id and c.id = contact_person.contact_id)));

-- The same question, asked of both tables in one statement: it is asked of every row that anybody reads.
create or replace function app_may_open(p_contact uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare v_authority text; v_barred boolean; v_closed boolean;
begin
  if p_contact is null or app_role() = 'system' then return true; end if;
  v_authority := app_authority();
  select exists (select 1 from contact_bar b where b.authority_id = v_authority and b.contact_id = p_contact and b.account_id = app_actor() and b.lifted_at is null),
    exists (select 1 from contact_restriction r where r.authority_id = v_authority and r.contact_id = p_contact and r.lifted_at is null) into v_barred, v_closed;
  if v_barred then return false; end if;
  if not v_closed then return true; end if;
  return app_let_in(p_contact);
end $$;
