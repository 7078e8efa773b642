-- Whoever reported a contact that was joined into another is told of its decision too. Where nobody can reach one of them,
-- that is recorded for that one alone: the contact named is the one they reported, the decision the other's. For the
-- contact's own referrer the two belong together, as before.

-- The owner, too, is bound by the policies: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

alter table not_told drop constraint not_told_pkey;
alter table not_told add constraint not_told_pkey primary key (authority_id, decision_id, contact_id);

-- That the reporter of a joined contact is not told, is a manager's to say.
create policy not_told_of_joined on not_told as restrictive for insert to doorstep_app with check (
  (select app_role()) in ('manager', 'system')
  or exists (select 1 from decision d where d.authority_id = not_told.authority_id and d.id = not_told.decision_id and d.contact_id = not_told.contact_id));
