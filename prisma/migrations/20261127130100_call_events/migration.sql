-- What a telephone system says of its calls (issue 4, section 1): how many were offered, answered and given up, and how long they
-- waited. No number is here: the one of a known professional who gave up stands with the call that is owed to them.

create table call_event (
  authority_id text not null,
  -- Which telephone system; its own id of the call makes a repeat known.
  system text not null,
  call_id text not null,
  -- The line or queue that was rung, as the system calls it.
  line text not null default '',
  offered_at timestamptz(6) not null,
  outcome text not null,
  waited_seconds integer not null,
  -- Rung from a number that is a professional's.
  known boolean not null,
  ring_back_id uuid,
  imported_at timestamptz(6) not null,
  -- Whose import it was: a person's, or a key's.
  imported_by uuid not null,
  constraint call_event_pkey primary key (authority_id, system, call_id),
  constraint call_event_outcome check (outcome in ('answered', 'abandoned')),
  constraint call_event_waited check (waited_seconds between 0 and 86400)
);
create index call_event_authority_id_offered_at_idx on call_event (authority_id, offered_at);

-- A key with which a machine speaks to one authority, for one purpose. Only the hash of its secret is kept.
create table api_key (
  authority_id text not null,
  id uuid not null,
  name text not null,
  -- What it opens; later keys may open other doors.
  scope text not null,
  token_hash bytea not null,
  made_at timestamptz(6) not null,
  made_by uuid not null,
  used_at timestamptz(6),
  revoked_at timestamptz(6),
  revoked_by uuid,
  constraint api_key_pkey primary key (authority_id, id),
  constraint api_key_name check (length(btrim(name)) > 0),
  constraint api_key_scope check (scope in ('call_events')),
  constraint api_key_revoked check ((revoked_at is null) = (revoked_by is null))
);
create unique index api_key_authority_id_token_hash_key on api_key (authority_id, token_hash);

do $$
declare t text;
begin
  foreach t in array array['call_event', 'api_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
-- Figures are no casework: those who manage, audit or set the area up read them.
create policy call_event_read on call_event for select using (authority_id = (select app_authority()) and (select app_role()) in ('manager', 'auditor', 'area_administrator', 'system'));
create policy call_event_add on call_event for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy api_key_read on api_key for select using (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'));
create policy api_key_add on api_key for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator' and made_by = (select app_actor()));
create policy api_key_change on api_key for update using (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'))
  with check (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'));
grant select, insert on call_event to doorstep_app;
grant select, insert, update (used_at, revoked_at, revoked_by) on api_key to doorstep_app;
