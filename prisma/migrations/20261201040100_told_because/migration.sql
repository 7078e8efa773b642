-- A report says who must not be told: whoever writes to the family says why this person may be (safe practice 4; first questions). None was asked before.
alter table family_confirmation add column told_because text not null default '';
