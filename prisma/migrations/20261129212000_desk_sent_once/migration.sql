-- A form about what went to another agency that is sent twice is one fact in the record, the pack and the count (quality B4): each form has
-- a key of its own, and of each child it is about one row. Null for what was written down before, and by an earlier release beside this one.
alter table outbound_fact add column form_id uuid;
create unique index outbound_fact_authority_id_form_id_person_id_key on outbound_fact (authority_id, form_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'));
