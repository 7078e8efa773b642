-- Whoever asks us is told nothing before they were made sure of (domain 7.9): when that was stands beside how. Null for a refusal, and for
-- what was answered before, or by an earlier release beside this one.
alter table information_answer add column checked_at timestamptz(6);
alter table information_answer add constraint information_answer_checked_at check (checked_at is null or (outcome = 'given' and checked_at <= at));
