-- What can happen to a letter only once happens once, whoever races; and its recipient sees it only when it was sent.

create unique index letter_event_once on letter_event (authority_id, letter_id, what) where what in ('sent', 'posted', 'delivered', 'read', 'cancelled');

-- A policy on letter cannot ask letter_event, whose own policy asks letter: this look-up stands between.
create policy letter_event_lookup on letter_event for select to doorstep_owner using (authority_id = (select app_authority()));

create function letter_was_sent(p_letter uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from letter_event e where e.authority_id = app_authority() and e.letter_id = p_letter and e.what in ('sent', 'posted')) $$;
revoke all on function letter_was_sent(uuid) from public;
grant execute on function letter_was_sent(uuid) to doorstep_app;

alter policy letter_read on letter using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or (recipient_id = (select app_actor()) and letter_was_sent(id))));
-- Only the application asks by way of the letter; the look-up above, which runs as the owner, must not come back here.
alter policy letter_event_read on letter_event to doorstep_app;
