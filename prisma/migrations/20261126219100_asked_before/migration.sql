-- What the acts of "who must not see" need beside the tables of 20261126219000.

-- A later match asks again: somebody was put on one's own list of people close to oneself.
grant update on contact_acquaintance to doorstep_app;

-- Closed in effect: positions of trust are, once somebody is named for them.
create or replace function app_is_closed(p_contact uuid) returns boolean language sql stable
begin atomic
  select exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null
    and (r.kind = 'restricted_child' or exists (select 1 from named_officer o where o.authority_id = app_authority() and o.ended_at is null)));
end;

-- Is a contact hidden from the agency that reported it? What staff said last, else what the report says (domain 7.3).
create function app_agency_hidden(p_contact uuid, p_reported boolean) returns boolean language sql stable security definer
begin atomic
  select coalesce((select e.hidden from agency_exclusion e where e.authority_id = app_authority() and e.contact_id = p_contact order by e.at desc, e.id desc limit 1), p_reported);
end;
revoke all on function app_agency_hidden(uuid, boolean) from public;
grant execute on function app_agency_hidden(uuid, boolean) to doorstep_app;

-- A safeguarding lead sees the agency's contacts that are not hidden from it. A MASH partner sees what they reported
-- themselves: a contact of others only by an enquiry, an invitation or a desk of theirs, and there is none yet.
alter policy contact_read on contact using (authority_id = (select app_authority()) and (
  (select app_reads_casework()) or referrer_id = (select app_actor())
  or ((select app_role()) = 'partner_safeguarding_lead' and agency_id = (select app_agency()) and not app_agency_hidden(id, past_agency or about_colleague))));
