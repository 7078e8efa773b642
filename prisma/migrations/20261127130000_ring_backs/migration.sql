-- Being rung back, and booked times to talk (issue 4, section 1; N20; safe practice 7.9): who is owed a call, by when and by whom,
-- each try, and how it ended. A number is kept as long as somebody has to be rung and no longer. docs/decisions/0038.

create table ring_back (
  authority_id text not null,
  id uuid not null,
  -- Why it is owed: asked for, asked for somebody else, or what was missed.
  origin text not null,
  -- The request it was made by, so that pressing twice asks once; null where nobody asked.
  request_id uuid,
  asked_at timestamptz(6) not null,
  asked_by uuid not null,
  -- The caller's own account, where they have one.
  account_id uuid,
  name text not null,
  role text not null default '',
  agency_id uuid,
  agency_name text not null default '',
  phone text not null,
  -- The reference of a report of theirs, or nothing: never a word about a child.
  about text not null default '',
  reachable_from timestamptz(6) not null,
  reachable_to timestamptz(6) not null,
  promised_at timestamptz(6) not null,
  owner_id uuid,
  -- The booked time that was missed.
  booking_id uuid,
  -- The call that is being logged for it.
  draft_id uuid,
  -- How often they rang and gave up before anybody rang back, and whether they got through since.
  times integer not null default 1,
  answered_later_at timestamptz(6),
  ended_at timestamptz(6),
  ended_how text,
  ended_why text not null default '',
  ended_by uuid,
  constraint ring_back_pkey primary key (authority_id, id),
  constraint ring_back_origin check (origin in ('asked', 'on_behalf', 'missed_slot', 'not_reached', 'abandoned')),
  constraint ring_back_times check (times > 0),
  constraint ring_back_reachable check (reachable_from < reachable_to),
  constraint ring_back_end check ((ended_at is null) = (ended_how is null) and (ended_at is null) = (ended_by is null) and (ended_how is null or ended_how in ('done', 'not_needed', 'withdrawn'))),
  -- Nothing ends without words, but what a logged call or the asker themself says.
  constraint ring_back_reason check (ended_how is null or ended_how = 'withdrawn' or (ended_how = 'done' and draft_id is not null) or length(btrim(ended_why)) > 0),
  -- Whoever has been rung, or need not be, is not kept by number.
  constraint ring_back_number check (case when ended_at is null then length(btrim(phone)) > 0 else phone = '' end)
);
create unique index ring_back_once on ring_back (authority_id, request_id) where request_id is not null;
create unique index ring_back_of_booking on ring_back (authority_id, booking_id) where booking_id is not null;
create index ring_back_authority_id_ended_at_promised_at_idx on ring_back (authority_id, ended_at, promised_at);
create index ring_back_authority_id_account_id_idx on ring_back (authority_id, account_id);
create index ring_back_authority_id_draft_id_idx on ring_back (authority_id, draft_id);

create table ring_back_try (
  authority_id text not null,
  id uuid not null,
  ring_back_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  outcome text not null,
  -- When it is tried again: the new promise.
  again_at timestamptz(6) not null,
  words text not null default '',
  constraint ring_back_try_pkey primary key (authority_id, id),
  constraint ring_back_try_outcome check (outcome in ('no_answer', 'engaged', 'not_there', 'wrong_number')),
  constraint ring_back_try_authority_id_ring_back_id_fkey foreign key (authority_id, ring_back_id) references ring_back (authority_id, id) on delete restrict on update cascade
);
create index ring_back_try_authority_id_ring_back_id_idx on ring_back_try (authority_id, ring_back_id);

create table talk_slot (
  authority_id text not null,
  id uuid not null,
  -- Whose time it is: they ring.
  account_id uuid not null,
  from_at timestamptz(6) not null,
  to_at timestamptz(6) not null,
  published_at timestamptz(6) not null,
  published_by uuid not null,
  withdrawn_at timestamptz(6),
  withdrawn_by uuid,
  constraint talk_slot_pkey primary key (authority_id, id),
  constraint talk_slot_time check (from_at < to_at),
  constraint talk_slot_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index talk_slot_once on talk_slot (authority_id, account_id, from_at) where withdrawn_at is null;
create index talk_slot_authority_id_from_at_idx on talk_slot (authority_id, from_at);

create table talk_booking (
  authority_id text not null,
  id uuid not null,
  slot_id uuid not null,
  request_id uuid not null,
  booked_at timestamptz(6) not null,
  booked_by uuid not null,
  account_id uuid,
  name text not null,
  role text not null default '',
  agency_id uuid,
  agency_name text not null default '',
  phone text not null,
  about text not null default '',
  draft_id uuid,
  ended_at timestamptz(6),
  -- talked | cancelled | moved | not_reached | missed | given_up (the time was taken back by the service)
  ended_how text,
  ended_why text not null default '',
  ended_by uuid,
  constraint talk_booking_pkey primary key (authority_id, id),
  constraint talk_booking_end check ((ended_at is null) = (ended_how is null) and (ended_at is null) = (ended_by is null) and (ended_how is null or ended_how in ('talked', 'cancelled', 'moved', 'not_reached', 'missed', 'given_up'))),
  constraint talk_booking_reason check (ended_how is distinct from 'talked' or draft_id is not null or length(btrim(ended_why)) > 0),
  constraint talk_booking_number check (case when ended_at is null then length(btrim(phone)) > 0 else phone = '' end),
  constraint talk_booking_authority_id_slot_id_fkey foreign key (authority_id, slot_id) references talk_slot (authority_id, id) on delete restrict on update cascade
);
create unique index talk_booking_once on talk_booking (authority_id, request_id);
-- One at a time for each slot: two who press at the same moment do not both have it.
create unique index talk_booking_one on talk_booking (authority_id, slot_id) where ended_how is null or ended_how not in ('cancelled', 'moved');
create index talk_booking_authority_id_account_id_idx on talk_booking (authority_id, account_id);
create index talk_booking_authority_id_draft_id_idx on talk_booking (authority_id, draft_id);
create index talk_booking_authority_id_slot_id_idx on talk_booking (authority_id, slot_id);

do $$
declare t text;
begin
  foreach t in array array['ring_back', 'ring_back_try', 'talk_slot', 'talk_booking'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
  end loop;
  foreach t in array array['ring_back', 'talk_slot', 'talk_booking'] loop
    execute format('create policy %I on %I for update using (authority_id = (select app_authority()) and (select app_writes_casework())) with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_change', t);
  end loop;
end $$;
-- Whoever asked sees their own; nobody of their agency sees it, nor whether others have asked.
create policy ring_back_own on ring_back for select using (authority_id = (select app_authority()) and account_id = (select app_actor()));
create policy talk_booking_own on talk_booking for select using (authority_id = (select app_authority()) and account_id = (select app_actor()));
-- And the time they have booked.
create policy talk_slot_own on talk_slot for select using (authority_id = (select app_authority())
  and exists (select 1 from talk_booking b where b.authority_id = talk_slot.authority_id and b.slot_id = talk_slot.id and b.account_id = (select app_actor())));

grant select, insert on ring_back, ring_back_try, talk_slot, talk_booking to doorstep_app;
-- What was asked stays as it was asked. Who asked is forgotten where the call made them a protected source (7.14).
grant update (phone, promised_at, owner_id, draft_id, times, answered_later_at, ended_at, ended_how, ended_why, ended_by, asked_by, account_id, name, role, agency_id, agency_name, about, request_id) on ring_back to doorstep_app;
grant update (withdrawn_at, withdrawn_by, account_id) on talk_slot to doorstep_app;
grant update (phone, draft_id, ended_at, ended_how, ended_why, ended_by, booked_by, account_id, name, role, agency_id, agency_name, about) on talk_booking to doorstep_app;

-- A call that is owed and late is an alarm, about no contact.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'ring_back'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back')) = (contact_id is null));
