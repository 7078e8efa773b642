-- A child under police protection or an emergency protection order (Children Act 1989 ss.44 to 46; docs/decisions/0056). Each ends by
-- itself, so that it is a row with an end, a duty due at it, and an alarm before. Nothing of it is ever changed.
create table protection (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  person_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  kind text not null,
  began_at timestamptz(6) not null,
  ends_at timestamptz(6) not null,
  agency text not null,
  named text not null,
  -- Where the child is: as secret as a protected address.
  place text not null,
  follows_id uuid,
  corrects_id uuid,
  reason text not null default '',
  constraint protection_pkey primary key (authority_id, id),
  constraint protection_kind check (kind in ('police', 'order')),
  constraint protection_began check (began_at <= at and ends_at > began_at),
  -- Elapsed hours: never typed, and nobody extends them.
  constraint protection_police check (kind <> 'police' or (follows_id is null and ends_at = began_at + interval '72 hours')),
  -- Days on the London clock, which may be an hour longer.
  constraint protection_order check (kind <> 'order' or ends_at <= began_at + interval '361 hours'),
  constraint protection_words check (length(btrim(agency)) > 0 and length(btrim(named)) > 0 and length(btrim(place)) > 0),
  constraint protection_reason check ((corrects_id is null) = (length(btrim(reason)) = 0)),
  constraint protection_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint protection_authority_id_person_id_fkey foreign key (authority_id, person_id) references contact_person (authority_id, id) on delete restrict on update cascade
);
create index protection_authority_id_contact_id_idx on protection (authority_id, contact_id);
create index protection_authority_id_person_id_idx on protection (authority_id, person_id);
create unique index protection_authority_id_corrects_id_key on protection (authority_id, corrects_id);

create table protection_end (
  authority_id text not null,
  id uuid not null,
  protection_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  how text not null,
  ended_at timestamptz(6) not null,
  words text not null,
  needs_agreement boolean not null,
  constraint protection_end_pkey primary key (authority_id, id),
  constraint protection_end_how check (how in ('returned', 's20', 'epo', 'extended', 'ico', 'other_authority')),
  -- That a child goes home is never one person's act.
  constraint protection_end_two check (needs_agreement = (how = 'returned')),
  constraint protection_end_words check (length(btrim(words)) > 0),
  constraint protection_end_authority_id_protection_id_fkey foreign key (authority_id, protection_id) references protection (authority_id, id) on delete restrict on update cascade
);
create index protection_end_authority_id_contact_id_idx on protection_end (authority_id, contact_id);
create index protection_end_authority_id_protection_id_idx on protection_end (authority_id, protection_id);
create unique index protection_end_authority_id_id_by_key on protection_end (authority_id, id, by);
create unique index protection_end_once on protection_end (authority_id, protection_id) where not needs_agreement;

create table protection_answer (
  authority_id text not null,
  end_id uuid not null,
  asked_by uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  verdict text not null,
  comment text not null,
  constraint protection_answer_pkey primary key (authority_id, end_id),
  -- As with a countersign: nobody agrees with themselves, whatever the application says.
  constraint protection_answer_second_person check (by <> asked_by),
  constraint protection_answer_verdict check (verdict in ('agreed', 'refused')),
  constraint protection_answer_comment check (length(btrim(comment)) > 0),
  constraint protection_answer_authority_id_end_id_asked_by_fkey foreign key (authority_id, end_id, asked_by) references protection_end (authority_id, id, by) on delete restrict on update cascade
);
create unique index protection_answer_authority_id_end_id_asked_by_key on protection_answer (authority_id, end_id, asked_by);
create index protection_answer_authority_id_contact_id_idx on protection_answer (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['protection', 'protection_end', 'protection_answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('grant select, insert on %I to doorstep_app', t);
    perform retention_cover(t);
  end loop;
end $$;

-- Somebody is called before it ends, and while it has not ended as a duty that is late.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'duty_late', 'strategy_untaken', 'protection_ends', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian'));
