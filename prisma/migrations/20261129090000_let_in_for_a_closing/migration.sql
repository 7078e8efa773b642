-- A guardian lets a colleague in for the child whom they guard, and says nothing for another child of the same contact (safe
-- practice 14; docs/decisions/0021). Somebody is let into a contact once every closing of it is answered for. Broken glass, and what
-- was granted before this and lasts 28 days at the longest, is for the contact as a whole.
select set_config('app.authority_id', 'migration', true), set_config('app.actor_id', '00000000-0000-0000-0000-000000000000', true),
  set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true);
alter table contact_access add column restriction_id uuid;
alter table contact_access add constraint contact_access_authority_id_restriction_id_fkey foreign key (authority_id, restriction_id) references contact_restriction (authority_id, id) on delete restrict on update cascade;

create function app_may_let_in(p_contact uuid, p_restriction uuid, p_account uuid) returns boolean language sql stable security definer
begin atomic
  select exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.id = p_restriction and r.contact_id = p_contact and r.lifted_at is null
    and app_may_lift(r.kind, r.restricted_child_id, p_account));
end;
revoke all on function app_may_let_in(uuid, uuid, uuid) from public;
grant execute on function app_may_let_in(uuid, uuid, uuid) to doorstep_app;

create policy contact_access_by_guardian on contact_access as restrictive for insert to doorstep_app
  with check (how = 'broken_glass' or app_may_let_in(contact_id, restriction_id, by));

create or replace function app_let_in(p_contact uuid) returns boolean language sql stable security definer
begin atomic
  select p_contact = any (app_own_sources())
    or exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null and r.referrer_id = app_actor())
    or exists (select 1 from contact_access a where a.authority_id = app_authority() and a.contact_id = p_contact and a.account_id = app_actor() and a.restriction_id is null
      and a.ended_at is null and a.from_at <= app_now() and a.until_at > app_now())
    or not exists (
      select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = p_contact and r.lifted_at is null
        and not exists (select 1 from contact_access a where a.authority_id = r.authority_id and a.contact_id = p_contact and a.account_id = app_actor() and a.restriction_id = r.id
          and a.ended_at is null and a.from_at <= app_now() and a.until_at > app_now())
        and case r.kind
          when 'restricted_child' then not exists (
            select 1 from contact_restriction s join restricted_guardian g on g.authority_id = s.authority_id and g.restricted_child_id = s.restricted_child_id
            where s.authority_id = app_authority() and s.contact_id = p_contact and s.lifted_at is null and g.account_id = app_actor() and g.ended_at is null)
          else (app_officer_here() or not app_reads_casework())
            and not exists (select 1 from named_officer o where o.authority_id = app_authority() and o.account_id = app_actor() and o.ended_at is null)
        end);
end;
