-- That a pack was given out is said by whoever gave it, with to whom; a look at it says nothing. Of those given out before nobody wrote it down.
alter table access_pack add column given_to text;
alter table access_pack add constraint access_pack_given_to check (given_to is null or given_at is not null and length(btrim(given_to)) > 0);
grant update (given_to) on access_pack to doorstep_app;
