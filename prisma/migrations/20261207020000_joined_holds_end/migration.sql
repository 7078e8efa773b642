-- The hold of a contact ends with the join (decision 24): nobody decides on the contact any more, and nobody could end it there. Of contacts
-- that were joined before it did, it is open for ever, with what is owed for it. It ends as it does now: in the instant of the join, by
-- whoever joined it, so that whoever decides on the other is told what had not come in, unless that was decided since.
alter table contact no force row level security;
alter table closure no force row level security;
alter table hold no force row level security;
alter table hold_end no force row level security;
alter table contact_event no force row level security;
alter table duty no force row level security;
alter table duty_discharge no force row level security;

with left_open as (
  select h.authority_id, h.id, h.contact_id, x.at, x.by,
    'Joined into ' || coalesce(c.reference, 'another contact') || '. What had not come in is asked of whoever decides there.' as words
  from hold h join closure x on x.authority_id = h.authority_id and x.contact_id = h.contact_id and x.how = 'joined'
    left join contact c on c.authority_id = x.authority_id and c.id = x.joined_to_id
  where not exists (select 1 from hold_end e where e.authority_id = h.authority_id and e.hold_id = h.id)),
ended as (
  insert into hold_end (authority_id, hold_id, contact_id, at, by, how, words)
  select authority_id, id, contact_id, at, by, 'ended', words from left_open),
told as (
  insert into contact_event (authority_id, id, contact_id, at, actor_id, kind, detail)
  select authority_id, gen_random_uuid(), contact_id, at, by, 'hold_ended', jsonb_build_object('hold', id) from left_open)
insert into duty_discharge (authority_id, duty_id, at, by, how, words)
select distinct on (d.authority_id, d.id) d.authority_id, d.id, l.at, l.by, 'ended_lawfully', l.words
from duty d join left_open l on l.authority_id = d.authority_id and l.contact_id = d.contact_id
where d.open and d.code in ('HELD_CHECK', 'AGREE_HOLD');

alter table duty_discharge force row level security;
alter table duty force row level security;
alter table contact_event force row level security;
alter table hold_end force row level security;
alter table hold force row level security;
alter table closure force row level security;
alter table contact force row level security;
