-- A request for information from us (safe practice 9, 16; docs/decisions/0035): who asks, for what, by what right and by when. It is
-- answered by what went out through the gate of sharing, or refused with the reason; nobody answers it on the telephone.
create table information_request (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  -- When the call began.
  received_at timestamptz(6) not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- Who asks, in one line, and how they were verified; null where nobody said.
  asked_by text not null,
  verified text,
  what text not null,
  purpose text not null,
  authority text not null,
  due_at timestamptz(6),
  constraint information_request_pkey primary key (authority_id, id),
  constraint information_request_verified check (verified in ('known', 'rung_back', 'not_verified')),
  constraint information_request_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index information_request_authority_id_contact_id_idx on information_request (authority_id, contact_id);

create table information_answer (
  authority_id text not null,
  request_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  outcome text not null,
  -- What went out through the gate of sharing.
  outbound_id uuid,
  checked_how text not null,
  reason text not null,
  constraint information_answer_pkey primary key (authority_id, request_id),
  constraint information_answer_outcome check (outcome in ('given', 'refused') and (outcome = 'given') = (outbound_id is not null)),
  constraint information_answer_checked check (outcome <> 'given' or length(btrim(checked_how)) > 0),
  constraint information_answer_reason check (outcome <> 'refused' or length(btrim(reason)) > 0),
  constraint information_answer_authority_id_request_id_fkey foreign key (authority_id, request_id) references information_request (authority_id, id) on delete restrict on update cascade,
  constraint information_answer_authority_id_outbound_id_fkey foreign key (authority_id, outbound_id) references outbound_fact (authority_id, id) on delete restrict on update cascade
);
create index information_answer_authority_id_contact_id_idx on information_answer (authority_id, contact_id);

do $$
declare t text;
begin
  foreach t in array array['information_request', 'information_answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
end $$;

-- "Before the call ends" (safe practice 2): a caller who gives no name for a child at level 4 is a manager's while they are on the line.
create table name_refusal (
  authority_id text not null,
  id uuid not null,
  draft_id uuid not null,
  since timestamptz(6) not null,
  -- Who took the call, and the number on which the caller can be rung; empty where they must be protected.
  worker_id uuid not null,
  phone text not null default '',
  why text not null,
  answered_at timestamptz(6),
  answered_by uuid,
  answer text not null default '',
  -- The name was given after all, or it is no longer at level 4.
  over_at timestamptz(6),
  constraint name_refusal_pkey primary key (authority_id, id),
  constraint name_refusal_why check (why in ('refused', 'not_known', 'gone')),
  constraint name_refusal_answer check ((answered_at is null) = (answered_by is null) and (answered_at is null or length(btrim(answer)) > 0)),
  constraint name_refusal_authority_id_draft_id_fkey foreign key (authority_id, draft_id) references draft (authority_id, id) on delete restrict on update cascade
);
create unique index name_refusal_authority_id_draft_id_key on name_refusal (authority_id, draft_id);
alter table name_refusal enable row level security;
alter table name_refusal force row level security;
create policy name_refusal_read on name_refusal for select using (authority_id = (select app_authority()) and ((select app_role()) in ('system', 'manager', 'emergency_duty_worker') or worker_id = (select app_actor())));
create policy name_refusal_add on name_refusal for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy name_refusal_change on name_refusal for update using (authority_id = (select app_authority()) and (select app_role()) in ('system', 'manager', 'emergency_duty_worker'))
  with check (authority_id = (select app_authority()) and (select app_role()) in ('system', 'manager', 'emergency_duty_worker'));
grant select, insert on name_refusal to doorstep_app;
grant update (phone, why, answered_at, answered_by, answer, over_at) on name_refusal to doorstep_app;
