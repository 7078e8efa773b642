-- What was read and thrown away with a million contacts behind it, found along an index instead (issue 5, section 5).

-- Which of somebody's contacts went back by themselves in the last day: every claim they ever had was read for it.
drop index claim_authority_id_account_id_idx;
create index claim_authority_id_account_id_ended_at_idx on claim (authority_id, account_id, ended_at);

-- The entries of one act, and those about one thing whatever kind it is of, newest first; and which acts there are at all.
drop index ledger_entry_authority_id_object_kind_object_id_idx;
create index ledger_entry_authority_id_object_id_seq_idx on ledger_entry (authority_id, object_id, seq);
create index ledger_entry_authority_id_action_seq_idx on ledger_entry (authority_id, action, seq);

-- The latest contacts of a professional, while their name is typed: of somebody who told of thousands each was read, and whether
-- it may be opened asked twice, for the last twenty.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);
-- What the release before records while this one takes its place says nothing of it: that is received now.
alter table professional_contact add column received_at timestamptz(6) not null default current_timestamp;
do $$
declare t record;
begin
  for t in select id from authority_list() loop
    perform set_config('app.authority_id', t.id, true);
    update professional_contact k set received_at = c.received_at from contact c where c.authority_id = t.id and k.authority_id = t.id and c.id = k.contact_id;
  end loop;
end $$;
drop index professional_contact_authority_id_professional_id_idx;
create index professional_contact_authority_id_professional_id_received__idx on professional_contact (authority_id, professional_id, received_at);
