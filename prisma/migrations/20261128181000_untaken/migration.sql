-- What nobody of a role has taken, soonest first: an index whose column is asked to be null gives no order, so that every open
-- duty of the area was read instead. Here it is the condition, and the order is that of the list.
drop index duty_authority_id_owner_role_open_owner_id_idx;
create index duty_untaken on duty (authority_id, owner_role, open, due_at, opened_at, id) where owner_id is null;

-- The calls that somebody made, among all the letters that they were ever sent.
drop index letter_authority_id_recipient_id_idx;
create index letter_authority_id_recipient_id_kind_idx on letter (authority_id, recipient_id, kind);
