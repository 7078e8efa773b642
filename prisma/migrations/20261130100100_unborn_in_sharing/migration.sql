-- Whom what goes to another agency lets know of a pregnancy (safe practice 12; docs/decisions/0032): nothing goes to anybody whom the mother has
-- not told, nor to whoever would tell them. Null for what was written down before, by an earlier release beside this one, and where none is on record.
alter table outbound_fact add column pregnancy_reach text;
alter table outbound_fact add constraint outbound_fact_pregnancy check (
  (pregnancy_reach is null or pregnancy_reach in ('nothing', 'told', 'kept', 'not_told')) and (pregnancy_reach is distinct from 'not_told' or length(btrim(late_why)) > 0));
