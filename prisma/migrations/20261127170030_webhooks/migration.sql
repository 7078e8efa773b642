-- Messages to the system that filed a concern (issue 5, section 1; safe practice 11): that there is one, under its reference, and
-- nothing else. Who receives them, with a secret of its own, and each that was made.
create table webhook (
  authority_id text not null,
  id uuid not null,
  agency_id uuid not null,
  url text not null,
  -- Encrypted for this row: messages are signed with it. The one before is good until then.
  sealed_secret text not null,
  sealed_before text,
  before_until timestamptz(6),
  made_at timestamptz(6) not null,
  made_by uuid not null,
  rotated_at timestamptz(6),
  ended_at timestamptz(6),
  ended_by uuid,
  constraint webhook_pkey primary key (authority_id, id),
  constraint webhook_https check (url like 'https://%'),
  constraint webhook_before check ((sealed_before is null) = (before_until is null)),
  constraint webhook_ended check ((ended_at is null) = (ended_by is null)),
  constraint webhook_authority_id_agency_id_fkey foreign key (authority_id, agency_id) references agency (authority_id, id) on delete restrict on update cascade
);
create unique index webhook_one on webhook (authority_id, agency_id, url) where ended_at is null;
create index webhook_authority_id_agency_id_idx on webhook (authority_id, agency_id);

create table webhook_delivery (
  authority_id text not null,
  id uuid not null,
  webhook_id uuid not null,
  -- All that is said of the contact.
  reference text not null,
  event text not null,
  -- What makes it this one: the question that was asked, the decision's instant.
  occasion text not null default '',
  made_at timestamptz(6) not null,
  attempts integer not null default 0,
  state text not null default 'pending',
  last_at timestamptz(6),
  last_status integer,
  constraint webhook_delivery_pkey primary key (authority_id, id),
  constraint webhook_delivery_event check (event in ('received', 'more_asked', 'decided')),
  constraint webhook_delivery_state check (state in ('pending', 'sent', 'failed', 'given_up', 'let_go')),
  constraint webhook_delivery_authority_id_webhook_id_fkey foreign key (authority_id, webhook_id) references webhook (authority_id, id) on delete restrict on update cascade
);
create unique index webhook_delivery_once on webhook_delivery (authority_id, webhook_id, reference, event, occasion);
create index webhook_delivery_authority_id_made_at_idx on webhook_delivery (authority_id, made_at);

do $$
declare t text;
begin
  foreach t in array array['webhook', 'webhook_delivery'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_role()) in (''area_administrator'', ''system''))', t || '_read', t);
  end loop;
end $$;
create policy webhook_add on webhook for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator' and made_by = (select app_actor()));
create policy webhook_change on webhook for update using (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator') with check (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator');
create policy webhook_delivery_add on webhook_delivery for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
create policy webhook_delivery_change on webhook_delivery for update using (authority_id = (select app_authority()) and (select app_role()) = 'system') with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant select, insert, update (sealed_secret, sealed_before, before_until, rotated_at, ended_at, ended_by) on webhook to doorstep_app;
grant select, insert, update (attempts, state, last_at, last_status) on webhook_delivery to doorstep_app;
-- Sealing again under the current key is the owner's; and a source that is protected later was never written to.
create policy webhook_owner on webhook to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy webhook_delivery_owner on webhook_delivery to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create or replace function machine_intake_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from machine_intake where authority_id = new.authority_id and (contact_id = new.id or reference = new.reference);
  delete from webhook_delivery where authority_id = new.authority_id and reference = new.reference;
  return null;
end $$;
-- What its contact was called goes with the contact.
create function webhook_delivery_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from webhook_delivery where authority_id = old.authority_id and reference = old.reference;
  return null;
end $$;
revoke all on function webhook_delivery_forget() from public;
create trigger webhook_delivery_forget after delete on contact for each row execute function webhook_delivery_forget();
