-- Decisions that hold: "held for checks until", what became a referral, and contacts that belong to each other.

create table "hold" (
  "authority_id" text not null,
  "id" uuid not null,
  "contact_id" uuid not null,
  "at" timestamptz(6) not null,
  "by" uuid not null,
  "until" timestamptz(6) not null,
  "level" integer not null,
  "checking" text not null,
  "with_whom" text not null,
  "why_safe" text not null,
  "plan" jsonb not null,
  "parents_told" text not null,
  "untold_reason" text not null default '',
  "needs_agreement" boolean not null,
  "reasons" jsonb not null default '[]',
  constraint "hold_pkey" primary key ("authority_id", "id")
);
create unique index "hold_authority_id_id_by_key" on "hold" ("authority_id", "id", "by");
create index "hold_authority_id_contact_id_idx" on "hold" ("authority_id", "contact_id");
alter table "hold" add constraint "hold_authority_id_contact_id_fkey" foreign key ("authority_id", "contact_id") references "contact" ("authority_id", "id") on delete restrict on update cascade;
alter table hold add constraint hold_until check (until > at);
alter table hold add constraint hold_level check (level between 1 and 4);
alter table hold add constraint hold_parents_told check (parents_told in ('yes', 'no', 'own_records'));

create table "hold_answer" (
  "authority_id" text not null,
  "hold_id" uuid not null,
  "held_by" uuid not null,
  "contact_id" uuid not null,
  "by" uuid not null,
  "at" timestamptz(6) not null,
  "verdict" text not null,
  "comment" text not null,
  constraint "hold_answer_pkey" primary key ("authority_id", "hold_id")
);
create unique index "hold_answer_authority_id_hold_id_held_by_key" on "hold_answer" ("authority_id", "hold_id", "held_by");
create index "hold_answer_authority_id_contact_id_idx" on "hold_answer" ("authority_id", "contact_id");
alter table "hold_answer" add constraint "hold_answer_authority_id_hold_id_held_by_fkey" foreign key ("authority_id", "hold_id", "held_by") references "hold" ("authority_id", "id", "by") on delete restrict on update cascade;
-- As with a countersign: nobody agrees with themselves, whatever the application says.
alter table hold_answer add constraint hold_answer_second_person check (by <> held_by);
alter table hold_answer add constraint hold_answer_verdict check (verdict in ('agreed', 'refused'));
alter table hold_answer add constraint hold_answer_comment check (length(btrim(comment)) > 0);

create table "hold_end" (
  "authority_id" text not null,
  "hold_id" uuid not null,
  "contact_id" uuid not null,
  "at" timestamptz(6) not null,
  "by" uuid not null,
  "how" text not null,
  "words" text not null,
  constraint "hold_end_pkey" primary key ("authority_id", "hold_id")
);
create index "hold_end_authority_id_contact_id_idx" on "hold_end" ("authority_id", "contact_id");
alter table "hold_end" add constraint "hold_end_authority_id_hold_id_fkey" foreign key ("authority_id", "hold_id") references "hold" ("authority_id", "id") on delete restrict on update cascade;
alter table hold_end add constraint hold_end_how check (how in ('decided', 'refused', 'ended'));
alter table hold_end add constraint hold_end_words check (length(btrim(words)) > 0);

create table "referral" (
  "authority_id" text not null,
  "contact_id" uuid not null,
  "decision_id" uuid not null,
  "at" timestamptz(6) not null,
  "by" uuid not null,
  "basis" text not null,
  "words" text not null default '',
  constraint "referral_pkey" primary key ("authority_id", "contact_id")
);
create index "referral_authority_id_at_idx" on "referral" ("authority_id", "at");
create index "referral_authority_id_decision_id_idx" on "referral" ("authority_id", "decision_id");
alter table "referral" add constraint "referral_authority_id_contact_id_fkey" foreign key ("authority_id", "contact_id") references "contact" ("authority_id", "id") on delete restrict on update cascade;
alter table "referral" add constraint "referral_authority_id_decision_id_fkey" foreign key ("authority_id", "decision_id") references "decision" ("authority_id", "id") on delete restrict on update cascade;
alter table referral add constraint referral_basis check (basis in ('assessment', 'strategy', 'accepted'));
-- Only a manager's acceptance is words; the other two follow from what was decided.
alter table referral add constraint referral_words check (basis <> 'accepted' or length(btrim(words)) > 0);

create table "contact_link" (
  "authority_id" text not null,
  "contact_id" uuid not null,
  "other_id" uuid not null,
  "kind" text not null,
  "at" timestamptz(6) not null,
  "by" uuid not null,
  constraint "contact_link_pkey" primary key ("authority_id", "contact_id", "other_id")
);
create index "contact_link_authority_id_other_id_idx" on "contact_link" ("authority_id", "other_id");
alter table "contact_link" add constraint "contact_link_authority_id_contact_id_fkey" foreign key ("authority_id", "contact_id") references "contact" ("authority_id", "id") on delete restrict on update cascade;
alter table "contact_link" add constraint "contact_link_authority_id_other_id_fkey" foreign key ("authority_id", "other_id") references "contact" ("authority_id", "id") on delete restrict on update cascade;
alter table contact_link add constraint contact_link_kind check (kind in ('alleged_child'));
alter table contact_link add constraint contact_link_two check (contact_id <> other_id);

-- Casework: staff read, auditors too; nothing of it is ever changed.
do $$
declare t text;
begin
  foreach t in array array['hold', 'hold_answer', 'hold_end', 'referral', 'contact_link']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
  end loop;
end $$;
grant select, insert on hold, hold_answer, hold_end, referral, contact_link to doorstep_app;
