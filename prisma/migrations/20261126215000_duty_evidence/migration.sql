-- Duties that are law (domain 7.15): evidence by question, what was done meanwhile, offers to a colleague, and each
-- time a child was missing. Words are kept for good: nothing here is changed later but the answer to an offer.

alter table duty add column episode int not null default 0;
drop index duty_once;
create unique index duty_once on duty (authority_id, contact_id, code, episode,
  coalesce(decision_id, '00000000-0000-0000-0000-000000000000'::uuid), coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid),
  coalesce(occasion_id, '00000000-0000-0000-0000-000000000000'::uuid));
alter table duty_discharge add column evidence jsonb not null default '[]';

create table duty_note (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  duty_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  words text not null,
  constraint duty_note_pkey primary key (authority_id, id),
  constraint duty_note_authority_id_duty_id_fkey foreign key (authority_id, duty_id) references duty (authority_id, id) on delete restrict on update cascade,
  constraint duty_note_words check (length(btrim(words)) > 0)
);
create index duty_note_authority_id_duty_id_idx on duty_note (authority_id, duty_id);

create table duty_offer (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  duty_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  to_id uuid not null,
  words text not null,
  answered_at timestamptz(6),
  verdict text,
  reason text not null default '',
  constraint duty_offer_pkey primary key (authority_id, id),
  constraint duty_offer_authority_id_duty_id_fkey foreign key (authority_id, duty_id) references duty (authority_id, id) on delete restrict on update cascade,
  constraint duty_offer_verdict check (verdict in ('accepted', 'declined', 'taken_back')),
  constraint duty_offer_answered check ((answered_at is null) = (verdict is null)),
  constraint duty_offer_why check (verdict is distinct from 'declined' or length(btrim(reason)) > 0)
);
create index duty_offer_authority_id_duty_id_idx on duty_offer (authority_id, duty_id);
create index duty_offer_authority_id_to_id_idx on duty_offer (authority_id, to_id);
-- One offer of a duty waits at a time, whoever races.
create unique index duty_offer_waits on duty_offer (authority_id, duty_id) where answered_at is null;

create table missing_episode (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  person_id uuid not null,
  episode int not null,
  what text not null,
  happened_at timestamptz(6),
  at timestamptz(6) not null,
  by uuid not null,
  constraint missing_episode_pkey primary key (authority_id, id),
  constraint missing_episode_authority_id_person_id_fkey foreign key (authority_id, person_id) references contact_person (authority_id, id) on delete restrict on update cascade,
  constraint missing_episode_what check (what in ('missing', 'found')),
  constraint missing_episode_found check (what <> 'found' or happened_at is not null)
);
create unique index missing_episode_once on missing_episode (authority_id, contact_id, person_id, episode, what);

do $$
declare t text;
begin
  foreach t in array array['duty_note', 'duty_offer', 'missing_episode']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for all using (authority_id = (select app_authority()) and (select app_writes_casework())) with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_write', t);
  end loop;
end $$;
grant select, insert on duty_note, missing_episode to doorstep_app;
grant select, insert on duty_offer to doorstep_app;
grant update (answered_at, verdict, reason) on duty_offer to doorstep_app;

-- The police report of known genital mutilation is owed by the professional who learned of it (Female Genital Mutilation
-- Act 2003 s.5B): they see that duty, and whether it ended, and no other.
create policy duty_own on duty for select using (authority_id = (select app_authority()) and code = 'FGM_POLICE' and owner_id = (select app_actor()));
create policy duty_discharge_own on duty_discharge for select using (authority_id = (select app_authority())
  and by = (select app_actor()) and exists (select 1 from duty d where d.authority_id = duty_discharge.authority_id and d.id = duty_discharge.duty_id));
