-- Protected sources (domain 7.14; decision 22): who reported is encrypted and bound to its row, the link to the account
-- is read by nobody, and two persons are needed to open it.

alter table contact add column sealed boolean not null default false;

create table sealed_source (
  authority_id text not null,
  contact_id uuid not null,
  identity text not null,
  reachable boolean not null,
  may_be_told boolean not null,
  sealed_at timestamptz(6) not null,
  sealed_by uuid not null,
  reason text not null,
  constraint sealed_source_pkey primary key (authority_id, contact_id),
  constraint sealed_source_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create table sealed_owner (
  authority_id text not null,
  contact_id uuid not null,
  account_id uuid not null,
  constraint sealed_owner_pkey primary key (authority_id, contact_id),
  constraint sealed_owner_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index sealed_owner_authority_id_account_id_idx on sealed_owner (authority_id, account_id);
create table unseal (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  asked_at timestamptz(6) not null,
  asked_by uuid not null,
  ground text not null,
  order_reference text not null,
  reason text not null,
  tell_source boolean not null,
  constraint unseal_pkey primary key (authority_id, id),
  constraint unseal_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint unseal_ground check (ground in ('court_order', 'legal_obligation', 'life_at_risk')),
  constraint unseal_words check (length(btrim(order_reference)) > 0 and length(btrim(reason)) > 0)
);
create unique index unseal_authority_id_id_contact_id_asked_by_key on unseal (authority_id, id, contact_id, asked_by);
create index unseal_authority_id_contact_id_idx on unseal (authority_id, contact_id);
create table unseal_answer (
  authority_id text not null,
  unseal_id uuid not null,
  contact_id uuid not null,
  asked_by uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  verdict text not null,
  reason text not null,
  until_at timestamptz(6),
  constraint unseal_answer_pkey primary key (authority_id, unseal_id),
  constraint unseal_answer_authority_id_unseal_id_contact_id_asked_by_fkey foreign key (authority_id, unseal_id, contact_id, asked_by) references unseal (authority_id, id, contact_id, asked_by) on delete restrict on update cascade,
  constraint unseal_second_person check (by <> asked_by),
  constraint unseal_verdict check (verdict in ('agreed', 'refused') and (verdict = 'agreed') = (until_at is not null)),
  constraint unseal_answer_words check (length(btrim(reason)) > 0)
);
create unique index unseal_answer_authority_id_unseal_id_contact_id_asked_by_key on unseal_answer (authority_id, unseal_id, contact_id, asked_by);

do $$
declare t text;
begin
  foreach t in array array['sealed_source', 'sealed_owner', 'unseal', 'unseal_answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

create policy sealed_source_read on sealed_source for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy sealed_source_add on sealed_source for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
-- Whose it is: written by the product, read by the functions below and nobody else.
create policy sealed_owner_add on sealed_owner for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy sealed_owner_keeper on sealed_owner to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy unseal_read on unseal for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy unseal_ask on unseal for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()) and asked_by = (select app_actor()));
create policy unseal_answer_read on unseal_answer for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy unseal_answer_give on unseal_answer for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and by = (select app_actor()));

-- 1. "Is this mine?" is all that anybody learns.

create function app_own_sources() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(o.contact_id), '{}') from sealed_owner o where o.authority_id = app_authority() and o.account_id = app_actor() $$;

create policy contact_own_source on contact for select using (authority_id = (select app_authority()) and sealed and id = any ((select app_own_sources())::uuid[]));
create policy letter_own_source on letter for select using (authority_id = (select app_authority()) and recipient_key = 'protected' and contact_id = any ((select app_own_sources())::uuid[]) and letter_was_sent(id));

-- 2. Opening: the post job, to deliver; and whoever asked, while a second person's agreement lasts.

create function sealed_identity(p_contact uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select s.identity from sealed_source s where s.authority_id = app_authority() and s.contact_id = p_contact and (
    (app_role() = 'system' and app_actor() = '00000000-0000-0000-0000-000000000000')
    or exists (select 1 from unseal_answer a where a.authority_id = s.authority_id and a.contact_id = p_contact
      and a.asked_by = app_actor() and a.by <> a.asked_by and a.verdict = 'agreed' and a.until_at > now())) $$;

-- 3. Sealing afterwards: everything that says who is taken out of the record, once, by whoever does casework.

create policy contact_keeper on contact to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy contact_event_keeper on contact_event to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy addition_keeper on addition to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy question_keeper on question to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy letter_keeper on letter to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy letter_event_keeper on letter_event for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy message_keeper on message to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy duty_keeper on duty to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy sealed_source_keeper on sealed_source for select to doorstep_owner using (authority_id = (select app_authority()));

create function contact_seal(p_contact uuid, p_report jsonb) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_authority text := app_authority();
  v_source constant uuid := '00000000-0000-0000-0000-000000000002';
  v_owner uuid;
  v_name text;
begin
  if not app_writes_casework() then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  -- Only in the transaction that keeps the identity: nothing is lost on the way.
  if not exists (select 1 from sealed_source s where s.authority_id = v_authority and s.contact_id = p_contact and s.xmin = pg_current_xact_id()::xid) then
    raise exception 'the source is not sealed in this transaction' using errcode = 'insufficient_privilege';
  end if;
  select referrer_id, referrer_name into v_owner, v_name from contact where authority_id = v_authority and id = p_contact and not sealed for update;
  if not found then
    return false;
  end if;
  update contact set sealed = true, agency_id = null, agency_name = 'Protected source', agency_kind = 'protected', referrer_id = null, referrer_name = 'Protected source',
    referrer_role = '', referrer_phone = '', referrer_email = '', referrer_class = 'protected', channel = 'protected', source_code = '10', past_agency = false, about_colleague = false,
    report = p_report, payload_hash = sha256(convert_to(p_report::text, 'UTF8'))
    where authority_id = v_authority and id = p_contact;
  update contact_event set detail = detail - 'channel' where authority_id = v_authority and contact_id = p_contact and detail ? 'channel';
  update letter set recipient_key = 'protected', recipient_id = null, recipient_name = 'Protected source', recipient_email = '', recipient_class = 'protected',
      body = case when v_name = '' then body else replace(body::text, trim(both '"' from to_json(v_name)::text), 'Protected source')::jsonb end
    where authority_id = v_authority and contact_id = p_contact and kind <> 'family';
  update message m set to_address = '' from letter l
    where m.authority_id = v_authority and l.authority_id = v_authority and l.id = m.letter_id and l.contact_id = p_contact and l.recipient_key = 'protected';
  if v_owner is not null then
    insert into sealed_owner (authority_id, contact_id, account_id) values (v_authority, p_contact, v_owner);
    update contact_event set actor_id = v_source where authority_id = v_authority and contact_id = p_contact and actor_id = v_owner;
    update addition set by = v_source where authority_id = v_authority and contact_id = p_contact and by = v_owner;
    update question set answered_by = v_source where authority_id = v_authority and contact_id = p_contact and answered_by = v_owner;
    update letter set made_by = v_source where authority_id = v_authority and contact_id = p_contact and made_by = v_owner;
    update letter_event e set by = v_source from letter l
      where e.authority_id = v_authority and l.authority_id = v_authority and l.id = e.letter_id and l.contact_id = p_contact and e.by = v_owner;
    update duty set owner_id = null where authority_id = v_authority and contact_id = p_contact and owner_id = v_owner;
  end if;
  return true;
end $$;

-- 4. What the ledger said of them before it was sealed stays in the chain, where the owner's verifier reads it; nobody
--    sees it through the application.

create function ledger_names_source(p_actor uuid, p_object text, p_detail jsonb) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from sealed_owner o where o.authority_id = app_authority() and o.account_id = p_actor
    and (o.contact_id::text = p_object or o.contact_id::text = p_detail->>'contact' or coalesce(p_detail->'ids' ? o.contact_id::text, false))) $$;
create policy ledger_source on ledger_entry as restrictive for select to doorstep_app
  using (actor_role not in ('partner_professional', 'partner_safeguarding_lead', 'mash_partner') or not ledger_names_source(actor_id, object_id, detail));

revoke all on function app_own_sources(), sealed_identity(uuid), contact_seal(uuid, jsonb), ledger_names_source(uuid, text, jsonb) from public;
grant execute on function app_own_sources(), sealed_identity(uuid), contact_seal(uuid, jsonb), ledger_names_source(uuid, text, jsonb) to doorstep_app;
-- The sealed words are in no grant to read.
grant select (authority_id, contact_id, reachable, may_be_told, sealed_at, sealed_by, reason), insert on sealed_source to doorstep_app;
-- No policy lets anybody read it: for every role of the application it is empty.
grant select, insert on sealed_owner to doorstep_app;
grant select, insert on unseal, unseal_answer to doorstep_app;
