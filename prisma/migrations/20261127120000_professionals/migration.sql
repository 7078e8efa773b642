-- Who rings (issue 4, section 1; docs/decisions/0037): professionals known from contacts they made, so that whoever takes a
-- call finds agency, work and number again. Nothing but name and agency is held here; all else stays with the contacts, and
-- each is counted and shown only to whoever may open it. Nobody of the public, no family and no protected source.

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table professional (
  authority_id text not null,
  id uuid not null,
  -- Name and agency without capitals, accents, titles and order: by these somebody is known again.
  name_key text not null,
  agency_key text not null,
  name text not null,
  agency_id uuid,
  agency_name text not null,
  agency_kind text not null,
  constraint professional_pkey primary key (authority_id, id),
  constraint professional_nobody_of_the_public check (agency_kind not in ('public', 'protected', 'unknown') and name_key <> '')
);
create unique index professional_authority_id_agency_key_name_key_key on professional (authority_id, agency_key, name_key);

-- Ordered by its bytes, so that the beginning of a word is a range, and a range may use the index under the policies (quality A6).
create table professional_word (
  authority_id text not null,
  word text collate "C" not null,
  professional_id uuid not null,
  constraint professional_word_pkey primary key (authority_id, word, professional_id),
  constraint professional_word_authority_id_professional_id_fkey foreign key (authority_id, professional_id) references professional (authority_id, id) on delete restrict on update cascade
);
create index professional_word_authority_id_professional_id_idx on professional_word (authority_id, professional_id);

-- Which contact came from whom. Null: from nobody who is kept here, so that it need not be looked at again.
create table professional_contact (
  authority_id text not null,
  contact_id uuid not null,
  professional_id uuid,
  constraint professional_contact_pkey primary key (authority_id, contact_id),
  constraint professional_contact_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint professional_contact_authority_id_professional_id_fkey foreign key (authority_id, professional_id) references professional (authority_id, id) on delete restrict on update cascade
);
create index professional_contact_authority_id_professional_id_idx on professional_contact (authority_id, professional_id);

do $$
declare t text;
begin
  foreach t in array array['professional', 'professional_word', 'professional_contact'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_role()) = ''system'')', t || '_add', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
end $$;
create policy professional_contact_may_open on professional_contact as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
-- Somebody of whom the reader may open no contact is not there, nor found by a word.
create policy professional_may_open on professional as restrictive for select to doorstep_app using (
  (select app_role()) = 'system' or exists (select 1 from professional_contact l where l.authority_id = professional.authority_id and l.professional_id = professional.id));
create policy professional_word_may_open on professional_word as restrictive for select to doorstep_app using (
  (select app_role()) = 'system' or exists (select 1 from professional p where p.authority_id = professional_word.authority_id and p.id = professional_word.professional_id));

-- A source that is protected afterwards was never here (domain 7.14).
create policy professional_contact_forget on professional_contact to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy professional_forget on professional for delete to doorstep_owner using (authority_id = (select app_authority()));
create policy professional_forget_find on professional for select to doorstep_owner using (authority_id = (select app_authority()));
create policy professional_word_forget on professional_word for delete to doorstep_owner using (authority_id = (select app_authority()));
create policy professional_word_forget_find on professional_word for select to doorstep_owner using (authority_id = (select app_authority()));
create function professional_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_professional uuid;
begin
  select professional_id into v_professional from professional_contact where authority_id = new.authority_id and contact_id = new.id;
  if v_professional is null then
    return null;
  end if;
  update professional_contact set professional_id = null where authority_id = new.authority_id and contact_id = new.id;
  if not exists (select 1 from professional_contact l where l.authority_id = new.authority_id and l.professional_id = v_professional) then
    delete from professional_word where authority_id = new.authority_id and professional_id = v_professional;
    delete from professional where authority_id = new.authority_id and id = v_professional;
  end if;
  return null;
end $$;
revoke all on function professional_forget() from public;
create trigger professional_forget after update of sealed on contact for each row when (new.sealed and not old.sealed) execute function professional_forget();
