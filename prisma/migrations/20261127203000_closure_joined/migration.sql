-- What was joined into a contact is asked for whenever one is opened or arrives. Without an index every closure of the
-- authority was read for it, three times for a report that is sent: with 22,000 of them nine milliseconds each.
create index "closure_authority_id_joined_to_id_idx" on "closure" ("authority_id", "joined_to_id");
