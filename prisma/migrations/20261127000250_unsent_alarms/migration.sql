-- "Unsent report, ring them" (safe practice 7.10) is an alarm like the others, about no contact: there is none yet.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4')) = (contact_id is null));
