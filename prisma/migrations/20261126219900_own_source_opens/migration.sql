-- A protected source keeps their own view of a contact that is closed to others, as every referrer does; no row that
-- staff read says who that is. (After the migration that makes this function, which the earlier ones here cannot know.)
create or replace function app_let_in(p_contact uuid) returns boolean language sql stable security definer
begin atomic
  select p_contact = any (app_own_sources())
    or exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null and r.referrer_id = app_actor())
    or exists (select 1 from contact_access a where a.authority_id = app_authority() and a.contact_id = p_contact and a.account_id = app_actor()
      and a.ended_at is null and a.from_at <= app_now() and a.until_at > app_now())
    or not exists (
      select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null
        and case r.kind
          when 'restricted_child' then not exists (
            select 1 from contact_restriction s join restricted_guardian g on g.authority_id = s.authority_id and g.restricted_child_id = s.restricted_child_id
            where s.authority_id = app_authority() and s.contact_id = p_contact and s.lifted_at is null and g.account_id = app_actor() and g.ended_at is null)
          else exists (select 1 from named_officer o where o.authority_id = app_authority() and o.ended_at is null)
            and not exists (select 1 from named_officer o where o.authority_id = app_authority() and o.account_id = app_actor() and o.ended_at is null)
        end);
end;

-- Sealing takes the name out of a restriction too.
create policy contact_restriction_keeper on contact_restriction for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create function contact_restriction_of_nobody() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update contact_restriction set referrer_id = null where authority_id = new.authority_id and contact_id = new.contact_id;
  return null;
end $$;
create trigger sealed_owner_hides after insert on sealed_owner for each row execute function contact_restriction_of_nobody();
revoke all on function contact_restriction_of_nobody() from public;
