-- A claim on which nothing is done goes back to the queue (safe practice 7.1). A decision being written is something done:
-- the product sees when a draft about a contact was last saved.
create policy draft_about_contact on draft for select using (authority_id = (select app_authority()) and contact_id is not null and (select app_role()) = 'system');
alter table claim add constraint claim_ended_how check (ended_how is null or ended_how in ('released', 'handed_over', 'reassigned', 'closed', 'idle', 'shift_end', 'disabled'));
