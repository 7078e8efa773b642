-- A caller who gives no name for a child at level 4 is an alarm of a manager's at once, about no contact: there is none yet (safe practice 2).
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused')) = (contact_id is null));

-- A call that was cut off is owed within ten minutes, with the call that was being taken down (safe practice 9).
alter table ring_back drop constraint ring_back_origin;
alter table ring_back add constraint ring_back_origin check (origin in ('asked', 'on_behalf', 'missed_slot', 'not_reached', 'abandoned', 'cut_off'));
