-- A copy for whoever may ask holds words of its own. What is made secret, and who is protected, after it was begun leaves it as well:
-- the words of that contact go out of every pack, and no such pack is given out (domain 7.6, 7.14).
create policy access_pack_found on access_pack for select to doorstep_owner using (authority_id = (select app_authority()));
create policy access_pack_forget on access_pack for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy access_piece_forget on access_piece for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));

create function access_pack_forget(p_contact uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update access_pack p set withdrawn_at = app_now(), withdrawn_by = app_actor()
    where p.authority_id = app_authority() and p.withdrawn_at is null
      and exists (select 1 from access_piece e where e.authority_id = p.authority_id and e.pack_id = p.id and e.contact_id = p_contact);
  update access_piece set words = '' where authority_id = app_authority() and contact_id = p_contact and words <> '';
end $$;
revoke all on function access_pack_forget(uuid) from public;

create function protected_forget_packs() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access_pack_forget(new.contact_id);
  return null;
end $$;
revoke all on function protected_forget_packs() from public;
-- Words that a later text repeated were hidden before they were written: no pack has them.
create trigger protected_forget_packs after insert on protected_detail for each row when (new.kind <> 'words' or new.reason <> '') execute function protected_forget_packs();

create function sealed_forget_packs() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access_pack_forget(new.id);
  return null;
end $$;
revoke all on function sealed_forget_packs() from public;
create trigger sealed_forget_packs after update of sealed on contact for each row when (new.sealed and not old.sealed) execute function sealed_forget_packs();

-- Nothing goes out on one person's word: who confirms kept nothing in it themselves.
create or replace function access_pack_whole() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from access_piece p where p.authority_id = new.authority_id and p.pack_id = new.id and p.verdict is null) then
    raise exception 'a piece of the pack was not reviewed' using errcode = 'check_violation';
  end if;
  if exists (select 1 from access_piece p where p.authority_id = new.authority_id and p.pack_id = new.id and p.verdict = 'keep' and p.reviewed_by = new.confirmed_by) then
    raise exception 'a piece of the pack was kept by who confirms it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
