-- What may be written is held as tightly as what may be read, also against raw SQL under the app role.

-- A session or account link is one's own, unless an administrator or the system makes it.
alter policy session_own on session with check (authority_id = (select app_authority())
  and (account_id = (select app_actor()) or (select app_role()) in ('area_administrator', 'system')));
alter policy account_link_own on account_link with check (authority_id = (select app_authority())
  and (account_id = (select app_actor()) or (select app_role()) in ('area_administrator', 'system')));

-- What a second tab typed belongs to a draft of the same author.
alter policy draft_conflict_own on draft_conflict with check (authority_id = (select app_authority())
  and exists (select 1 from draft d where d.authority_id = draft_conflict.authority_id and d.id = draft_conflict.draft_id));

alter policy account_change on account with check (id = (select app_actor()) or (select app_role()) = 'system');

-- Replaced by own_memberships().
revoke execute on function account_memberships(uuid) from doorstep_app;
