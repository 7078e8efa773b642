-- How often a machine asks could not be counted: its concern is taken all the same, and somebody is told.
alter table machine_trouble drop constraint machine_trouble_what;
alter table machine_trouble add constraint machine_trouble_what check (what in ('over_limit', 'uncounted', 'too_large', 'key_ended', 'wrong_door'));
