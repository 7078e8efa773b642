-- When everything that is due in an area was last looked at and no look failed: where that stands still alarms call nobody.
alter table authority add column looked_at timestamptz(6);
