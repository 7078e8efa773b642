-- Protected addresses (domain 7.6; decision 23): the words are encrypted and bound to their row; a marker stays.

create table protected_detail (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  place text not null,
  kind text not null,
  sealed text not null,
  at timestamptz(6) not null,
  by uuid not null,
  reason text not null default '',
  constraint protected_detail_pkey primary key (authority_id, id),
  constraint protected_detail_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint protected_detail_kind check (kind in ('address', 'postcode', 'phone', 'school', 'words'))
);
create index protected_detail_authority_id_contact_id_idx on protected_detail (authority_id, contact_id);
create table protected_look (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  reason text not null,
  until_at timestamptz(6) not null,
  constraint protected_look_pkey primary key (authority_id, id),
  constraint protected_look_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint protected_look_reason check (length(btrim(reason)) > 0)
);
create index protected_look_authority_id_contact_id_by_idx on protected_look (authority_id, contact_id, by);

do $$
declare t text;
begin
  foreach t in array array['protected_detail', 'protected_look'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy protected_detail_read on protected_detail for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy protected_detail_add on protected_detail for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy protected_look_read on protected_look for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
-- By the one who holds the contact, or a manager, and for themselves.
create policy protected_look_add on protected_look for insert with check (authority_id = (select app_authority()) and by = (select app_actor()) and (
  (select app_role()) = 'manager'
  or ((select app_writes_casework()) and exists (select 1 from claim c where c.authority_id = protected_look.authority_id and c.contact_id = protected_look.contact_id and c.account_id = (select app_actor()) and c.ended_at is null))));

-- The words themselves: for the product, which hides them in what comes in later, and for whoever's look lasts.
create function protected_words(p_contact uuid) returns table (id uuid, sealed text) language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.sealed from protected_detail d where d.authority_id = app_authority() and d.contact_id = p_contact and (
    app_role() = 'system'
    or exists (select 1 from protected_look l where l.authority_id = d.authority_id and l.contact_id = p_contact and l.by = app_actor() and l.until_at > now())) $$;

create policy contact_person_keeper on contact_person to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy note_keeper on note to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));

-- Puts a record without the protected words in the place of the one with them: the report, what is made of it (the
-- summary, the people's details by ordinal), and later texts by their table and id.
create function contact_rewrite(p_contact uuid, p_report jsonb, p_summary text, p_people jsonb, p_texts jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
  e jsonb;
begin
  if not app_writes_casework() then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  -- Only in the transaction that keeps what is taken out.
  if not exists (select 1 from protected_detail d where d.authority_id = v_authority and d.contact_id = p_contact and d.xmin = pg_current_xact_id()::xid) then
    raise exception 'nothing is protected in this transaction' using errcode = 'insufficient_privilege';
  end if;
  update contact set report = p_report, summary = p_summary, payload_hash = sha256(convert_to(p_report::text, 'UTF8')) where authority_id = v_authority and id = p_contact;
  for e in select value from jsonb_array_elements(p_people) loop
    update contact_person set details = e->'details' where authority_id = v_authority and contact_id = p_contact and ordinal = (e->>'ordinal')::int;
  end loop;
  for e in select value from jsonb_array_elements(p_texts) loop
    if e->>'table' = 'addition' then
      update addition set text = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'note' then
      update note set text = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'question' then
      update question set text = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    elsif e->>'table' = 'answer' then
      update question set answer = e->>'text' where authority_id = v_authority and contact_id = p_contact and id = (e->>'id')::uuid;
    end if;
  end loop;
end $$;

revoke all on function protected_words(uuid), contact_rewrite(uuid, jsonb, text, jsonb, jsonb) from public;
grant execute on function protected_words(uuid), contact_rewrite(uuid, jsonb, text, jsonb, jsonb) to doorstep_app;
grant select (authority_id, id, contact_id, place, kind, at, by, reason), insert on protected_detail to doorstep_app;
grant select, insert on protected_look to doorstep_app;
