-- Kinds of conversation (safe practice 2, 9; docs/decisions/0035): what kind of conversation a contact came from. A form, an
-- e-mail and a letter are a concern; so is whatever nobody said otherwise of.
alter table contact no force row level security;
alter table contact add column kind text not null default 'concern';
alter table contact add constraint contact_kind check (kind in ('concern', 'consultation', 'update', 'follow_up', 'challenge', 'public', 'child', 'other_authority', 'emergency_hand_over', 'information_request', 'lado', 'dropped'));
-- Of a protected source the kind says something of who it is, and that they rang (safe practice 14).
alter table contact add constraint contact_kind_of_protected check (not sealed or kind = 'concern');
alter table contact force row level security;
create function contact_forget_kind() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.kind := 'concern';
  return new;
end $$;
revoke all on function contact_forget_kind() from public;
create trigger contact_forget_kind before update of sealed on contact for each row when (new.sealed and new.kind <> 'concern') execute function contact_forget_kind();

-- A consultation becomes a concern in one step (safe practice 2): it stays what it was, its clocks run from where they ran, and from
-- here on it is worked and counted as a concern. One that had ended goes on in another contact.
create table consultation_raised (
  authority_id text not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- The contact in which it goes on, where it had ended; null where it is the same one.
  became_id uuid,
  constraint consultation_raised_pkey primary key (authority_id, contact_id),
  constraint consultation_raised_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint consultation_raised_authority_id_became_id_fkey foreign key (authority_id, became_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint consultation_raised_other check (became_id <> contact_id)
);
create index consultation_raised_authority_id_became_id_idx on consultation_raised (authority_id, became_id);
alter table consultation_raised enable row level security;
alter table consultation_raised force row level security;
create policy consultation_raised_read on consultation_raised for select using (authority_id = (select app_authority()) and (select app_reads_casework()));
create policy consultation_raised_add on consultation_raised for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()));
create policy consultation_raised_may_open on consultation_raised as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id));
grant select, insert on consultation_raised to doorstep_app;
