-- A provider may refuse a message for its address at once: it says so before it takes it, and not by what it is asked later. The message
-- is still tried again, since an address may be mended; until then a call to a colleague counts as one that did not arrive.
alter table message drop constraint message_arrival;
alter table message add constraint message_arrival check (arrival in ('', 'delivered', 'permanent-failure', 'temporary-failure', 'technical-failure', 'refused'));
-- Which colleagues' addresses take no calls: the calls that did not arrive, and whether one to the same address did since.
create index message_call_lost on message (authority_id, made_at) where alarm_id is not null and arrival in ('permanent-failure', 'temporary-failure', 'refused');
create index message_call_address on message (authority_id, channel, to_address, made_at) where alarm_id is not null;

-- That the mail service took the e-mail of a letter says less than that it arrived, which the service says later: once, as all that is.
alter table letter_event drop constraint letter_event_what;
alter table letter_event add constraint letter_event_what check (what in ('previewed', 'sent', 'posted', 'read', 'delivered', 'arrived', 'failed', 'cancelled', 'returned', 'undelivered', 'withheld'));
drop index letter_event_once;
create unique index letter_event_once on letter_event (authority_id, letter_id, what) where what in ('sent', 'posted', 'delivered', 'arrived', 'read', 'cancelled', 'returned', 'undelivered', 'withheld');
