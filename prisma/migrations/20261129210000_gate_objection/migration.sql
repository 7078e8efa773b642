-- After an objection to other agencies being asked, a later agreement opens the gate only where whoever objected is who agrees now: the
-- second parent's yes does not undo the first one's no (safe practice 16; docs/decisions/0032). Of the rows that are there nobody said
-- it, and they are read the cautious way.

ALTER TABLE "family_openness" ADD COLUMN "objectors_agree" BOOLEAN NOT NULL DEFAULT false;
alter table family_openness add constraint family_openness_objectors check (not objectors_agree or checks is not distinct from 'agree');
