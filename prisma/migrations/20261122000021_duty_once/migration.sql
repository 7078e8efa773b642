-- A duty is opened once for the same contact, decision, child and code, whoever races: a second try is
-- "on conflict do nothing". Nulls are written out, since two nulls are not equal to an index.
create unique index duty_once on duty (authority_id, contact_id, code,
  coalesce(decision_id, '00000000-0000-0000-0000-000000000000'::uuid), coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid));
alter table duty_discharge add constraint duty_discharge_how check (how in ('done', 'accepted', 'ended_lawfully'));
alter table duty_discharge add constraint duty_discharge_words check (length(btrim(words)) > 0);
