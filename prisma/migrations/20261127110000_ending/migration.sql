-- The end of a call (issue 4, section 1; docs/decisions/0036): what was agreed before hanging up, the caller's link to confirm
-- or correct what they said, and coaching. What was agreed, replied, coached and commented is added to and never changed.

-- The owner, too, is bound by the policies when a foreign key is checked: an actor without rows of any authority.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

-- What was agreed on the telephone: the first row is the call's own, each later one an addition with its reason.
create table call_agreed (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  -- Empty where nobody asked; not_agreed with what each thought.
  level text not null,
  our_level integer,
  caller_level integer,
  level_words text not null,
  if_happens text not null,
  then_do text not null,
  ring text not null,
  -- Why something was added afterwards; empty for the call's own.
  why text not null,
  constraint call_agreed_pkey primary key (authority_id, id),
  constraint call_agreed_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint call_agreed_level check (level in ('', '1', '2', '3', '4', 'not_agreed')),
  constraint call_agreed_levels check ((our_level is null or our_level between 1 and 4) and (caller_level is null or caller_level between 1 and 4))
);
create unique index call_agreed_authority_id_contact_id_id_key on call_agreed (authority_id, contact_id, id);

create table agreed_step (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  agreed_id uuid not null,
  ordinal integer not null,
  what text not null,
  owner text not null,
  owner_name text not null,
  by_date date,
  -- A date that could not be read, as typed.
  by_words text not null,
  constraint agreed_step_pkey primary key (authority_id, id),
  constraint agreed_step_authority_id_contact_id_agreed_id_fkey foreign key (authority_id, contact_id, agreed_id) references call_agreed (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint agreed_step_owner check (owner in ('', 'us', 'caller', 'other'))
);
create index agreed_step_authority_id_agreed_id_idx on agreed_step (authority_id, agreed_id);

-- A link that opens a follow-up letter and what its caller said, with a code told on the telephone. The secret itself is kept nowhere.
create table caller_link (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  letter_id uuid not null,
  token_hash bytea not null,
  made_at timestamptz(6) not null,
  made_by uuid not null,
  expires_at timestamptz(6) not null,
  wrong_tries integer not null default 0,
  ended_at timestamptz(6),
  ended_by uuid,
  ended_how text,
  constraint caller_link_pkey primary key (authority_id, id),
  constraint caller_link_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint caller_link_authority_id_letter_id_fkey foreign key (authority_id, letter_id) references letter (authority_id, id) on delete restrict on update cascade,
  constraint caller_link_ended check ((ended_at is null) = (ended_how is null) and (ended_at is null) = (ended_by is null) and (ended_how is null or ended_how in ('revoked', 'replaced', 'locked'))),
  constraint caller_link_tries check (wrong_tries between 0 and 5)
);
create unique index caller_link_token_hash_key on caller_link (token_hash);
create unique index caller_link_authority_id_letter_id_key on caller_link (authority_id, letter_id);
create index caller_link_authority_id_contact_id_idx on caller_link (authority_id, contact_id);

-- The caller said that it is right, or corrected it; the correction itself is an addition.
create table caller_reply (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  letter_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  way text not null,
  verdict text not null,
  addition_key uuid,
  constraint caller_reply_pkey primary key (authority_id, id),
  constraint caller_reply_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint caller_reply_authority_id_letter_id_fkey foreign key (authority_id, letter_id) references letter (authority_id, id) on delete restrict on update cascade,
  constraint caller_reply_way check (way in ('link', 'account')),
  constraint caller_reply_verdict check (verdict in ('confirmed', 'corrected') and (verdict = 'corrected') = (addition_key is not null))
);
create index caller_reply_authority_id_contact_id_idx on caller_reply (authority_id, contact_id);
create unique index caller_reply_authority_id_addition_key_key on caller_reply (authority_id, addition_key);

-- Coaching of whoever rang, as the worker records it, and what a manager says of it (N23). For nobody outside the service.
create table coaching (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  discussed text not null,
  coached text not null,
  feedback text not null,
  constraint coaching_pkey primary key (authority_id, id),
  constraint coaching_authority_id_contact_id_fkey foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade,
  constraint coaching_words check (length(btrim(discussed || coached || feedback)) > 0)
);
create unique index coaching_authority_id_contact_id_id_key on coaching (authority_id, contact_id, id);

create table coaching_comment (
  authority_id text not null,
  id uuid not null,
  contact_id uuid not null,
  coaching_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  words text not null,
  constraint coaching_comment_pkey primary key (authority_id, id),
  constraint coaching_comment_authority_id_contact_id_coaching_id_fkey foreign key (authority_id, contact_id, coaching_id) references coaching (authority_id, contact_id, id) on delete restrict on update cascade,
  constraint coaching_comment_words check (length(btrim(words)) > 0)
);
create index coaching_comment_authority_id_coaching_id_idx on coaching_comment (authority_id, coaching_id);
create unique index coaching_comment_authority_id_contact_id_id_key on coaching_comment (authority_id, contact_id, id);

-- When the worker first read a comment.
create table coaching_seen (
  authority_id text not null,
  comment_id uuid not null,
  contact_id uuid not null,
  at timestamptz(6) not null,
  by uuid not null,
  constraint coaching_seen_pkey primary key (authority_id, comment_id),
  constraint coaching_seen_authority_id_contact_id_comment_id_fkey foreign key (authority_id, contact_id, comment_id) references coaching_comment (authority_id, contact_id, id) on delete restrict on update cascade
);

do $$
declare t text;
begin
  foreach t in array array['call_agreed', 'agreed_step', 'caller_link', 'caller_reply', 'coaching', 'coaching_comment', 'coaching_seen'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select to doorstep_app using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    execute format('grant select, insert on %I to doorstep_app', t);
  end loop;
  foreach t in array array['call_agreed', 'agreed_step', 'caller_link'] loop
    execute format('create policy %I on %I for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
  end loop;
  foreach t in array array['coaching', 'coaching_seen'] loop
    execute format('create policy %I on %I for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_writes_casework()) and by = (select app_actor()))', t || '_add', t);
  end loop;
end $$;
-- A comment is a manager's own; a reply is written by the product, whoever caused it.
create policy coaching_comment_add on coaching_comment for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'manager' and by = (select app_actor()));
create policy caller_reply_add on caller_reply for insert to doorstep_app with check (authority_id = (select app_authority()) and (select app_role()) = 'system');

-- A link may end, count a wrong code, and be dated from when its letter went. Nothing else of it changes.
create policy caller_link_change on caller_link for update to doorstep_app using (authority_id = (select app_authority()) and (select app_writes_casework()) and ended_at is null)
  with check (authority_id = (select app_authority()) and (select app_writes_casework()));
grant update (expires_at, wrong_tries, ended_at, ended_by, ended_how) on caller_link to doorstep_app;

-- Which link a secret is of, before anybody is an actor (docs/decisions/0013): its id and authority, and nothing of the contact.
create policy caller_link_lookup on caller_link for select to doorstep_owner using (true);
create function caller_link_lookup(p_token_hash bytea) returns table (link_id uuid, authority_id text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, l.authority_id from caller_link l where l.token_hash = p_token_hash $$;
revoke all on function caller_link_lookup(bytea) from public;
grant execute on function caller_link_lookup(bytea) to doorstep_app;
