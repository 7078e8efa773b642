-- A restricted child whose guardians have all left, are disabled or do casework here no longer: nobody answers for the child, lets
-- anybody in or opens anything. A manager with no conflict of interest names others, and does not see the contacts by it (safe practice
-- 14; docs/decisions/0021).

alter table restricted_guardian add column by uuid, add column reason text not null default '';
-- Null: chosen as the child was registered, by two managers. Nobody names themselves.
alter table restricted_guardian add constraint restricted_guardian_named check (by is null or (by <> account_id and length(btrim(reason)) > 0));

-- Does a guardian of this child do casework here still?
create function app_guardian_here(p_child uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from restricted_guardian g join membership m on m.authority_id = g.authority_id and m.account_id = g.account_id
    where g.authority_id = app_authority() and g.restricted_child_id = p_child and g.ended_at is null and m.disabled_at is null
      and m.role in ('cads_social_worker', 'emergency_duty_worker', 'manager'));
end;
revoke all on function app_guardian_here(uuid) from public;
grant execute on function app_guardian_here(uuid) to doorstep_app;

-- Is somebody kept out of a contact that is about this child or may be, or matched there and not answered since?
create function app_conflicted_of(p_child uuid, p_account uuid) returns boolean language sql stable security definer
begin atomic
  select exists (
    select 1 from (
      select r.contact_id from contact_restriction r where r.authority_id = app_authority() and r.restricted_child_id = p_child
      union select m.contact_id from restricted_match m where m.authority_id = app_authority() and m.restricted_child_id = p_child and m.same is distinct from false) about
    where exists (select 1 from contact_bar b where b.authority_id = app_authority() and b.contact_id = about.contact_id and b.account_id = p_account and b.lifted_at is null)
      or exists (select 1 from contact_acquaintance a where a.authority_id = app_authority() and a.contact_id = about.contact_id and a.account_id = p_account
        and not exists (select 1 from contact_declaration d where d.authority_id = a.authority_id and d.contact_id = a.contact_id and d.account_id = a.account_id and d.at > a.at)));
end;
revoke all on function app_conflicted_of(uuid, uuid) from public;

-- The restricted children without a guardian here: for the product all, for a manager those of whom they have no conflict. Who
-- registered the child is said, and nothing of the child itself.
create function app_unguarded() returns table (id uuid, registered_at timestamptz, registered_by uuid, second_id uuid) language sql stable security definer
begin atomic
  select c.id, c.registered_at, c.registered_by, c.second_id from restricted_child c
    where c.authority_id = app_authority() and c.confirmed_at is not null and c.ended_at is null and app_role() in ('manager', 'system')
      and not app_guardian_here(c.id) and (app_role() = 'system' or not app_conflicted_of(c.id, app_actor()))
    order by c.registered_at, c.id;
end;
revoke all on function app_unguarded() from public;
grant execute on function app_unguarded() to doorstep_app;

-- Who may be named for a child: whoever does casework here and has no conflict. The product alone asks it.
create function app_may_guard(p_child uuid, p_account uuid) returns boolean language sql stable security definer
begin atomic
  select app_role() = 'system' and not app_conflicted_of(p_child, p_account)
    and exists (select 1 from membership m where m.authority_id = app_authority() and m.account_id = p_account and m.disabled_at is null
      and m.role in ('cads_social_worker', 'emergency_duty_worker', 'manager'));
end;
revoke all on function app_may_guard(uuid, uuid) from public;
grant execute on function app_may_guard(uuid, uuid) to doorstep_app;

create function app_in_force(p_child uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from restricted_child c where c.authority_id = app_authority() and c.id = p_child and c.confirmed_at is not null);
end;
revoke all on function app_in_force(uuid) from public;
grant execute on function app_in_force(uuid) to doorstep_app;

-- Once the second manager has confirmed the child, a guardian is named by somebody with a reason, and only while none is here.
create policy restricted_guardian_named_anew on restricted_guardian as restrictive for insert to doorstep_app
  with check (case when by is null then not app_in_force(restricted_child_id) else not app_guardian_here(restricted_child_id) end);
create policy restricted_guardian_again on restricted_guardian as restrictive for update to doorstep_app
  with check (ended_at is not null or (by is not null and not app_guardian_here(restricted_child_id)));

-- It calls managers, and names no child.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'duty_late', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian')) = (contact_id is null));
create policy alarm_no_guardian on alarm as restrictive to doorstep_app
  using (kind <> 'no_guardian' or (select app_role()) in ('system', 'manager'))
  with check (kind <> 'no_guardian' or (select app_role()) in ('system', 'manager'));
