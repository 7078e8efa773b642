-- What may be read of an alarm about an unanswered guardian is also what may be written of it: said outright, since a policy that
-- only says what may be seen leaves that to whoever knows the database's defaults.
alter policy alarm_for_guardians on alarm
  using (kind <> 'not_answered' or (select app_role()) in ('system', 'manager') or (select app_is_guardian()))
  with check (kind <> 'not_answered' or (select app_role()) in ('system', 'manager') or (select app_is_guardian()));
