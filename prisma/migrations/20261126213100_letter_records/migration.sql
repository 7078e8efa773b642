-- What must be known before a letter may go: agreement to tell a possible subject, proof of a safe way, what police and
-- strategy discussion said about the family, and what a worker confirmed for one letter to it. All are records: added, never changed.

-- The owner, too, is bound by the policies when a foreign key is checked: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table telling_agreement (
  authority_id text not null, id uuid not null, contact_id uuid not null, decision_id uuid not null,
  at timestamptz(6) not null, by uuid not null,
  agreed_by_role text not null check (agreed_by_role in ('designated_officer', 'strategy_discussion')),
  agreed_by_name text not null check (length(btrim(agreed_by_name)) > 0),
  agreed_on date not null,
  content text not null check (content in ('received', 'category')),
  words text not null,
  constraint telling_agreement_pkey primary key (authority_id, id));
create index telling_agreement_authority_id_contact_id_idx on telling_agreement (authority_id, contact_id);

create table safe_contact (
  authority_id text not null, id uuid not null, contact_id uuid not null, recipient_key text not null,
  at timestamptz(6) not null, by uuid not null,
  way text not null check (way in ('letter', 'email', 'telephone')),
  how text not null check (how in ('spoken_with', 'handed_over', 'own_account')),
  proved_by text not null check (length(btrim(proved_by)) > 0),
  proved_on date not null,
  no_message boolean not null,
  words text not null,
  constraint safe_contact_pkey primary key (authority_id, id));
create index safe_contact_authority_id_contact_id_idx on safe_contact (authority_id, contact_id);

create table family_telling (
  authority_id text not null, id uuid not null, contact_id uuid not null,
  at timestamptz(6) not null, by uuid not null,
  kind text not null check (kind in ('police_hold', 'police_lift', 'strategy_plan')),
  named text not null check (length(btrim(named)) > 0),
  tell text not null check ((kind = 'strategy_plan') = (tell in ('tell', 'not_yet')) and tell in ('', 'tell', 'not_yet')),
  tell_by text not null,
  tell_from timestamptz(6),
  words text not null check (length(btrim(words)) > 0),
  constraint family_telling_pkey primary key (authority_id, id));
create index family_telling_authority_id_contact_id_idx on family_telling (authority_id, contact_id);

create table family_confirmation (
  authority_id text not null, letter_id uuid not null, contact_id uuid not null, recipient_id uuid not null, child_id uuid not null,
  at timestamptz(6) not null, by uuid not null,
  standing text not null check (standing in ('parental_responsibility', 'young_person', 'mother', 'mother_told_them')),
  standing_words text not null,
  safe_contact_id uuid not null,
  wish text not null check (wish in ('agrees', 'asked_not', 'not_able')),
  wish_words text not null,
  language text not null,
  interpreter text not null check (interpreter in ('not_needed', 'interpreter', 'translation')),
  reading text not null check (reading in ('ordinary', 'large_print', 'easy_read', 'read_aloud')),
  constraint family_confirmation_pkey primary key (authority_id, letter_id));
create index family_confirmation_authority_id_contact_id_idx on family_confirmation (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['telling_agreement', 'safe_contact', 'family_telling', 'family_confirmation']
  loop
    execute format('alter table %I add constraint %I foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade', t, t || '_authority_id_contact_id_fkey');
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('grant select, insert on %I to doorstep_app', t);
    -- Where the question was put to every table before these were there; otherwise it is put to them with the others.
    if to_regprocedure('app_may_open(uuid)') is not null then
      execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    end if;
  end loop;
  foreach t in array array['safe_contact', 'family_telling', 'family_confirmation']
  loop
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
  end loop;
end $$;
-- To tell a possible subject is agreed by somebody who answers for it.
create policy telling_agreement_add on telling_agreement for insert with check (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'system'));
alter table telling_agreement add constraint telling_agreement_authority_id_decision_id_fkey foreign key (authority_id, decision_id) references decision (authority_id, id) on delete restrict on update cascade;
alter table family_confirmation add constraint family_confirmation_authority_id_letter_id_fkey foreign key (authority_id, letter_id) references letter (authority_id, id) on delete restrict on update cascade;
alter table family_confirmation add constraint family_confirmation_authority_id_recipient_id_fkey foreign key (authority_id, recipient_id) references contact_person (authority_id, id) on delete restrict on update cascade;
alter table family_confirmation add constraint family_confirmation_authority_id_child_id_fkey foreign key (authority_id, child_id) references contact_person (authority_id, id) on delete restrict on update cascade;
alter table family_confirmation add constraint family_confirmation_authority_id_safe_contact_id_fkey foreign key (authority_id, safe_contact_id) references safe_contact (authority_id, id) on delete restrict on update cascade;
