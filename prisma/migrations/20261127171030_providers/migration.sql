-- Sign-in through outside providers (issue 5, part 2; docs/sign-in.md): an account is known by issuer and subject, never by an e-mail address.

select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);

create table account_identity (
  id uuid not null,
  account_id uuid not null,
  issuer text not null,
  subject text not null,
  linked_at timestamptz(6) not null,
  constraint account_identity_pkey primary key (id),
  constraint account_identity_account_id_fkey foreign key (account_id) references account (id) on delete restrict on update cascade
);
create unique index account_identity_issuer_subject_key on account_identity (issuer, subject);
create index account_identity_account_id_idx on account_identity (account_id);
alter table account_identity enable row level security;
alter table account_identity force row level security;
create policy account_identity_own on account_identity to doorstep_app using (account_id = (select app_actor())) with check (account_id = (select app_actor()));
create policy account_identity_owner on account_identity for select to doorstep_owner using (true);
grant select, insert on account_identity to doorstep_app;

-- Whose this is, before anybody is an actor.
create function identity_lookup(p_issuer text, p_subject text) returns table (account_id uuid, memberships jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.account_id, account_memberships(i.account_id) from account_identity i where i.issuer = p_issuer and i.subject = p_subject $$;

-- What a session came by, so that the provider can end it.
alter table session add column provider_issuer text;
alter table session add column provider_subject text;
alter table session add column provider_sid text;
create index session_provider_issuer_provider_subject_idx on session (provider_issuer, provider_subject);

-- The provider says that a person, or one session of theirs, is over there: so it is here. How many ended.
create function provider_sessions_end(p_issuer text, p_subject text, p_sid text, p_at timestamptz) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare v_count int;
begin
  update session s set revoked_at = p_at where s.provider_issuer = p_issuer and s.revoked_at is null
    and (p_subject is not null or p_sid is not null)
    and (p_subject is null or s.provider_subject = p_subject) and (p_sid is null or s.provider_sid = p_sid);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

revoke all on function identity_lookup(text, text) from public;
revoke all on function provider_sessions_end(text, text, text, timestamptz) from public;
grant execute on function identity_lookup(text, text), provider_sessions_end(text, text, text, timestamptz) to doorstep_app;
