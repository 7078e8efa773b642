-- A referrer's link to how far their concern is (issue 5, section 1; domain 7.11) is a link like a caller's: when it was first and
-- last opened, by which fact, and why somebody ended it.
alter table caller_link add column first_opened_at timestamptz(6);
alter table caller_link add column last_opened_at timestamptz(6);
alter table caller_link add column opened_by text;
alter table caller_link add column ended_why text not null default '';
alter table caller_link add constraint caller_link_opened check ((first_opened_at is null) = (opened_by is null) and (first_opened_at is null) = (last_opened_at is null) and (opened_by is null or opened_by in ('code', 'birth')));
alter table caller_link add constraint caller_link_why check (char_length(ended_why) <= 2000 and (ended_why = '' or ended_how = 'revoked'));
grant update (first_opened_at, last_opened_at, opened_by, ended_why) on caller_link to doorstep_app;
