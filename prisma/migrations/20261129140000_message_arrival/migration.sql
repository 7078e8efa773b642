-- What GOV.UK Notify took may not arrive: it says so for each message, up to 72 hours later. Empty while that is not known. Whoever
-- asked last is told by the time, so that several workers do not ask the same.
alter table message add column arrival text not null default '', add column asked_at timestamptz(6);
alter table message add constraint message_arrival check (arrival in ('', 'delivered', 'permanent-failure', 'temporary-failure', 'technical-failure'));
-- What is asked every minute and for every area holds those alone of which nothing is known yet.
create index message_arrival_unknown on message (authority_id, sent_at)
  where provider = 'notify' and state = 'sent' and arrival = '' and (letter_id is not null or alarm_id is not null);
