-- A kind of alarm about a contact: something waits for a second person, it is late, and nobody here may sign it (safe practice 7.7). The
-- administrators of the area are told, who alone can let somebody sign.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'nobody_signs', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'duty_late', 'strategy_untaken', 'protection_ends', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian'));
