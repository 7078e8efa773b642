-- An e-mail or a letter that belongs to a contact that is there already keeps the way by which it came (N17; safe practice 8).
alter table addition add column channel text not null default '';
alter table addition add constraint addition_channel check (channel in ('', 'phone', 'email', 'letter'));
