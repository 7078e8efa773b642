-- Keys of names and birth as they are made from now on (lib/people/placeholder.ts and model.ts), for those that are here already:
-- "Female", "B/O", "Sibling", "Not disclosed" and the like are nobody's names either, and their keys begin with "?"; and the marks by which
-- Bengali, Hindi, Thai and others write vowels stay in a name, so that two twins who differ by one are two children.
-- Keys are of the owner's tables, who is held to row security too: everybody is gone through area by area.
alter table restricted_child no force row level security;
do $$
declare
  v_area text;
  t text;
  -- As they were, with what is new at the end.
  v_words constant text := 'baby|babies|babygirl|babyboy|babyof|girl|boy|infant|newborn|neonate|unborn|unbornbaby|bump|foetus|fetus|child|twins?|triplets?|unnamed|unknown|nk|none|tbc|tba|anon|anonymous|mother|father|male|female|son|daughter|siblings?|brother|sister|unk|undisclosed|unspecified|withheld';
  v_beside constant text := '[a-z]|\d+(st|nd|rd|th)?|one|two|three|four|first|second|third|the|of|to|new|born|not|yet|named|name|known|given|no';
  -- The scripts of South and South-East Asia, and kana: what is written with vowels, or sounds, as marks.
  v_marked constant text := '[\u0780-\u109f\u1700-\u1c4f\u3040-\u30ff\ua800-\ua82f\ua880-\uabff\U00011000-\U00011fff]';
  v_left_out constant text := '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a0\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0951\u0952\u0964\u0965\u0970\u2000-\u206f\u30fb\ufe00-\ufe0f]';
begin
  for v_area, t in select a.id, named.name from authority a cross join unnest(array['contact_person', 'restricted_child']) as named (name)
  loop
    perform set_config('app.authority_id', v_area, true);
    execute format($sql$
      update %I p set name_dob_key = '?' || p.name_dob_key
      from (select id, lower(regexp_replace(normalize(given_name, nfkd), '[\u0300-\u036f]', '', 'g')) as given from %I where authority_id = app_authority()) n
      where p.authority_id = app_authority() and n.id = p.id and p.name_dob_key is not null and not starts_with(p.name_dob_key, '?') and (
        regexp_replace(n.given, '[^a-z0-9]+', '', 'g') ~ '^(newborn|notknown|notgiven|notnamed|notyetknown|notyetgiven|notyetnamed|noname|nonameyet|nameunknown|namenotknown|namenotgiven|notdisclosed|notstated|notprovided|notrecorded|notapplicable|tobeconfirmed|tobeadvised|tobenamed|nametobeconfirmed|namewithheld)$'
        or n.given ~ '^\s*(b\s*[/.]\s*o(?![a-z])|n\s*/\s*a(?![a-z]))' or p.given_name ~ '^\s*BO\s*$'
        or (
          n.given ~ %L
          and not exists (
            select from regexp_split_to_table(regexp_replace(regexp_replace(n.given, '[’''`´]', '', 'g'), %L, '\1'), '[^[:alnum:]]+') w
            where w <> '' and w !~ %L
              and w <> all (regexp_split_to_array(regexp_replace(lower(p.family_name), '[’''`´]', '', 'g'), '[^[:alnum:]]+')))))
      $sql$, t, t,
      '\m(' || v_words || ')\d*\M',
      '(\m(?:' || v_words || ')\d*\M.*?)\m(of|to)\M.*$',
      '^((' || v_words || ')\d*|' || v_beside || ')$');
    execute format($sql$
      update %I p set name_dob_key = case when starts_with(p.name_dob_key, '?') then '?' else '' end || concat_ws('|',
        case when p.given_name ~ %L then regexp_replace(lower(normalize(p.given_name, nfkd)), %L, '', 'g') else ltrim(split_part(p.name_dob_key, '|', 1), '?') end,
        case when p.family_name ~ %L then regexp_replace(lower(normalize(p.family_name, nfkd)), %L, '', 'g') else split_part(p.name_dob_key, '|', 2) end,
        split_part(p.name_dob_key, '|', 3))
      where p.authority_id = app_authority() and p.name_dob_key is not null and (p.given_name ~ %L or p.family_name ~ %L)
      $sql$, t, v_marked, v_left_out, v_marked, v_left_out, v_marked, v_marked);
  end loop;
  perform set_config('app.authority_id', '', true);
end $$;
alter table restricted_child force row level security;
