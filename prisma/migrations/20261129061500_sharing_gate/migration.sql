-- What goes to another agency rests on a basis and, where a manager agreed, on a request of its own contact and about its own
-- child: what is recorded about one child says nothing for another (safe practice 13 and 16; docs/decisions/0032). Of all the
-- children there is but one where the contact names no other. The rows that are there stay as they are.

create function app_about_them(p_contact uuid, p_of uuid, p_sent_about uuid) returns boolean language sql stable security definer
begin atomic
  select p_of is null or p_of is not distinct from p_sent_about
    or (p_sent_about is null and not exists (select 1 from contact_person p where p.authority_id = app_authority() and p.contact_id = p_contact and p.kind in ('child', 'household_child') and p.id <> p_of));
end;
revoke all on function app_about_them(uuid, uuid, uuid) from public;
grant execute on function app_about_them(uuid, uuid, uuid) to doorstep_app;

create policy outbound_fact_about_them on outbound_fact as restrictive for insert to doorstep_app with check (
  (basis_id is null or exists (select 1 from sharing_basis b where b.authority_id = outbound_fact.authority_id and b.id = outbound_fact.basis_id and b.contact_id = outbound_fact.contact_id
    and app_about_them(outbound_fact.contact_id, b.person_id, outbound_fact.person_id)))
  and (request_id is null or exists (select 1 from checks_request r join checks_answer a on a.authority_id = r.authority_id and a.request_id = r.id
    where r.authority_id = outbound_fact.authority_id and r.id = outbound_fact.request_id and r.contact_id = outbound_fact.contact_id and a.verdict = 'agreed' and a.at <= outbound_fact.sent_at
    and app_about_them(outbound_fact.contact_id, r.person_id, outbound_fact.person_id))));
