-- The heading and the label of a piece say something as well: an agency that is named is one, and may be the school that is kept secret
-- since (domain 7.6). They leave a pack with the words.
create or replace function access_pack_forget(p_contact uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update access_pack p set withdrawn_at = app_now(), withdrawn_by = app_actor()
    where p.authority_id = app_authority() and p.withdrawn_at is null
      and exists (select 1 from access_piece e where e.authority_id = p.authority_id and e.pack_id = p.id and e.contact_id = p_contact);
  update access_piece set words = '', title = 'Taken out', label = 'Taken out' where authority_id = app_authority() and contact_id = p_contact and words <> '';
end $$;

-- Of what was emptied before.
alter table access_piece no force row level security;
update access_piece set title = 'Taken out', label = 'Taken out' where words = '';
alter table access_piece force row level security;
