-- Whoever of emergency duty goes off while the night goes on gives what they hold to the next shift, which accepts it by name.
alter table hand_over drop constraint hand_over_direction;
alter table hand_over add constraint hand_over_direction check (direction in ('to_day', 'to_night', 'next_shift'));
