-- Who the database believes is asking, row-level security, the ledger, and what the app role may do.

-- 1. The actor of the transaction. After one set_config(…, true) a pooled connection keeps an empty
--    string, so both null and empty are refused: no context is an error, never "no rows".

create function app_setting(p_name text) returns text language plpgsql stable as $$
declare v text := current_setting(p_name, true);
begin
  if v is null or v = '' then
    raise exception 'no actor: % is not set in this transaction', p_name using errcode = 'insufficient_privilege';
  end if;
  return v;
end $$;

create function app_authority() returns text language sql stable as $$ select app_setting('app.authority_id') $$;
create function app_actor() returns uuid language sql stable as $$ select app_setting('app.actor_id')::uuid $$;
create function app_role() returns text language sql stable as $$ select app_setting('app.role') $$;
-- 'none' is how a person without an agency says so.
create function app_agency() returns uuid language sql stable as $$ select nullif(app_setting('app.agency_id'), 'none')::uuid $$;

create function app_reads_casework() returns boolean language sql stable as $$
  select app_role() in ('cads_social_worker', 'emergency_duty_worker', 'manager', 'auditor', 'system') $$;
create function app_writes_casework() returns boolean language sql stable as $$
  select app_role() in ('cads_social_worker', 'emergency_duty_worker', 'manager', 'system') $$;

-- 2. What must hold whatever the application does.

create unique index claim_one_live on claim (authority_id, contact_id) where ended_at is null;
alter table countersign add constraint countersign_second_person check (by <> decided_by);
alter table membership add constraint membership_role check (role in ('partner_professional', 'partner_safeguarding_lead', 'cads_social_worker', 'emergency_duty_worker', 'mash_partner', 'manager', 'auditor', 'area_administrator', 'service_administrator'));
alter table membership add constraint membership_agency check ((role in ('partner_professional', 'partner_safeguarding_lead', 'mash_partner')) = (agency_id is not null));
alter table contact add constraint contact_referrer_level check (referrer_level between 1 and 4);
alter table proposal add constraint proposal_level check (level between 1 and 4);
alter table decision add constraint decision_level check (level between 1 and 4);
alter table decision_child add constraint decision_child_level check (level between 1 and 4);
alter table decision add constraint decision_rationale check (length(btrim(rationale)) > 0);
alter table letter_event add constraint letter_event_what check (what in ('previewed', 'sent', 'posted', 'read', 'delivered', 'failed', 'cancelled'));
create unique index account_email_lower on account (lower(email));

-- 3. Row-level security on every tenant table, binding the owner too.

do $$
declare t text;
begin
  foreach t in array array['agency', 'membership', 'session', 'account_link', 'draft', 'draft_conflict', 'contact', 'contact_person', 'not_same_child', 'proposal', 'queue_row', 'claim', 'contact_event', 'note', 'question', 'addition', 'closure', 'decision', 'decision_child', 'countersign', 'duty', 'duty_discharge', 'letter', 'letter_event', 'not_told', 'message', 'ledger_entry', 'ledger_head', 'authority', 'account']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

-- The council itself: everybody in it may read its name and telephone numbers.
create policy authority_own on authority using (id = (select app_authority())) with check (id = (select app_authority()) and (select app_role()) in ('area_administrator', 'service_administrator', 'system'));

create policy agency_own on agency using (authority_id = (select app_authority()))
  with check (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'));

-- People: casework staff and administrators see who works here; partners see themselves.
create policy membership_read on membership for select using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or (select app_role()) = 'area_administrator' or account_id = (select app_actor())
       or ((select app_role()) = 'partner_safeguarding_lead' and agency_id = (select app_agency()))));
create policy membership_add on membership for insert with check (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'));
create policy membership_change on membership for update using (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'))
  with check (authority_id = (select app_authority()));

create policy account_read on account for select using (id = (select app_actor())
  or (((select app_reads_casework()) or (select app_role()) = 'area_administrator')
      and exists (select 1 from membership m where m.account_id = account.id and m.authority_id = (select app_authority()))));
create policy account_change on account for update using (id = (select app_actor()) or (select app_role()) = 'system') with check (true);

create policy session_own on session using (authority_id = (select app_authority())
    and (account_id = (select app_actor()) or (select app_role()) in ('area_administrator', 'system')))
  with check (authority_id = (select app_authority()));
create policy account_link_own on account_link using (authority_id = (select app_authority())
    and (account_id = (select app_actor()) or (select app_role()) in ('area_administrator', 'system')))
  with check (authority_id = (select app_authority()));

-- Before an actor exists the look-up functions below, which run as the owner, must be able to read these.
create policy authority_lookup on authority for select to doorstep_owner using (true);
create policy account_lookup on account to doorstep_owner using (true) with check (true);
create policy membership_lookup on membership to doorstep_owner using (true) with check (true);
create policy agency_lookup on agency for select to doorstep_owner using (true);
create policy session_lookup on session to doorstep_owner using (true) with check (true);
create policy account_link_lookup on account_link for select to doorstep_owner using (true);

-- Drafts: their author only.
create policy draft_own on draft using (authority_id = (select app_authority()) and owner_id = (select app_actor()))
  with check (authority_id = (select app_authority()) and owner_id = (select app_actor()));
create policy draft_conflict_own on draft_conflict
  using (authority_id = (select app_authority()) and exists (select 1 from draft d where d.authority_id = draft_conflict.authority_id and d.id = draft_conflict.draft_id))
  with check (authority_id = (select app_authority()));

-- Contacts: casework staff of the authority; the referrer; the agency's safeguarding lead or desk,
-- but not past a reporter's wish or where a colleague may be concerned (domain 7.3).
create policy contact_read on contact for select using (authority_id = (select app_authority()) and (
  (select app_reads_casework()) or referrer_id = (select app_actor())
  or ((select app_role()) in ('partner_safeguarding_lead', 'mash_partner') and agency_id = (select app_agency()) and not past_agency and not about_colleague)));
create policy contact_add on contact for insert with check (authority_id = (select app_authority()) and (
  (select app_writes_casework()) or (referrer_id = (select app_actor()) and agency_id = (select app_agency()))));

create policy contact_person_read on contact_person for select using (authority_id = (select app_authority())
  and exists (select 1 from contact c where c.authority_id = contact_person.authority_id and c.id = contact_person.contact_id));
create policy contact_person_add on contact_person for insert with check (authority_id = (select app_authority())
  and exists (select 1 from contact c where c.authority_id = contact_person.authority_id and c.id = contact_person.contact_id));

create policy queue_row_read on queue_row for select using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or exists (select 1 from contact c where c.authority_id = queue_row.authority_id and c.id = queue_row.contact_id)));
create policy queue_row_write on queue_row for all using (authority_id = (select app_authority()) and (select app_writes_casework()))
  with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy closure_read on closure for select using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or exists (select 1 from contact c where c.authority_id = closure.authority_id and c.id = closure.contact_id)));
create policy closure_add on closure for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy question_read on question for select using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or exists (select 1 from contact c where c.authority_id = question.authority_id and c.id = question.contact_id)));
create policy question_write on question for all using (authority_id = (select app_authority()) and (select app_writes_casework()))
  with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy addition_read on addition for select using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or exists (select 1 from contact c where c.authority_id = addition.authority_id and c.id = addition.contact_id)));
create policy addition_add on addition for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));

-- Casework: staff only, auditors read and never write.
do $$
declare t text;
begin
  foreach t in array array['not_same_child', 'proposal', 'claim', 'contact_event', 'note', 'decision', 'decision_child', 'countersign', 'duty', 'duty_discharge', 'not_told', 'message']
  loop
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for all using (authority_id = (select app_authority()) and (select app_writes_casework())) with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_write', t);
  end loop;
end $$;
-- Account mail (invitations) is written by the administrator, who never reads the tray.
create policy message_invite on message for insert with check (authority_id = (select app_authority()) and letter_id is null and (select app_role()) = 'area_administrator');

-- Letters: staff, and the one to whom it is written.
create policy letter_read on letter for select using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or recipient_id = (select app_actor())));
create policy letter_add on letter for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy letter_event_read on letter_event for select using (authority_id = (select app_authority())
  and exists (select 1 from letter l where l.authority_id = letter_event.authority_id and l.id = letter_event.letter_id));
create policy letter_event_add on letter_event for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));

create policy ledger_read on ledger_entry for select using (authority_id = (select app_authority()) and (select app_role()) in ('auditor', 'system'));
create policy ledger_add on ledger_entry for insert to doorstep_owner with check (authority_id = (select app_authority()));
create policy ledger_head_own on ledger_head to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy ledger_head_read on ledger_head for select using (authority_id = (select app_authority()) and (select app_role()) in ('auditor', 'system'));

-- 4. The ledger: the only way in is this function, the only way on is forward.

create function ledger_append(p_entries jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  e jsonb;
  v_authority text := app_authority();
  v_seq bigint;
  v_prev bytea;
  v_bytes text;
  v_hash bytea;
begin
  insert into ledger_head (authority_id, seq, hash) values (v_authority, 0, sha256(convert_to('doorstep ledger ' || v_authority, 'UTF8')))
    on conflict (authority_id) do nothing;
  select seq, hash into v_seq, v_prev from ledger_head where authority_id = v_authority for update;
  for e in select value from jsonb_array_elements(p_entries) loop
    v_seq := v_seq + 1;
    v_bytes := jsonb_build_object('authority', v_authority, 'seq', v_seq, 'at', e->>'at', 'actor', app_setting('app.actor_id'),
      'role', e->>'role', 'action', e->>'action', 'objectKind', e->>'objectKind', 'objectId', e->>'objectId',
      'detail', coalesce(e->'detail', '{}'::jsonb), 'requestId', e->>'requestId')::text;
    v_hash := sha256(v_prev || convert_to(v_bytes, 'UTF8'));
    insert into ledger_entry (authority_id, seq, at, actor_id, actor_role, action, object_kind, object_id, detail, request_id, bytes, prev_hash, hash)
      values (v_authority, v_seq, (e->>'at')::timestamptz, app_actor(), e->>'role', e->>'action', e->>'objectKind', e->>'objectId',
        coalesce(e->'detail', '{}'::jsonb), e->>'requestId', v_bytes, v_prev, v_hash);
    v_prev := v_hash;
  end loop;
  update ledger_head set seq = v_seq, hash = v_prev where authority_id = v_authority;
end $$;

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_no_change before update or delete on ledger_entry for each row execute function ledger_is_append_only();
create trigger ledger_no_truncate before truncate on ledger_entry for each statement execute function ledger_is_append_only();

-- 5. Before there is an actor: these look-ups and nothing else.

create function authority_list() returns table (id text, name text, short_name text, prefix text, service_name text, settings jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.name, a.short_name, a.prefix, a.service_name, a.settings from authority a order by a.name $$;

create function account_memberships(p_account uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'authorityId', m.authority_id, 'role', m.role, 'agencyId', m.agency_id,
    'agencyName', g.name, 'agencyKind', g.kind, 'qualified', m.qualified, 'jobTitle', m.job_title, 'phone', m.phone) order by m.created_at, m.id), '[]'::jsonb)
  from membership m left join agency g on g.authority_id = m.authority_id and g.id = m.agency_id
  where m.account_id = p_account and m.disabled_at is null $$;

-- Counts the attempt in the same breath, so that looking an address up cannot be done without being throttled.
create function account_lookup(p_email text, p_digest bytea, p_at timestamptz)
  returns table (account_id uuid, name text, password_hash text, recent_attempts int, memberships jsonb)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_digest, 'hex'), 0));
  delete from sign_in_attempt s where s.digest = p_digest and s.at < p_at - interval '15 minutes';
  insert into sign_in_attempt (digest, at) values (p_digest, p_at);
  return query
    select a.id, a.name, a.password_hash,
      (select count(*)::int from sign_in_attempt s where s.digest = p_digest and s.at >= p_at - interval '15 minutes'),
      case when a.id is null then '[]'::jsonb else account_memberships(a.id) end
    from (select 1) one left join account a on lower(a.email) = lower(p_email);
end $$;

create function sign_in_succeeded(p_digest bytea) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from sign_in_attempt where digest = p_digest $$;

create function session_lookup(p_token_hash bytea, p_at timestamptz)
  returns table (session_id uuid, authority_id text, account_id uuid, membership_id uuid, name text, email text, role text, agency_id uuid, agency_name text, agency_kind text,
    qualified boolean, job_title text, phone text, amr text, stage text, created_at timestamptz, seen_at timestamptz, expires_at timestamptz, preferences jsonb, live boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query
    select s.id, s.authority_id, s.account_id, s.membership_id, a.name, a.email, m.role, m.agency_id, g.name, g.kind, m.qualified, m.job_title, m.phone, s.amr, s.stage,
      s.created_at, s.seen_at, s.expires_at, a.preferences,
      (s.revoked_at is null and m.disabled_at is null) as live
    from session s
      join account a on a.id = s.account_id
      join membership m on m.authority_id = s.authority_id and m.id = s.membership_id
      left join agency g on g.authority_id = m.authority_id and g.id = m.agency_id
    where s.token_hash = p_token_hash;
  -- Seen at most once a minute: a read should not cost a write.
  update session s set seen_at = p_at
    where s.token_hash = p_token_hash and s.revoked_at is null and s.seen_at < p_at - interval '1 minute' and s.seen_at > p_at - interval '30 minutes' and s.expires_at > p_at;
end $$;

create function account_link_lookup(p_token_hash bytea, p_at timestamptz)
  returns table (link_id uuid, authority_id text, account_id uuid, name text, purpose text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, l.authority_id, l.account_id, a.name, l.purpose from account_link l join account a on a.id = l.account_id
  where l.token_hash = p_token_hash and l.used_at is null and l.expires_at > p_at $$;

-- An administrator invites by address: an account known elsewhere is joined, and nothing is told about where.
create function account_ensure(p_id uuid, p_email text, p_name text) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare v uuid;
begin
  if app_role() not in ('area_administrator', 'system') then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  insert into account (id, email, name) values (p_id, lower(p_email), p_name) on conflict do nothing;
  select id into v from account where lower(email) = lower(p_email);
  return v;
end $$;

-- 6. What the app role may do. It owns nothing and has no DDL.

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'doorstep_app') then
    raise exception 'The role doorstep_app does not exist: create it first (docs/running.md).';
  end if;
end $$;

revoke all on schema public from public;
grant usage on schema public to doorstep_app;
revoke all on all functions in schema public from public;
grant execute on function app_setting(text), app_authority(), app_actor(), app_role(), app_agency(), app_reads_casework(), app_writes_casework(),
  ledger_append(jsonb), authority_list(), account_lookup(text, bytea, timestamptz), sign_in_succeeded(bytea), session_lookup(bytea, timestamptz),
  account_link_lookup(bytea, timestamptz), account_ensure(uuid, text, text), account_memberships(uuid) to doorstep_app;
-- Insert and read: what was said, proposed, decided and done stays as it was.
grant select, insert on contact, contact_person, not_same_child, proposal, contact_event, note, addition, closure, decision, decision_child, countersign, duty_discharge, letter, letter_event, not_told to doorstep_app;
grant select, insert, update on draft, draft_conflict, claim, question, duty, message, session, membership, agency, authority, account_link to doorstep_app;
grant select, update (name, password_hash, preferences) on account to doorstep_app;
grant select, insert, update, delete on queue_row to doorstep_app;
grant select on ledger_entry, ledger_head to doorstep_app;
