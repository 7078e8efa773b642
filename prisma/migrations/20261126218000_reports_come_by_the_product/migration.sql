-- A report is written by the product on its reporter's behalf (decision 12): neither a contact nor the people of one
-- are added by hand, not by its reporter, the lead of an agency or an auditor, who may all read it.
alter policy contact_add on contact with check (authority_id = (select app_authority()) and (select app_writes_casework()));
alter policy contact_person_add on contact_person with check (authority_id = (select app_authority()) and (select app_writes_casework())
  and exists (select 1 from contact c where c.authority_id = contact_person.authority_id and c.id = contact_person.contact_id));
