-- Drafts that die (safe practice 7.10): that a serious report was begun and not sent is known without reading it. One
-- derived row for a draft, written by the product when its author saves; never a word of what is in it.
-- docs/decisions/0029.

create table unsent_report (
    authority_id text not null,
    -- What managers and alarms name it by: the draft's own id leads to its author in the ledger.
    id uuid not null,
    draft_id uuid not null,
    -- Null and empty where the author asks that nobody learns who they are, and once it is sent.
    author_id uuid,
    author_name text not null default '',
    agency_id uuid,
    agency_name text not null default '',
    phone text not null default '',
    begun_at timestamptz(6) not null,
    touched_at timestamptz(6) not null,
    -- Since when what is typed is serious: the reminders are counted from here, and saving again moves none of them.
    since timestamptz(6) not null,
    urgent boolean not null,
    lead_excluded boolean not null,
    protected boolean not null,
    author_again_at timestamptz(6),
    author_morning_at timestamptz(6),
    lead_told_at timestamptz(6),
    manager_told_at timestamptz(6),
    ended_at timestamptz(6),
    ended_how text,
    ended_why text not null default '',
    ended_by uuid,
    constraint unsent_report_pkey primary key (authority_id, id),
    constraint unsent_report_authority_id_draft_id_fkey foreign key (authority_id, draft_id) references draft (authority_id, id) on delete restrict on update cascade
);
create unique index unsent_report_authority_id_draft_id_key on unsent_report (authority_id, draft_id);
create index unsent_report_authority_id_agency_id_idx on unsent_report (authority_id, agency_id);
create index unsent_report_authority_id_ended_at_idx on unsent_report (authority_id, ended_at);
alter table unsent_report add constraint unsent_report_end check ((ended_at is null) = (ended_how is null) and (ended_how is null or ended_how in ('sent', 'sent_another_way', 'not_needed', 'no_longer')));
-- "Deleted only after a person marks it sent another way or not needed, with a reason."
alter table unsent_report add constraint unsent_report_reason check (ended_how is null or ended_how not in ('sent_another_way', 'not_needed') or length(btrim(ended_why)) > 0);
-- Whoever asked to be protected, or has sent it, is nobody here.
alter table unsent_report add constraint unsent_report_nobody check (not (protected or coalesce(ended_how, '') = 'sent') or (author_id is null and author_name = '' and agency_id is null and agency_name = '' and phone = ''));
alter table draft no force row level security;
alter table draft add constraint draft_put_away_reason check (closed_how is null or closed_how = 'sent' or length(btrim(coalesce(closed_why, ''))) > 0);
alter table draft force row level security;

create table unsent_call (
    authority_id text not null,
    id uuid not null,
    unsent_id uuid not null,
    at timestamptz(6) not null,
    by uuid not null,
    outcome text not null,
    words text not null,
    constraint unsent_call_pkey primary key (authority_id, id),
    constraint unsent_call_authority_id_unsent_id_fkey foreign key (authority_id, unsent_id) references unsent_report (authority_id, id) on delete restrict on update cascade
);
create index unsent_call_authority_id_unsent_id_idx on unsent_call (authority_id, unsent_id);
alter table unsent_call add constraint unsent_call_outcome check (outcome in ('will_send', 'not_reached', 'asked_to_ring', 'sent_another_way', 'not_needed'));
alter table unsent_call add constraint unsent_call_words check (length(btrim(words)) > 0);

alter table unsent_report enable row level security;
alter table unsent_report force row level security;
alter table unsent_call enable row level security;
alter table unsent_call force row level security;

-- Its author, through their own draft. The agency's lead and the managers from the moment they are told, and the lead
-- never where safe practice 7.3 keeps the lead out. Nobody else.
create policy unsent_report_read on unsent_report for select using (authority_id = (select app_authority()) and (
  (select app_role()) = 'system'
  or ((select app_role()) in ('manager', 'emergency_duty_worker') and manager_told_at is not null)
  or ((select app_role()) = 'partner_safeguarding_lead' and agency_id = (select app_agency()) and lead_told_at is not null and not lead_excluded and not protected and ended_at is null)
  or exists (select 1 from draft d where d.authority_id = unsent_report.authority_id and d.id = unsent_report.draft_id)));
create policy unsent_report_add on unsent_report for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy unsent_report_change on unsent_report for update using (authority_id = (select app_authority()) and (select app_role()) = 'system')
  with check (authority_id = (select app_authority()) and (select app_role()) = 'system');

create policy unsent_call_read on unsent_call for select using (authority_id = (select app_authority())
  and (select app_role()) in ('manager', 'emergency_duty_worker', 'system')
  and exists (select 1 from unsent_report u where u.authority_id = unsent_call.authority_id and u.id = unsent_call.unsent_id));
create policy unsent_call_add on unsent_call for insert with check (authority_id = (select app_authority())
  and (select app_role()) in ('manager', 'emergency_duty_worker') and by = (select app_actor())
  and exists (select 1 from unsent_report u where u.authority_id = unsent_call.authority_id and u.id = unsent_call.unsent_id and u.ended_at is null));
-- What somebody was told and did stays.
grant select, insert, update on unsent_report to doorstep_app;
grant select, insert on unsent_call to doorstep_app;

-- Whom to remind: the product alone asks it, one draft at a time, and learns nothing of what is in it.
create policy draft_keeper on draft for select to doorstep_owner using (authority_id = (select app_authority()));
create function app_unsent_author(p_unsent uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select d.owner_id from unsent_report u join draft d on d.authority_id = u.authority_id and d.id = u.draft_id
  where u.authority_id = app_authority() and u.id = p_unsent and app_role() = 'system' $$;
revoke all on function app_unsent_author(uuid) from public;
grant execute on function app_unsent_author(uuid) to doorstep_app;
