-- A message is in the hands of one process at a time (quality B4, F15 and F16). The job queue hands a job out again when its process
-- was slow or stood still, and GOV.UK Notify has no key by which it would know a second copy. The database's clock says how long.
alter table message add column held_until timestamptz(6);
