-- A booked time that we take back is no call that was made in vain (safe practice 7.9). What was written before stays as it is.
alter table ring_back drop constraint ring_back_origin;
alter table ring_back add constraint ring_back_origin check (origin in ('asked', 'on_behalf', 'missed_slot', 'not_reached', 'given_up', 'abandoned', 'cut_off'));
