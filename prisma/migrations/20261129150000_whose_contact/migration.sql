-- What is owed about a contact, what was written about one, and why somebody was not told hang on a contact that is there, as every other
-- row about one does. What is there already is asked, too, in every area: which policies would keep from the owner.
do $$
declare
  t text;
begin
  foreach t in array array['contact', 'duty', 'letter', 'not_told'] loop
    execute format('alter table %I disable row level security', t);
  end loop;
  foreach t in array array['duty', 'letter', 'not_told'] loop
    execute format('alter table %I add constraint %I foreign key (authority_id, contact_id) references contact (authority_id, id) on delete restrict on update cascade', t, t || '_authority_id_contact_id_fkey');
  end loop;
  foreach t in array array['contact', 'duty', 'letter', 'not_told'] loop
    execute format('alter table %I enable row level security', t);
  end loop;
end $$;
