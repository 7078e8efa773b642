-- "Baby" and "Twin 1" are nobody's names: two children of one family name who were born on one day are not one child because both are
-- called so. A key of names and birth whose given name is such a one begins with "?" from now on (lib/people/placeholder.ts, whose words
-- these are), and so do those that are here. Keys are of the owner's tables, who is held to row security too.
-- Of people there are many, so that they are gone through as everybody goes through them, area by area, and nobody waits for the table.
alter table restricted_child no force row level security;
do $$
declare
  v_area text;
  t text;
  v_words constant text := 'baby|babies|babygirl|babyboy|babyof|girl|boy|infant|newborn|neonate|unborn|unbornbaby|bump|foetus|fetus|child|twins?|triplets?|unnamed|unknown|nk|none|tbc|tba|anon|anonymous|mother|father';
  v_beside constant text := '[a-z]|\d+(st|nd|rd|th)?|one|two|three|four|first|second|third|male|female|the|of|to|new|born|not|yet|named|name|known|given|no';
begin
  for v_area, t in select a.id, named.name from authority a cross join unnest(array['contact_person', 'restricted_child']) as named (name)
  loop
    perform set_config('app.authority_id', v_area, true);
    execute format($sql$
      update %I p set name_dob_key = '?' || p.name_dob_key
      where p.authority_id = app_authority() and p.name_dob_key is not null and not starts_with(p.name_dob_key, '?') and (
        regexp_replace(lower(p.given_name), '[^a-z0-9]+', '', 'g') ~ '^(newborn|notknown|notgiven|notnamed|notyetknown|notyetgiven|notyetnamed|noname|nonameyet|nameunknown|namenotknown|namenotgiven)$'
        or (
          lower(p.given_name) ~ %L
          and not exists (
            select from regexp_split_to_table(regexp_replace(regexp_replace(lower(p.given_name), '[’''`´]', '', 'g'), %L, '\1'), '[^[:alnum:]]+') w
            where w <> '' and w !~ %L
              and w <> all (regexp_split_to_array(regexp_replace(lower(p.family_name), '[’''`´]', '', 'g'), '[^[:alnum:]]+')))))
      $sql$, t,
      '\m(' || v_words || ')\d*\M',
      '(\m(?:' || v_words || ')\d*\M.*?)\m(of|to)\M.*$',
      '^((' || v_words || ')\d*|' || v_beside || ')$');
  end loop;
  perform set_config('app.authority_id', '', true);
end $$;
alter table restricted_child force row level security;
