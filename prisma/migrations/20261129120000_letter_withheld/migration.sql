-- A letter that went and was not read may not be opened any more once it is learned that its reader may be the one whom it is about.
alter table letter_event drop constraint letter_event_what;
alter table letter_event add constraint letter_event_what check (what in ('previewed', 'sent', 'posted', 'read', 'delivered', 'failed', 'cancelled', 'returned', 'undelivered', 'withheld'));
drop index letter_event_once;
create unique index letter_event_once on letter_event (authority_id, letter_id, what) where what in ('sent', 'posted', 'delivered', 'read', 'cancelled', 'returned', 'undelivered', 'withheld');
