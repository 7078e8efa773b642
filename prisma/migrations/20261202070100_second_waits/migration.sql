-- A restricted child that its second manager has not confirmed lies open to the whole desk: the second is called, then who registered it
-- (safe practice 14; docs/decisions/0021). Of no contact, and seen by managers alone.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'nobody_signs', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'duty_late', 'strategy_untaken', 'today_untaken', 'protection_ends', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian', 'not_confirmed'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian', 'not_confirmed')) = (contact_id is null));
create policy alarm_not_confirmed on alarm as restrictive to doorstep_app
  using (kind <> 'not_confirmed' or (select app_role()) in ('system', 'manager'))
  with check (kind <> 'not_confirmed' or (select app_role()) in ('system', 'manager'));

-- One that was never in force closed nothing: whoever registered it takes it back alone, with the reason. One in force ends by two.
alter table restricted_child drop constraint restricted_child_end_two_persons;
alter table restricted_child add constraint restricted_child_end_two_persons check (ended_at is null
  or (length(btrim(ended_why)) > 0 and case when confirmed_at is null then ended_by = registered_by else end_asked_by is not null and ended_by <> end_asked_by end)) not valid;
