-- A kind of alarm about a contact: a strategy discussion that emergency duty holds by telephone, and that nobody of it has taken (domain
-- 3.2; safe practice 7.1). Nobody was called about it until its 24 hours were over.
alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered', 'duty_late', 'strategy_untaken', 'ring_back', 'looked_up_self', 'looked_up_colleague', 'looked_up_many', 'name_refused', 'needs_typing', 'machine_trouble', 'sign_in_many', 'concerns_many', 'job_given_up', 'no_guardian'));
