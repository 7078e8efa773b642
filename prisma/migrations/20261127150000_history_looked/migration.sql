-- What history of the children there was when a decision was made (issue 4, section 2; docs/decisions/0040): what is linked or told
-- apart afterwards changes nothing of what somebody could look at then.
alter table decision no force row level security;
-- Whether the rows below were written with it: of an older decision the history is read as it is now.
alter table decision add column history_listed boolean not null default false;
alter table decision force row level security;

create table decision_history (
  authority_id text not null,
  decision_id uuid not null,
  contact_id uuid not null,
  earlier_id uuid not null,
  constraint decision_history_pkey primary key (authority_id, decision_id, earlier_id),
  constraint decision_history_authority_id_decision_id_fkey foreign key (authority_id, decision_id) references decision (authority_id, id) on delete restrict on update cascade,
  constraint decision_history_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint decision_history_authority_id_earlier_id_fkey foreign key (authority_id, earlier_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint decision_history_other check (earlier_id <> contact_id)
);
create index decision_history_authority_id_contact_id_idx on decision_history (authority_id, contact_id);
create index decision_history_authority_id_earlier_id_idx on decision_history (authority_id, earlier_id);
alter table decision_history enable row level security;
alter table decision_history force row level security;
create policy decision_history_read on decision_history for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy decision_history_add on decision_history for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
-- Whoever may not open the earlier contact does not learn that there was one.
create policy decision_history_may_open on decision_history as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
create policy decision_history_earlier_may_open on decision_history as restrictive to doorstep_app using (app_may_open(earlier_id)) with check (app_may_open(earlier_id));
grant select, insert on decision_history to doorstep_app;
