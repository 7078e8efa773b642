-- A kind of alarm about no contact (issue 5, section 4; quality B4, F28): what was to be sent or looked at was given up after every
-- try. It waits in the job queue as failed and holds up nothing else; a person is told.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up'));
alter table alarm drop constraint alarm_about;
alter table alarm add constraint alarm_about check ((kind in ('nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up')) = (contact_id is null));
