-- A protected source is told that they were named, unless the order of a court forbids it: no other ground keeps it from them.
-- For new requests alone: what was asked before stays as it was asked, and cannot be agreed with any more.
alter table unseal add constraint unseal_only_an_order_forbids check (tell_source or ground = 'court_order') not valid;
