-- A duty says itself whether it is still owed. It was found by asking each for its end, so that every list of what is owed went
-- through every duty that the area ever had (issue 5, section 5). The database keeps it true: whoever ends a duty does not say so twice.
alter table duty add column open boolean not null default true;

do $$
declare t record;
begin
  for t in select id from authority_list() loop
    perform set_config('app.authority_id', t.id, true);
    update duty set open = false where authority_id = t.id and exists (select 1 from duty_discharge x where x.authority_id = duty.authority_id and x.duty_id = duty.id);
  end loop;
end $$;

create function duty_ends() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update duty set open = false where authority_id = new.authority_id and id = new.duty_id;
  return null;
end $$;
revoke all on function duty_ends() from public;
create trigger duty_discharge_ends_duty after insert on duty_discharge for each row execute function duty_ends();

-- What a person changes of a duty: whose it is, and when its clock started and why.
revoke update on duty from doorstep_app;
grant update (owner_id, due_at, evidence) on duty to doorstep_app;

-- Each list of what is owed comes in its own order: the soonest first.
drop index duty_authority_id_due_at_idx;
drop index duty_authority_id_owner_id_idx;
create index duty_open_due on duty (authority_id, due_at, opened_at, id) where open;
create index duty_open_owner on duty (authority_id, owner_id, due_at, opened_at, id) where open;
create index duty_open_role on duty (authority_id, owner_role, due_at, opened_at, id) where open and owner_id is null;
create index duty_open_code on duty (authority_id, code, due_at, opened_at, id) where open;
create index duty_discharge_authority_id_at_idx on duty_discharge (authority_id, at);
create index duty_discharge_authority_id_by_at_idx on duty_discharge (authority_id, by, at);
