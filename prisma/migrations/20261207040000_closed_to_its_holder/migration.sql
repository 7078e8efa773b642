-- A contact that was closed to whoever holds it goes back to the queue, and says why (safe practice 7.14).
alter table claim drop constraint claim_ended_how;
alter table claim add constraint claim_ended_how check (ended_how is null or ended_how in ('released', 'handed_over', 'reassigned', 'closed', 'idle', 'shift_end', 'disabled', 'closed_to'));
