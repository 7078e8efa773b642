-- A call that was put away by mistake is taken up again, as a report is, and then it is no call that became no contact. What was said of it
-- when it was put away stays as it was, with when it was taken up; put away again, it is counted anew with the new reason.
alter table put_away_call add column taken_up_at timestamptz(6);
alter table put_away_call drop constraint put_away_call_pkey;
alter table put_away_call add constraint put_away_call_pkey primary key (authority_id, draft_id, at);
create policy put_away_call_take_up on put_away_call for update to doorstep_app using (authority_id = (select app_authority()) and (select app_role()) = 'system') with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant update (taken_up_at) on put_away_call to doorstep_app;
