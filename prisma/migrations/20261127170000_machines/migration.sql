-- Machines that file concerns (issue 5, section 1; safe practice 17; docs/decisions/0041): keys bound to an agency and exchanged
-- without a gap, and what was sent by them: as a contact at once, or kept sealed until somebody has typed it in.

alter table api_key drop constraint api_key_scope;
alter table api_key add column agency_id uuid, add column rotated_at timestamptz(6), add column rotated_by uuid,
  -- The secret before this one, which opens until then.
  add column before_hash bytea, add column before_until timestamptz(6);
alter table api_key add constraint api_key_scope check (scope in ('call_events', 'contacts', 'notifications')),
  -- Who files for an agency is that agency's; a telephone system is nobody's.
  add constraint api_key_agency check ((scope = 'call_events') = (agency_id is null)),
  add constraint api_key_rotated check ((rotated_at is null) = (rotated_by is null) and (before_hash is null) = (before_until is null));
-- The rows that are there are looked through once, of every authority: nobody is asking.
alter table api_key no force row level security;
alter table agency no force row level security;
alter table api_key add constraint api_key_authority_id_agency_id_fkey foreign key (authority_id, agency_id) references agency (authority_id, id) on delete restrict on update cascade;
alter table api_key force row level security;
alter table agency force row level security;
create unique index api_key_authority_id_before_hash_key on api_key (authority_id, before_hash);
grant update (token_hash, before_hash, before_until, rotated_at, rotated_by) on api_key to doorstep_app;

create table machine_intake (
  authority_id text not null,
  id uuid not null,
  -- The contact's, from the first answer on: what waits to be typed in keeps it when it becomes one.
  reference text not null,
  key_id uuid not null,
  -- As the key was named then.
  system_name text not null,
  agency_id uuid not null,
  lane text not null,
  -- The sender's word for this one, by which a repeat is known, and what was in it: keyed digests.
  key_digest bytea not null,
  body_digest bytea not null,
  -- Another body had come under the same word: both are kept.
  other_content boolean not null default false,
  -- When it happened, when the sender sent it, when it was here: three things.
  event_at timestamptz(6),
  sent_at timestamptz(6),
  received_at timestamptz(6) not null,
  content_type text not null,
  size_bytes integer not null,
  -- The body as it came, encrypted for this row, until somebody has typed it in: then it is an original of the contact.
  sealed text,
  contact_id uuid,
  taken_at timestamptz(6),
  taken_by uuid,
  -- Where it is being typed in.
  draft_id uuid,
  ended_at timestamptz(6),
  ended_how text,
  ended_why text not null default '',
  ended_by uuid,
  constraint machine_intake_pkey primary key (authority_id, id),
  constraint machine_intake_lane check (lane in ('contact', 'notification')),
  constraint machine_intake_taken check ((taken_at is null) = (taken_by is null) and (taken_at is null) = (draft_id is null)),
  constraint machine_intake_end check ((ended_at is null) = (ended_how is null) and (ended_at is null) = (ended_by is null) and (ended_how is null or ended_how in ('filed', 'typed', 'not_needed'))),
  -- Nothing that waits is without its body, and nothing ends unread without words.
  constraint machine_intake_waits check (ended_at is not null or sealed is not null),
  constraint machine_intake_reason check (ended_how is distinct from 'not_needed' or length(btrim(ended_why)) > 0),
  constraint machine_intake_contact check (ended_how not in ('filed', 'typed') or contact_id is not null),
  constraint machine_intake_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint machine_intake_authority_id_agency_id_fkey foreign key (authority_id, agency_id) references agency (authority_id, id) on delete restrict on update cascade
);
create unique index machine_intake_authority_id_reference_key on machine_intake (authority_id, reference);
create unique index machine_intake_once on machine_intake (authority_id, key_id, key_digest, body_digest);
create index machine_intake_authority_id_ended_at_received_at_idx on machine_intake (authority_id, ended_at, received_at);
create index machine_intake_authority_id_contact_id_idx on machine_intake (authority_id, contact_id);
create index machine_intake_authority_id_draft_id_idx on machine_intake (authority_id, draft_id);
create index machine_intake_authority_id_received_at_idx on machine_intake (authority_id, received_at);

alter table machine_intake enable row level security;
alter table machine_intake force row level security;
create policy machine_intake_read on machine_intake for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy machine_intake_may_open on machine_intake as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
create policy machine_intake_add on machine_intake for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy machine_intake_change on machine_intake for update using (authority_id = (select app_authority()) and (select app_writes_casework())) with check (authority_id = (select app_authority()) and (select app_writes_casework()));
grant select, insert, update (sealed, contact_id, taken_at, taken_by, draft_id, ended_at, ended_how, ended_why, ended_by) on machine_intake to doorstep_app;
-- Sealing again under the current key (npm run reseal) is the owner's.
create policy machine_intake_owner on machine_intake to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));

-- Which agency and which system told is who told: where the source is protected, at once or later, nothing of it stays (7.14).
create function machine_intake_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from machine_intake where authority_id = new.authority_id and (contact_id = new.id or reference = new.reference);
  return null;
end $$;
revoke all on function machine_intake_forget() from public;
create trigger machine_intake_forget after insert or update of sealed on contact for each row when (new.sealed) execute function machine_intake_forget();

-- What a machine sent is kept as an original like any other; it is of no kind that its bytes would say.
alter table original drop constraint original_kind;
alter table original add constraint original_kind check (kind in ('pdf', 'eml', 'msg', 'docx', 'jpeg', 'png', 'gif', 'tiff', 'heic', 'text', 'sent'));

-- What was typed in may belong to a contact that is there already, like an e-mail.
alter table addition drop constraint addition_channel;
alter table addition add constraint addition_channel check (channel in ('', 'phone', 'email', 'letter', 'api'));

-- A machine sees of its agency's contacts what the agency's lead does, and no others (7.3, decision 16).
alter policy contact_read on contact using (authority_id = (select app_authority()) and (
  (select app_reads_casework()) or referrer_id = (select app_actor())
  or ((select app_role()) in ('partner_safeguarding_lead', 'machine') and agency_id = (select app_agency()) and not app_agency_hidden(id, past_agency or about_colleague))));

-- What a machine sent and nobody has typed in, or was too large to take, is an alarm, about no contact: there is none yet.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing')) = (contact_id is null));
