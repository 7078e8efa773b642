-- Whoever rings about a contact may not be sure whether a child could be hurt before somebody acts: it then stands in the queue as at level 4, as
-- a report of its own with that answer does (safe practice 1 and 8). What was put to a contact before says it in its words alone.
alter table addition add column perhaps_immediate boolean not null default false;
