-- What is said of an open contact beside its state (lib/contact/marks.ts), derived with the row like all of it.
alter table queue_row add column marks text[] default array[]::text[], add column held_until timestamptz(6);
