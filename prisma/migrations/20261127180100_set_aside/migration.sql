-- What a machine sent and a person set aside ends with the page on which it was read and put away: by the same schedule, on the same
-- lists, released by the same two people (domain 7.18; decision 44). It became no contact, so that no contact takes it along.
create or replace function retention_take_drafts(p_drafts uuid[]) returns bigint language plpgsql set search_path = public, pg_temp as $$
declare
  v_total bigint := 0;
  t text;
begin
  foreach t in array array['original', 'ring_back', 'talk_booking'] loop
    v_total := v_total + retention_take(t::regclass, format('t0.authority_id = app_authority() and t0.draft_id = any (%L::uuid[])', p_drafts));
  end loop;
  v_total := v_total + retention_take('machine_intake', format('t0.authority_id = app_authority() and t0.draft_id = any (%L::uuid[]) and t0.ended_how = ''not_needed''', p_drafts));
  return v_total + retention_take('draft', format('t0.authority_id = app_authority() and t0.id = any (%L::uuid[])', p_drafts));
end $$;
