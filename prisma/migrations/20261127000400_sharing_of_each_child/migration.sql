-- The gate before other agencies is asked for each child, a record of sharing names only a child of its own contact, and
-- what went out before there was ground for it is written down as that (safe practice 16; docs/decisions/0032). A request
-- to a manager that nobody has answered in time is an alarm (safe practice 1).

CREATE UNIQUE INDEX "contact_person_authority_id_contact_id_id_key" ON "contact_person"("authority_id", "contact_id", "id");

ALTER TABLE "checks_request" ADD COLUMN "person_id" UUID;
ALTER TABLE "outbound_fact" ADD COLUMN "person_id" UUID, ADD COLUMN "sent_by" TEXT NOT NULL DEFAULT '', ADD COLUMN "late_why" TEXT NOT NULL DEFAULT '';
-- The default was for the rows that were there.
ALTER TABLE "outbound_fact" ALTER COLUMN "sent_by" DROP DEFAULT, ALTER COLUMN "late_why" DROP DEFAULT;
ALTER TABLE "outbound_fact" ALTER COLUMN "basis_id" DROP NOT NULL, ALTER COLUMN "authorised_by" DROP NOT NULL;

-- The rows that are there are checked against the children as the owner, who has no actor.
alter table service_agreement no force row level security;
alter table family_openness no force row level security;
alter table sharing_basis no force row level security;
alter table checks_request no force row level security;
alter table outbound_fact no force row level security;
alter table contact_person no force row level security;
ALTER TABLE "service_agreement" ADD CONSTRAINT "service_agreement_authority_id_contact_id_person_id_fkey" FOREIGN KEY ("authority_id", "contact_id", "person_id") REFERENCES "contact_person"("authority_id", "contact_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "family_openness" ADD CONSTRAINT "family_openness_authority_id_contact_id_person_id_fkey" FOREIGN KEY ("authority_id", "contact_id", "person_id") REFERENCES "contact_person"("authority_id", "contact_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "sharing_basis" ADD CONSTRAINT "sharing_basis_authority_id_contact_id_person_id_fkey" FOREIGN KEY ("authority_id", "contact_id", "person_id") REFERENCES "contact_person"("authority_id", "contact_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "checks_request" ADD CONSTRAINT "checks_request_authority_id_contact_id_person_id_fkey" FOREIGN KEY ("authority_id", "contact_id", "person_id") REFERENCES "contact_person"("authority_id", "contact_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "outbound_fact" ADD CONSTRAINT "outbound_fact_authority_id_contact_id_person_id_fkey" FOREIGN KEY ("authority_id", "contact_id", "person_id") REFERENCES "contact_person"("authority_id", "contact_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table service_agreement force row level security;
alter table family_openness force row level security;
alter table sharing_basis force row level security;
alter table checks_request force row level security;
alter table outbound_fact force row level security;
alter table contact_person force row level security;

-- Nobody authorised what went out without ground, and only such a fact may lack its basis.
alter table outbound_fact drop constraint outbound_fact_ground;
alter table outbound_fact add constraint outbound_fact_ground check (
  case ground when 'level_4' then level = 4 and openness_id is null and request_id is null
    when 'told_and_agreed' then openness_id is not null and request_id is null
    when 'manager_agreed' then request_id is not null and openness_id is null
    when 'none' then openness_id is null and request_id is null and sent_at < at and length(btrim(late_why)) > 0 and length(btrim(sent_by)) > 0
    else false end);
alter table outbound_fact add constraint outbound_fact_authority check ((ground = 'none') = (authorised_by is null) and (ground = 'none' or basis_id is not null));
alter table outbound_fact drop constraint outbound_fact_confidence;
alter table outbound_fact add constraint outbound_fact_confidence check (ground = 'none' or not ('health' = any (categories)) or confidence is not null);
alter table outbound_fact add constraint outbound_fact_not_ahead check (sent_at <= at);

alter table alarm drop constraint alarm_kind;
alter table alarm add constraint alarm_kind check (kind in ('arrived_at_night', 'not_seen', 'not_claimed', 'not_countersigned', 'not_decided', 'nobody_on', 'not_answered', 'unsent', 'unsent_level_4', 'checks_unanswered'));
