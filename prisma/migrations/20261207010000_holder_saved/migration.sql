-- When whoever holds a contact last saved what they type about it (safe practice 7.1): that they are at it, and not a word of it. It is told of a
-- contact that one may open, to whoever may claim; the product needs to read no draft about a contact any more. The policy by which it did
-- (`draft_about_contact`) is dropped with a later release: the one before this reads by it, and runs meanwhile.
create function holder_saved_at(p_contact uuid) returns timestamptz language sql stable security definer
begin atomic
  select max(d.updated_at) from claim m join draft d on d.authority_id = m.authority_id and d.contact_id = m.contact_id and d.owner_id = m.account_id
  where m.authority_id = app_authority() and m.contact_id = p_contact and m.ended_at is null and app_writes_casework() and app_may_open(p_contact);
end;
revoke all on function holder_saved_at(uuid) from public;
grant execute on function holder_saved_at(uuid) to doorstep_app;
