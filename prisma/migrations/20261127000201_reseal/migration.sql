-- Sealing again under the current key (npm run reseal) is the owner's: the words stay, only their sealing changes.
create policy sealed_source_reseal on sealed_source for update to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
create policy protected_detail_reseal on protected_detail to doorstep_owner using (authority_id = (select app_authority())) with check (authority_id = (select app_authority()));
