-- The original of an e-mail or a letter that was typed in (N17; safe practice 7.17): kept sealed with its hash, not scanned and not
-- opened by the product. Scanning and re-encoding will make other states.

create table original (
  authority_id text not null,
  id uuid not null,
  -- The intake it was attached to; the contact once there is one.
  draft_id uuid not null,
  contact_id uuid,
  kind text not null,
  size_bytes integer not null,
  sha256 bytea not null,
  -- Encrypted for this row: the name that it came with, and its bytes.
  sealed_name text not null,
  sealed text not null,
  scan text not null default 'unscanned',
  added_at timestamptz(6) not null,
  added_by uuid not null,
  removed_at timestamptz(6),
  constraint original_pkey primary key (authority_id, id),
  constraint original_kind check (kind in ('pdf', 'eml', 'msg', 'docx', 'jpeg', 'png', 'gif', 'tiff', 'heic', 'text')),
  constraint original_size check (size_bytes > 0),
  constraint original_scan check (scan in ('unscanned')),
  -- What belongs to a contact is not taken away.
  constraint original_removed check (removed_at is null or contact_id is null),
  constraint original_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade
);
create index original_authority_id_draft_id_idx on original (authority_id, draft_id);
create index original_authority_id_contact_id_idx on original (authority_id, contact_id);

alter table original enable row level security;
alter table original force row level security;
-- Whoever typed it in, until there is a contact; then whoever may open that.
create policy original_read on original for select using (authority_id = (select app_authority()) and (
  (select app_role()) = 'system' or (contact_id is null and added_by = (select app_actor())) or (contact_id is not null and (select app_reads_casework()))));
create policy original_may_open on original as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
-- An original says who wrote it. Of a protected source it is not there, but for the product, which asks whether two persons agreed (7.14).
create policy original_of_nobody on original as restrictive for select to doorstep_app using ((select app_role()) = 'system' or contact_id is null
  or exists (select 1 from contact c where c.authority_id = original.authority_id and c.id = original.contact_id and not c.sealed));
create policy original_add on original for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()) and added_by = (select app_actor()) and contact_id is null);
create policy original_attach on original for update using (authority_id = (select app_authority()) and contact_id is null and ((select app_role()) = 'system' or added_by = (select app_actor())))
  with check (authority_id = (select app_authority()) and ((select app_role()) = 'system' or (contact_id is null and added_by = (select app_actor()))));
grant select, insert, update (contact_id, removed_at) on original to doorstep_app;
-- Sealing again under the current key (npm run reseal) is the owner's.
create policy original_reseal on original to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
