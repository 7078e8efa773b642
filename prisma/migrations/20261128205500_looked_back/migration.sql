-- How far what was here before a child was restricted has been held against it. Empty for those who are restricted already: until
-- now family names were compared with their accents and apostrophes, postcodes with their spaces, and words not at all.
alter table restricted_child add column looked_back_to uuid, add column looked_back_at timestamptz(6);
