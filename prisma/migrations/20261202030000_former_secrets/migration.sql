-- Every secret that a key ever had is known (decision 41, safe practice 17). Exchanged a second time, a key forgot the one before the
-- last: it was the one that the other side really sent with where the new one was lost, and each of its concerns was refused without a word.
create table api_key_former (
  authority_id text not null,
  token_hash bytea not null,
  key_id uuid not null,
  opens_until timestamptz(6) not null,
  constraint api_key_former_pkey primary key (authority_id, token_hash),
  constraint api_key_former_authority_id_key_id_fkey foreign key (authority_id, key_id) references api_key (authority_id, id) on delete restrict on update cascade
);
create index api_key_former_authority_id_key_id_idx on api_key_former (authority_id, key_id);

-- Those that are there are taken over once, of every authority: nobody is asking.
alter table api_key no force row level security;
insert into api_key_former (authority_id, token_hash, key_id, opens_until) select authority_id, before_hash, id, before_until from api_key where before_hash is not null;
alter table api_key force row level security;

alter table api_key_former enable row level security;
alter table api_key_former force row level security;
create policy api_key_former_read on api_key_former for select using (authority_id = (select app_authority()) and (select app_role()) in ('area_administrator', 'system'));
create policy api_key_former_add on api_key_former for insert with check (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator');
create policy api_key_former_change on api_key_former for update using (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator')
  with check (authority_id = (select app_authority()) and (select app_role()) = 'area_administrator');
grant select, insert, update (opens_until) on api_key_former to doorstep_app;

-- Kept by the database, so that the release before, which runs beside this one while it is replaced, forgets none either. A time that was
-- set before gets no longer, and gets shorter where whoever exchanges it says so.
create function api_key_keep_former() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update api_key_former set opens_until = least(opens_until, coalesce(new.before_until, now())) where authority_id = old.authority_id and key_id = old.id;
  insert into api_key_former (authority_id, token_hash, key_id, opens_until) values (old.authority_id, old.token_hash, old.id, coalesce(new.before_until, now()));
  return null;
end $$;
create trigger api_key_keep_former after update of token_hash on api_key for each row when (old.token_hash is distinct from new.token_hash) execute function api_key_keep_former();

-- A key that files, at the other door for filing: nothing of it is taken, and somebody is told as of a secret that opens no more.
alter table machine_trouble drop constraint machine_trouble_what;
alter table machine_trouble add constraint machine_trouble_what check (what in ('over_limit', 'too_large', 'key_ended', 'wrong_door'));
