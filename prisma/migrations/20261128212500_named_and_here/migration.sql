-- Who is named for positions of trust counts while they read casework here: one who has left closed these contacts to everybody
-- (decision 20: a child must not wait for a name). And while nobody is named they stay with the desk, which is not the lead of the
-- agency, nor its system: they were let in like the desk (domain 7.3).
create function app_officer_here() returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from named_officer o join membership m on m.authority_id = o.authority_id and m.account_id = o.account_id
    where o.authority_id = app_authority() and o.ended_at is null and m.disabled_at is null
      and m.role in ('cads_social_worker', 'emergency_duty_worker', 'manager', 'auditor'));
end;
revoke all on function app_officer_here() from public;
grant execute on function app_officer_here() to doorstep_app;

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
          else (app_officer_here() or not app_reads_casework())
            and not exists (select 1 from named_officer o where o.authority_id = app_authority() and o.account_id = app_actor() and o.ended_at is null)
        end);
end;

create or replace function app_is_closed(p_contact uuid) returns boolean language sql stable
begin atomic
  select exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null
    and (r.kind = 'restricted_child' or app_officer_here()));
end;
