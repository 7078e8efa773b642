-- Notifications in large numbers (issue 5, section 1): each is one intake like any other, and stands beside those it came with.
alter table machine_intake add column batch_id uuid, add column item text not null default '';
create index machine_intake_authority_id_batch_id_idx on machine_intake (authority_id, batch_id);
