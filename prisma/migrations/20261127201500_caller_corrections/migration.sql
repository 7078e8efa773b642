-- What somebody puts right of a call that was put to another's contact is not for whoever reported that (safe practice 9). It was kept
-- as if they had added it themselves, and their page showed it to them.
alter table addition drop constraint addition_kind;
alter table addition add constraint addition_kind check (kind in ('addition', 'update', 'follow_up', 'challenge', 'information_request', 'correction'));
alter policy addition_read on addition using (authority_id = (select app_authority())
  and ((select app_reads_casework()) or (kind = 'addition' and channel = '' and exists (select 1 from contact c where c.authority_id = addition.authority_id and c.id = addition.contact_id))));

create policy caller_reply_keeper on caller_reply to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
do $$
declare t record;
begin
  for t in select id from authority_list() loop
    perform set_config('app.authority_id', t.id, true);
    update addition a set kind = 'correction', received_at = a.at, channel = 'phone', caller = coalesce(nullif(l.recipient_name, ''), 'The caller')
      from caller_reply r join letter l on l.authority_id = r.authority_id and l.id = r.letter_id
      where a.authority_id = t.id and r.authority_id = t.id and r.addition_key = a.key and a.kind = 'addition'
        and l.kind = 'follow_up' and l.occasion <> 'follow_up';
  end loop;
end $$;
drop policy caller_reply_keeper on caller_reply;
