-- Subject access for a child (UK GDPR article 15; docs/decisions/0044): everything about one child in pieces, each kept or left out
-- by a person with the reason, confirmed by a second one, and only then given out. Who said it, where a source is protected, and
-- details that are kept secret are in no piece (domain 7.6, 7.14).

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table access_pack (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  -- The child whose pack it is, as this contact names them.
  contact_person_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  asked_by text not null,
  asker text not null,
  basis text not null,
  identity text not null,
  confirmed_at timestamptz(6),
  confirmed_by uuid,
  withdrawn_at timestamptz(6),
  withdrawn_by uuid,
  constraint access_pack_pkey primary key (authority_id, id),
  constraint access_pack_authority_id_contact_id_contact_person_id_fkey foreign key (authority_id, contact_id, contact_person_id) references contact_person (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint access_pack_words check (length(btrim(asked_by)) > 0 and length(btrim(basis)) > 0 and length(btrim(identity)) > 0),
  constraint access_pack_asker check (asker in ('child', 'parent', 'representative')),
  constraint access_pack_confirmed check ((confirmed_at is null) = (confirmed_by is null) and (confirmed_by is null or confirmed_by <> by)),
  constraint access_pack_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index access_pack_authority_id_contact_id_idx on access_pack (authority_id, contact_id);

create table access_piece (
  authority_id text not null,
  id uuid not null,
  pack_id uuid not null,
  contact_id uuid not null,
  ordinal integer not null,
  title text not null,
  label text not null,
  words text not null,
  -- Why the product thinks that it may have to be left out; null where it sees no reason.
  proposed text,
  verdict text,
  category text,
  reason text not null default '',
  reviewed_at timestamptz(6),
  reviewed_by uuid,
  constraint access_piece_pkey primary key (authority_id, id),
  constraint access_piece_authority_id_pack_id_fkey foreign key (authority_id, pack_id) references access_pack (authority_id, id) on delete restrict on update cascade,
  constraint access_piece_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint access_piece_category check (coalesce(proposed, 'adult') in ('other_child', 'adult', 'referrer', 'safeguarding', 'not_about') and coalesce(category, 'adult') in ('other_child', 'adult', 'referrer', 'safeguarding', 'not_about')),
  -- What is left out has its category and its reason; so has what is kept against the proposal.
  constraint access_piece_verdict check (verdict is null and reviewed_by is null and category is null
    or verdict = 'keep' and category is null and reviewed_by is not null and (proposed is null or length(btrim(reason)) > 0)
    or verdict = 'redact' and category is not null and reviewed_by is not null and length(btrim(reason)) > 0),
  constraint access_piece_reviewed check ((reviewed_at is null) = (reviewed_by is null))
);
create index access_piece_authority_id_pack_id_idx on access_piece (authority_id, pack_id);
create index access_piece_authority_id_contact_id_idx on access_piece (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['access_pack', 'access_piece'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) in (''manager'', ''system''))', t || '_read', t);
    perform retention_cover(t);
  end loop;
end $$;
create policy access_pack_add on access_pack for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and by = (select app_actor()) and confirmed_at is null);
create policy access_pack_settle on access_pack for update to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) = 'manager' and withdrawn_at is null)
  with check (authority_id = (select app_authority()) and (select app_role()) = 'manager');
grant select, insert, update (confirmed_at, confirmed_by, withdrawn_at, withdrawn_by) on access_pack to doorstep_app;
create policy access_piece_add on access_piece for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and verdict is null);
-- What was confirmed is given out as it was confirmed.
create policy access_piece_review on access_piece for update to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) = 'manager'
    and exists (select 1 from access_pack p where p.authority_id = access_piece.authority_id and p.id = access_piece.pack_id and p.confirmed_at is null and p.withdrawn_at is null))
  with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and reviewed_by = (select app_actor()));
grant select, insert, update (verdict, category, reason, reviewed_at, reviewed_by) on access_piece to doorstep_app;

-- Nothing that nobody has looked at is given out, whatever the application does.
create policy access_piece_count on access_piece for select to doorstep_owner using (authority_id = (select app_authority()));
create function access_pack_whole() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from access_piece p where p.authority_id = new.authority_id and p.pack_id = new.id and p.verdict is null) then
    raise exception 'a piece of the pack was not reviewed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function access_pack_whole() from public;
create trigger access_pack_whole before update on access_pack for each row when (new.confirmed_at is not null and old.confirmed_at is null) execute function access_pack_whole();
