-- The application has one plan for all values of a statement, and such a plan cannot know that `open = $1` asks for what an index
-- of open duties alone holds: it read every duty of the area. Whether a duty is open is a column of the index now.
drop index duty_open_due;
drop index duty_open_owner;
drop index duty_open_role;
drop index duty_open_code;
create index duty_authority_id_open_due_at_idx on duty (authority_id, open, due_at, opened_at, id);
create index duty_authority_id_owner_id_open_idx on duty (authority_id, owner_id, open, due_at, opened_at, id);
create index duty_authority_id_owner_role_open_owner_id_idx on duty (authority_id, owner_role, open, owner_id, due_at, opened_at, id);
create index duty_authority_id_code_open_due_at_idx on duty (authority_id, code, open, due_at, opened_at, id);
