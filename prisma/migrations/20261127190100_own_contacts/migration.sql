-- A referrer's contacts and an agency's come newest first (issue 5, section 5): with the day in the index nobody else's are read on the way.
create index contact_authority_id_referrer_id_received_at_id_idx on contact (authority_id, referrer_id, received_at desc, id);
create index contact_authority_id_agency_id_received_at_id_idx on contact (authority_id, agency_id, received_at desc, id);
drop index contact_authority_id_referrer_id_idx;
drop index contact_authority_id_agency_id_idx;
