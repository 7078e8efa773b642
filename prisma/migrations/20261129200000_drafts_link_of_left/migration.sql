-- A referrer's link is for the person to whom it was sent, as long as they work where they told us from (domain 7.3, 7.11). It ends with
-- their account here or their place in that agency, in the transaction that ends those, whichever that is; an account that is opened
-- again brings none back.
alter table caller_link drop constraint caller_link_ended;
alter table caller_link add constraint caller_link_ended check ((ended_at is null) = (ended_how is null) and (ended_at is null) = (ended_by is null) and (ended_how is null or ended_how in ('revoked', 'replaced', 'locked', 'account_closed', 'left_agency')));
create policy caller_link_reader_left on caller_link for update to doorstep_owner using (authority_id = (select app_authority()) and ended_at is null) with check (authority_id = (select app_authority()));
create index caller_link_live on caller_link (authority_id, expires_at) where ended_at is null;

-- Why a link to this referrer would open nothing; null while it opens. Whoever told us without an account is the account of the same
-- address, where there is one; of that it is not known for which agencies it ever was, so that it has left when it is closed altogether.
create function app_reader_left(p_account uuid, p_email text, p_agency uuid) returns text language sql stable as $$
  select case
    when bool_or(m.disabled_at is null and (p_account is null or m.agency_id is not distinct from p_agency)) then null
    when bool_or(m.disabled_at is null) then 'left_agency'
    when count(m.id) > 0 or p_account is not null then 'account_closed'
  end
  from membership m where m.authority_id = app_authority()
    and m.account_id = coalesce(p_account, (select a.id from account a where p_email <> '' and lower(a.email) = lower(p_email)));
$$;
grant execute on function app_reader_left(uuid, text, uuid) to doorstep_app;

-- The links that open something still and were sent to this account, or to its address, for what was told from there.
create function app_reader_links(p_account uuid, p_email text, p_agency uuid) returns setof uuid language sql stable as $$
  select l.id from caller_link l
  join letter t on t.authority_id = l.authority_id and t.id = l.letter_id and t.kind = 'receipt'
  join contact c on c.authority_id = t.authority_id and c.id = t.contact_id
  where l.authority_id = app_authority() and l.ended_at is null and l.expires_at > least(now(), app_now())
    and (t.recipient_id = p_account or (t.recipient_id is null and t.recipient_email <> '' and lower(t.recipient_email) = lower(p_email)))
    and c.agency_id is not distinct from p_agency;
$$;
revoke all on function app_reader_links(uuid, text, uuid) from public;

-- One after the other for each account: of two places that are closed at once, or of a link that is made as its reader's place is closed,
-- each would otherwise see the other as it was before.
create function membership_ends_links() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_email text;
begin
  select a.email into v_email from account a where a.id = old.account_id;
  -- The links first, as everybody takes them: who holds one may be about to make another, and would wait for the account.
  perform from caller_link l where l.authority_id = old.authority_id and l.id in (select app_reader_links(old.account_id, v_email, old.agency_id)) for update;
  perform pg_advisory_xact_lock(hashtextextended('links of ' || old.account_id, 0));
  if exists (select 1 from membership m where m.authority_id = old.authority_id and m.account_id = old.account_id and m.agency_id is not distinct from old.agency_id and m.disabled_at is null) then
    return null;
  end if;
  update caller_link l set ended_at = app_now(), ended_by = app_actor(), ended_how = case when new.disabled_at is null then 'left_agency' else 'account_closed' end
  where l.authority_id = old.authority_id and l.id in (select app_reader_links(old.account_id, v_email, old.agency_id));
  return null;
end $$;
revoke all on function membership_ends_links() from public;
create trigger membership_ends_links after update on membership for each row
  when (old.disabled_at is null and (new.disabled_at is not null or new.agency_id is distinct from old.agency_id)) execute function membership_ends_links();

create function caller_link_reader_left() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_account uuid;
  v_email text;
  v_agency uuid;
  v_left text;
begin
  select t.recipient_id, t.recipient_email, c.agency_id into v_account, v_email, v_agency
  from letter t join contact c on c.authority_id = t.authority_id and c.id = t.contact_id
  where t.authority_id = new.authority_id and t.id = new.letter_id and t.kind = 'receipt';
  if not found or new.ended_at is not null then return new; end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('links of ' || a.id, 0)) from account a where a.id = v_account or (v_account is null and v_email <> '' and lower(a.email) = lower(v_email));
  v_left := app_reader_left(v_account, v_email, v_agency);
  if v_left is not null then
    new.ended_at := new.made_at;
    new.ended_by := new.made_by;
    new.ended_how := v_left;
  end if;
  return new;
end $$;
revoke all on function caller_link_reader_left() from public;
create trigger caller_link_reader_left before insert on caller_link for each row execute function caller_link_reader_left();
