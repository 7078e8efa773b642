-- Files of a report, of what is added to it, and of staff (safe practice 7.17; decision 46): one mechanism with the originals of e-mails
-- and letters. What came is kept sealed with its hash; a scanner says whether it is clean; of a picture a copy is made that says nothing
-- of where and by whom it was taken, and that copy is what staff see.

alter table original
  -- Staff attach straight to a contact.
  alter column draft_id drop not null,
  -- Of a file that could not be kept there is the name only, so that somebody asks for it.
  alter column sealed drop not null,
  -- When the scanner is asked next; null: at once. Of no meaning once it is known what the file is.
  add column scan_due_at timestamptz(6),
  add column scan_tries integer not null default 0,
  add column scanned_at timestamptz(6),
  -- The picture as it was drawn anew, encrypted for this row.
  add column sealed_copy text,
  add column copy_kind text,
  drop constraint original_kind,
  add constraint original_kind check (kind in ('pdf', 'eml', 'msg', 'docx', 'odt', 'jpeg', 'png', 'webp', 'gif', 'tiff', 'heic', 'text', 'sent')),
  drop constraint original_scan,
  add constraint original_scan check (scan in ('unscanned', 'scanning', 'clean', 'infected', 'scan_failed', 'lost')),
  add constraint original_lost check ((sealed is null) = (scan = 'lost')),
  add constraint original_copy check ((sealed_copy is null) = (copy_kind is null) and (sealed_copy is null or scan = 'clean')),
  add constraint original_copy_kind check (copy_kind in ('jpeg', 'png')),
  add constraint original_of check (draft_id is not null or contact_id is not null);
create index original_to_scan on original (authority_id, scan_due_at) where scan in ('unscanned', 'scanning', 'scan_failed') and removed_at is null;

-- Whoever sent it sees that it is there, also when it belongs to a contact; what it holds is asked for elsewhere.
alter policy original_read on original using (authority_id = (select app_authority()) and (
  (select app_role()) = 'system' or added_by = (select app_actor()) or (contact_id is not null and (select app_reads_casework()))));
-- What came with the words of a protected source may say who it is; what staff attached themselves does not come from it.
drop policy original_of_nobody on original;
create policy original_of_nobody on original as restrictive for select to doorstep_app using ((select app_role()) = 'system' or contact_id is null
  or (draft_id is null and added_by <> '00000000-0000-0000-0000-000000000002')
  or exists (select 1 from contact c where c.authority_id = original.authority_id and c.id = original.contact_id and not c.sealed));
-- To a draft of one's own; straight to a contact by those who do casework.
drop policy original_add on original;
create policy original_add on original for insert with check (authority_id = (select app_authority()) and added_by = (select app_actor()) and scan in ('unscanned', 'lost') and scan_tries = 0 and sealed_copy is null and removed_at is null and (
  (contact_id is null and ((select app_role()) = 'system' or exists (select 1 from draft d where d.authority_id = original.authority_id and d.id = original.draft_id and d.owner_id = (select app_actor()) and d.kind in ('report', 'call', 'addition'))))
  or (contact_id is not null and draft_id is null and (select app_writes_casework()) and (select app_role()) <> 'system')));
drop policy original_attach on original;
create policy original_attach on original for update using (authority_id = (select app_authority()) and contact_id is null and added_by = (select app_actor()))
  with check (authority_id = (select app_authority()) and contact_id is null and added_by = (select app_actor()));
create policy original_by_product on original for update using (authority_id = (select app_authority()) and (select app_role()) = 'system')
  with check (authority_id = (select app_authority()) and (select app_role()) = 'system');
grant update (added_by, scan, scan_due_at, scan_tries, scanned_at, sealed_copy, copy_kind) on original to doorstep_app;

-- A file never goes from one contact to another, what a scanner found is not unfound, and nobody but the product says that it was asked.
create function original_holds() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.contact_id is not null and new.contact_id is distinct from old.contact_id then raise exception 'a file stays with its contact'; end if;
  if new.scan is distinct from old.scan and old.scan in ('clean', 'infected', 'lost') then raise exception 'what a file was found to be stands'; end if;
  if old.sealed_copy is not null and new.sealed_copy is null then raise exception 'a copy stands'; end if;
  -- The other trigger, of a source that is protected afterwards, acts within one of a person.
  if pg_trigger_depth() > 1 then return new; end if;
  if app_role() <> 'system' and new.added_by <> old.added_by then raise exception 'a file keeps whoever sent it'; end if;
  if app_role() <> 'system' and (new.scan, new.scan_tries, new.scan_due_at, new.scanned_at, new.sealed_copy, new.copy_kind)
    is distinct from (old.scan, old.scan_tries, old.scan_due_at, old.scanned_at, old.sealed_copy, old.copy_kind) then raise exception 'only the product says what a file is'; end if;
  if new.added_by <> old.added_by and new.added_by <> '00000000-0000-0000-0000-000000000002' then raise exception 'a file keeps whoever sent it, or a protected source'; end if;
  return new;
end $$;
create trigger original_holds before update on original for each row execute function original_holds();

-- A source that is protected afterwards is forgotten in what they sent (safe practice 14).
create function original_forget_source() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update original set added_by = '00000000-0000-0000-0000-000000000002' where authority_id = new.authority_id and contact_id = new.id and draft_id is not null and added_by <> '00000000-0000-0000-0000-000000000002';
  return null;
end $$;
revoke all on function original_forget_source() from public;
create trigger original_forget_source after update of sealed on contact for each row when (new.sealed and not old.sealed) execute function original_forget_source();
