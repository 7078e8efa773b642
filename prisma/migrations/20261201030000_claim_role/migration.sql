-- Who works by day and by night holds a contact in one of the two (safe practice 7.1, decision 19). What was claimed before does not say in which.
alter table claim add column role text;
alter table claim add constraint claim_role check (role is null or role in ('cads_social_worker', 'emergency_duty_worker', 'manager'));
