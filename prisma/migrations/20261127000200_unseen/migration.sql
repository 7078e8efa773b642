-- Who must not see, in the places that were left (domain 7.14).

-- 1. Why a contact is closed to somebody, for the policy table: the reason that row-level security acts on, so that both
--    refuse by themselves. Of others than oneself the product alone learns it.
create function app_closed_to(p_contact uuid, p_account uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare v_actor text := app_setting('app.actor_id'); v_in boolean;
begin
  if app_role() <> 'system' and p_account <> app_actor() then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from contact_bar b where b.authority_id = app_authority() and b.contact_id = p_contact and b.account_id = p_account and b.lifted_at is null) then
    return 'conflicted';
  end if;
  if not exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null) then
    return null;
  end if;
  perform set_config('app.actor_id', p_account::text, true);
  v_in := app_let_in(p_contact);
  perform set_config('app.actor_id', v_actor, true);
  return case when v_in then null else 'restricted' end;
end $$;
revoke all on function app_closed_to(uuid, uuid) from public;
grant execute on function app_closed_to(uuid, uuid) to doorstep_app;

-- 2. That two contacts belong together says something of each: shown to whoever may open both.
create policy contact_link_other_may_open on contact_link as restrictive for select to doorstep_app using (app_may_open(other_id));

-- 3. A guardian who does not answer is an alarm, for guardians and managers alone. It names no contact: that the question
--    was asked of one is already too much.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered')) = (contact_id is null));
create policy alarm_for_guardians on alarm as restrictive to doorstep_app
  using (kind <> 'not_answered' or (select app_role()) in ('system', 'manager') or (select app_is_guardian()));
create policy alarm_call_for_guardians on alarm_call as restrictive for select to doorstep_app
  using (exists (select 1 from alarm a where a.authority_id = alarm_call.authority_id and a.id = alarm_call.alarm_id));

-- 4. A restriction as a whole is lifted by two persons with a reason, and stays in the history.
alter table restricted_child add column end_asked_by uuid, add column end_asked_at timestamptz(6);
alter table restricted_child add constraint restricted_child_end_two_persons check (ended_at is null or (ended_by <> end_asked_by and length(btrim(ended_why)) > 0));

-- 5. The law's duty of a protected source has an owner whom nobody knows: the source, who sees it as their own.
create or replace function contact_seal(p_contact uuid, p_report jsonb) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
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
    update duty set owner_id = v_source where authority_id = v_authority and contact_id = p_contact and owner_id = v_owner;
  end if;
  return true;
end $$;

create policy duty_own_source on duty for select using (authority_id = (select app_authority()) and code = 'FGM_POLICE'
  and owner_id = '00000000-0000-0000-0000-000000000002' and contact_id = any ((select app_own_sources())::uuid[]));
create policy duty_discharge_own_source on duty_discharge for select using (authority_id = (select app_authority())
  and exists (select 1 from duty d where d.authority_id = duty_discharge.authority_id and d.id = duty_discharge.duty_id
    and d.code = 'FGM_POLICE' and d.owner_id = '00000000-0000-0000-0000-000000000002' and d.contact_id = any ((select app_own_sources())::uuid[])));
