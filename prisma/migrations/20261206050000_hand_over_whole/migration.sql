-- Of how many contacts a hand-over told when it was written. A contact that is closed to somebody is none that they could count, and
-- the note may tell of its family all the same: where they find fewer, they are not given the note (safe practice 7.14).
alter table hand_over add column item_count integer;
alter table hand_over no force row level security;
alter table hand_over_item no force row level security;
update hand_over h set item_count = (select count(*) from hand_over_item i where i.authority_id = h.authority_id and i.hand_over_id = h.id);
alter table hand_over force row level security;
alter table hand_over_item force row level security;
