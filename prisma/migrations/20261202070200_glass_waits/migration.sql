-- Somebody asked in duty hours to break the glass, and no second person has answered: managers are called, and never whoever asked, who
-- would otherwise silence the only call (safe practice 14; docs/decisions/0021). Of no contact: whether there is one, nobody is told.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'nobody_signs', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'duty_late', 'strategy_untaken', 'today_untaken', 'protection_ends', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian', 'not_confirmed', 'glass_waits'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian', 'not_confirmed', 'glass_waits')) = (contact_id is null));
create policy alarm_glass_waits on alarm as restrictive to doorstep_app
  using (kind <> 'glass_waits' or (select app_role()) = 'system' or ((select app_role()) = 'manager' and split_part(occasion, ' ', 2) <> (select app_actor())::text))
  with check (kind <> 'glass_waits' or (select app_role()) = 'system' or ((select app_role()) = 'manager' and split_part(occasion, ' ', 2) <> (select app_actor())::text));
