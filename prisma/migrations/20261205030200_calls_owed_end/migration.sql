-- A call that was owed, or a time to talk, that ended without a call and about no contact stayed for ever, with who asked and why it ended
-- (safe practice 18; decision 44). It goes as a report put away unsent does: on a list that a second person released, by the same period.

alter table retention_item add column ring_back_id uuid, add column booking_id uuid;
alter table retention_item drop constraint retention_item_one;
alter table retention_item add constraint retention_item_one check (num_nonnulls(contact_id, draft_id, ring_back_id, booking_id) = 1 and id = coalesce(contact_id, draft_id, ring_back_id, booking_id));
-- What is there already is asked in every area, which policies would keep from the owner.
alter table retention_item disable row level security;
alter table ring_back disable row level security;
alter table talk_booking disable row level security;
alter table retention_item add constraint retention_item_authority_id_ring_back_id_fkey foreign key (authority_id, ring_back_id) references ring_back (authority_id, id) on delete restrict on update cascade;
alter table retention_item add constraint retention_item_authority_id_booking_id_fkey foreign key (authority_id, booking_id) references talk_booking (authority_id, id) on delete restrict on update cascade;
alter table talk_booking enable row level security;
alter table ring_back enable row level security;
alter table retention_item enable row level security;
create index retention_item_authority_id_ring_back_id_idx on retention_item (authority_id, ring_back_id);
create index retention_item_authority_id_booking_id_idx on retention_item (authority_id, booking_id);

-- What ended and came to nothing, itself and the time that was booked for it or the call that was owed since: no call, none that somebody says
-- is recorded elsewhere, and about no contact that is here. Whose asker was forgotten (they are nobody, 2, since) had a call that is a contact
-- now, which nothing may show: no call stands there, and how it ended may be from before.
create function retention_calls_owed() returns table (id uuid, ended_at timestamptz, what text) language sql stable set search_path = public, pg_temp as $$
  with owed (id, what, of_id, about, ended_at, in_vain) as (
    select r.id, 'ring_back', coalesce(r.booking_id, r.id), r.about, r.ended_at, r.draft_id is null and r.ended_how <> 'done' and r.asked_by <> '00000000-0000-0000-0000-000000000002'
      from ring_back r where r.authority_id = app_authority()
    union all
    select b.id, 'booking', b.id, b.about, b.ended_at, b.draft_id is null and b.ended_how <> 'talked' and b.booked_by <> '00000000-0000-0000-0000-000000000002'
      from talk_booking b where b.authority_id = app_authority())
  select o.id, o.ended_at, o.what from owed o
    where not exists (select 1 from owed t where t.of_id = o.of_id and (t.ended_at is null or not t.in_vain))
      and not exists (select 1 from contact c where c.authority_id = app_authority() and c.reference = o.about) $$;
revoke all on function retention_calls_owed() from public;

-- Both by day. retention_drafts stays as it was: the release before this one writes each id that it gives as a report's.
create function retention_beside(p_before timestamptz) returns table (id uuid, closed_at timestamptz, what text) language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_role() <> 'system' then raise exception 'retention: not allowed' using errcode = 'insufficient_privilege'; end if;
  return query select d.id, d.closed_at, 'draft' from retention_drafts(p_before) d
    union all select o.id, o.ended_at, o.what from retention_calls_owed() o where o.ended_at < p_before;
end $$;
revoke all on function retention_beside(timestamptz) from public;
grant execute on function retention_beside(timestamptz) to doorstep_app;

-- What somebody wrote of a child may stand in why a call was not owed any more: a hold keeps that, too.
create or replace function retention_draft_named(p_draft uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from (select translate(lower(w.words), '’‘ʼ`', '''''''''') as said from (
        select d.data::text as words from draft d where d.authority_id = app_authority() and d.id = p_draft
        union all select concat_ws(' ', r.name, r.role, r.agency_name, r.ended_why, (select string_agg(t.words, ' ') from ring_back_try t where t.authority_id = r.authority_id and t.ring_back_id = r.id)) from ring_back r where r.authority_id = app_authority() and r.id = p_draft
        union all select concat_ws(' ', b.name, b.role, b.agency_name, b.ended_why) from talk_booking b where b.authority_id = app_authority() and b.id = p_draft) w) x,
      legal_hold h join contact_person p on p.authority_id = h.authority_id and p.contact_id = h.contact_id and p.kind in ('child', 'household_child') and (h.contact_person_id is null or p.id = any (retention_held_children()))
    where h.authority_id = app_authority() and h.lifted_at is null
      and (strpos(regexp_replace(x.said, '[\s-]', '', 'g'), p.nhs_number) > 0
        or (length(btrim(p.given_name)) > 1 and length(btrim(p.family_name)) > 1
          and strpos(x.said, translate(lower(btrim(p.given_name)), '’‘ʼ`', '''''''''')) > 0 and strpos(x.said, translate(lower(btrim(p.family_name)), '’‘ʼ`', '''''''''')) > 0))) $$;

create or replace function retention_delete_draft(p_list uuid, p_draft uuid) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare v_total bigint;
begin
  perform retention_in_turn();
  perform set_config('app.taking', 'on', true);
  perform retention_check(p_list, p_draft);
  perform 1 from draft d where d.authority_id = app_authority() and d.id = p_draft and d.closed_how in ('sent_another_way', 'not_needed') and d.contact_id is null and d.result_id is null for update;
  if not found then
    -- Whoever takes a call up again for it waits, or was before us.
    perform 1 from ring_back r where r.authority_id = app_authority() and r.id = p_draft for update;
    perform 1 from talk_booking b where b.authority_id = app_authority() and b.id = p_draft for update;
    perform 1 from retention_calls_owed() o where o.id = p_draft;
    if not found then raise exception 'retention: the report was not put away' using errcode = 'insufficient_privilege'; end if;
  end if;
  if retention_draft_named(p_draft) then raise exception 'retention: a hold keeps it' using errcode = 'insufficient_privilege'; end if;
  v_total := retention_take_drafts(array[p_draft])
    + retention_take('ring_back', format('t0.authority_id = app_authority() and t0.id = %L::uuid', p_draft))
    + retention_take('talk_booking', format('t0.authority_id = app_authority() and t0.id = %L::uuid', p_draft));
  perform set_config('app.taking', '', true);
  return v_total;
end $$;
