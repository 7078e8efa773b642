-- A letter that was cancelled before it went, or that came back, may be written anew: the next issue of the same letter.

alter table letter add column issue integer not null default 1;
alter table letter add column about_id uuid;
alter table letter add column replaces_id uuid;
alter table letter add constraint letter_issue check (issue >= 1);
drop index "letter_authority_id_contact_id_occasion_recipient_key_kind_key";
create unique index "letter_authority_id_contact_id_occasion_recipient_key_kind__key" on letter (authority_id, contact_id, occasion, recipient_key, kind, issue);
create index "letter_authority_id_decision_id_idx" on letter (authority_id, decision_id);

alter table letter_event drop constraint letter_event_what;
alter table letter_event add constraint letter_event_what check (what in ('previewed', 'sent', 'posted', 'read', 'delivered', 'failed', 'cancelled', 'returned', 'undelivered'));
drop index letter_event_once;
create unique index letter_event_once on letter_event (authority_id, letter_id, what) where what in ('sent', 'posted', 'delivered', 'read', 'cancelled', 'returned', 'undelivered');

-- The duty to tell is owed anew when a letter comes back: once for each that does.
alter table duty add column occasion_id uuid;
drop index duty_once;
create unique index duty_once on duty (authority_id, contact_id, code,
  coalesce(decision_id, '00000000-0000-0000-0000-000000000000'::uuid), coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid),
  coalesce(occasion_id, '00000000-0000-0000-0000-000000000000'::uuid));
