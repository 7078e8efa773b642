-- A closing is lifted by two who guard the very child that it is for, or who are named for positions of trust; or with the
-- restriction as a whole, by the two who ended that (safe practice 14; docs/decisions/0021). Who guards another child of the same
-- contact has no say in it.

create function app_may_lift(p_kind text, p_child uuid, p_account uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from restricted_guardian g where g.authority_id = app_authority() and g.restricted_child_id = p_child and g.account_id = p_account and g.ended_at is null)
    or exists (select 1 from restricted_child c where c.authority_id = app_authority() and c.id = p_child and c.ended_at is not null and p_account in (c.end_asked_by, c.ended_by))
    or (p_kind = 'position_of_trust' and exists (select 1 from named_officer o where o.authority_id = app_authority() and o.account_id = p_account and o.ended_at is null));
end;
revoke all on function app_may_lift(text, uuid, uuid) from public;
grant execute on function app_may_lift(text, uuid, uuid) to doorstep_app;

create policy contact_restriction_lifted_by on contact_restriction as restrictive for update to doorstep_app with check (
  (lift_asked_by is null or app_may_lift(kind, restricted_child_id, lift_asked_by)) and (lifted_by is null or app_may_lift(kind, restricted_child_id, lifted_by)));
