-- Attention in minutes, and at night (safe practice 7.1): since when a contact is urgent, who is being called about it,
-- each call, and what a worker made of its urgency.

alter table queue_row add column urgent_since timestamptz(6), add column rated_below boolean not null default false;

create table contact_rating (
    authority_id text not null,
    id uuid not null,
    contact_id uuid not null,
    at timestamptz(6) not null,
    by uuid not null,
    rating text not null,
    before text not null,
    reason text not null,
    constraint contact_rating_pkey primary key (authority_id, id),
    constraint contact_rating_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index contact_rating_authority_id_contact_id_at_idx on contact_rating (authority_id, contact_id, at);
alter table contact_rating add constraint contact_rating_colour check (rating in ('immediate', 'red', 'amber', 'green', 'blue') and before in ('immediate', 'red', 'amber', 'green', 'blue'));
alter table contact_rating add constraint contact_rating_reason check (length(btrim(reason)) > 0);

create table alarm (
    authority_id text not null,
    id uuid not null,
    kind text not null,
    contact_id uuid,
    -- What it is about besides its kind and contact: the instant at which the clock started, or the post and instant of a gap.
    occasion text not null,
    round integer not null,
    due_at timestamptz(6) not null,
    raised_at timestamptz(6) not null,
    ended_at timestamptz(6),
    ended_how text,
    ended_by uuid,
    constraint alarm_pkey primary key (authority_id, id),
    constraint alarm_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index alarm_authority_id_raised_at_idx on alarm (authority_id, raised_at);
create index alarm_authority_id_contact_id_idx on alarm (authority_id, contact_id);
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on'));
alter table alarm add constraint alarm_about check ((kind = 'nobody_on') = (contact_id is null));
alter table alarm add constraint alarm_end check ((ended_at is null) = (ended_how is null) and (ended_how is null or ended_how in ('accepted', 'met')) and (ended_how is distinct from 'accepted' or ended_by is not null));
-- Two workers that look at once raise one alarm, and call once.
create unique index alarm_once on alarm (authority_id, kind, coalesce(contact_id, '00000000-0000-0000-0000-000000000000'::uuid), occasion, round);

create table alarm_call (
    authority_id text not null,
    id uuid not null,
    alarm_id uuid not null,
    contact_id uuid,
    number integer not null,
    at timestamptz(6) not null,
    account_id uuid not null,
    -- The post they were on in; empty for somebody called because nobody was.
    post text not null,
    channel text not null,
    message_id uuid not null,
    constraint alarm_call_pkey primary key (authority_id, id),
    constraint alarm_call_authority_id_alarm_id_fkey foreign key (authority_id, alarm_id) references alarm (authority_id, id) on delete restrict on update cascade
);
create unique index alarm_call_authority_id_alarm_id_number_channel_key on alarm_call (authority_id, alarm_id, number, channel);
create index alarm_call_authority_id_account_id_at_idx on alarm_call (authority_id, account_id, at);

alter table message add column channel text not null default 'email', add column alarm_id uuid;
alter table message add constraint message_channel check (channel in ('email', 'text'));
-- The key is checked against what is there, which the owner may look through for as long.
alter table message no force row level security;
alter table message add constraint message_authority_id_alarm_id_fkey foreign key (authority_id, alarm_id) references alarm (authority_id, id) on delete restrict on update cascade;
alter table message force row level security;
create index message_authority_id_alarm_id_idx on message (authority_id, alarm_id);

do $$
declare t text;
begin
  foreach t in array array['contact_rating', 'alarm', 'alarm_call']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    -- The question "may this person open it?" is put to every table about a contact by the migration may_open, which comes
    -- later in a new database and came earlier in one that is brought up to date.
    if exists (select 1 from pg_proc where proname = 'app_may_open') then
      execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    end if;
  end loop;
end $$;
-- A worker rates; the product raises and calls; whoever works here accepts, in their own name.
create policy contact_rating_add on contact_rating for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy alarm_raise on alarm for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy alarm_end on alarm for update using (authority_id = (select app_authority()) and (select app_writes_casework()))
  with check (authority_id = (select app_authority()) and ((select app_role()) = 'system' or ended_by = (select app_actor())));
create policy alarm_call_add on alarm_call for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant select, insert on contact_rating, alarm_call to doorstep_app;
grant select, insert, update (ended_at, ended_how, ended_by) on alarm to doorstep_app;

-- A message without a letter is account mail, which only the post job reads; one that calls somebody to an alarm holds a
-- reference and no more, and those who may see the alarm see whether it went.
alter policy message_account_mail on message using (letter_id is not null or (select app_role()) = 'system'
  or exists (select 1 from alarm a where a.authority_id = message.authority_id and a.id = message.alarm_id));

-- May somebody else open this contact? For choosing whom to call: the product alone asks it.
create function app_could_open(p_contact uuid, p_account uuid) returns boolean language plpgsql set search_path = public, pg_temp as $$
declare v_actor text := app_setting('app.actor_id'); v_may boolean;
begin
  if app_role() <> 'system' then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.actor_id', p_account::text, true), set_config('app.role', 'manager', true);
  v_may := app_may_open(p_contact);
  perform set_config('app.actor_id', v_actor, true), set_config('app.role', 'system', true);
  return v_may;
end $$;
revoke all on function app_could_open(uuid, uuid) from public;
grant execute on function app_could_open(uuid, uuid) to doorstep_app;
