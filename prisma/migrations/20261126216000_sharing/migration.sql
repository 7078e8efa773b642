-- Agreement to a service, openness with the family and lawful basis to share: three records (domain 3.4), and what
-- went to other agencies on their ground (domain 7.16). docs/decisions/0027.

CREATE TABLE "service_agreement" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "person_id" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "given_by" TEXT,
    "asked_of" TEXT NOT NULL,
    "how" TEXT,
    "asked_on" DATE,
    "scope" TEXT NOT NULL,
    "not_asked" TEXT NOT NULL,
    "judged_by" TEXT NOT NULL,
    "judged_on" TEXT NOT NULL,
    "route" TEXT NOT NULL,

    CONSTRAINT "service_agreement_pkey" PRIMARY KEY ("authority_id","id")
);
CREATE TABLE "family_openness" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "person_id" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "told" BOOLEAN NOT NULL,
    "told_whom" TEXT NOT NULL,
    "told_what" TEXT NOT NULL,
    "told_by" TEXT NOT NULL,
    "told_on" DATE,
    "checks" TEXT,
    "reason" TEXT,
    "reason_words" TEXT NOT NULL,
    "until_on" DATE,

    CONSTRAINT "family_openness_pkey" PRIMARY KEY ("authority_id","id")
);
CREATE TABLE "sharing_basis" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "person_id" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "special" BOOLEAN NOT NULL,
    "confidence" TEXT,
    "why" TEXT NOT NULL,
    "advice" TEXT NOT NULL,

    CONSTRAINT "sharing_basis_pkey" PRIMARY KEY ("authority_id","id")
);
CREATE TABLE "checks_request" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "agencies" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "checks_request_pkey" PRIMARY KEY ("authority_id","id")
);
CREATE TABLE "checks_answer" (
    "authority_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "asked_by" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "comment" TEXT NOT NULL,

    CONSTRAINT "checks_answer_pkey" PRIMARY KEY ("authority_id","request_id")
);
CREATE TABLE "outbound_fact" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "recipient_role" TEXT NOT NULL,
    "categories" TEXT[],
    "words" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(6) NOT NULL,
    "basis_id" UUID NOT NULL,
    "confidence" TEXT,
    "ground" TEXT NOT NULL,
    "openness_id" UUID,
    "request_id" UUID,
    "authorised_by" UUID NOT NULL,
    "level" INTEGER NOT NULL,

    CONSTRAINT "outbound_fact_pkey" PRIMARY KEY ("authority_id","id")
);

CREATE INDEX "service_agreement_authority_id_contact_id_at_idx" ON "service_agreement"("authority_id", "contact_id", "at");
CREATE INDEX "family_openness_authority_id_contact_id_at_idx" ON "family_openness"("authority_id", "contact_id", "at");
CREATE INDEX "sharing_basis_authority_id_contact_id_at_idx" ON "sharing_basis"("authority_id", "contact_id", "at");
CREATE INDEX "checks_request_authority_id_contact_id_idx" ON "checks_request"("authority_id", "contact_id");
CREATE UNIQUE INDEX "checks_request_authority_id_id_by_key" ON "checks_request"("authority_id", "id", "by");
CREATE INDEX "checks_answer_authority_id_contact_id_idx" ON "checks_answer"("authority_id", "contact_id");
CREATE UNIQUE INDEX "checks_answer_authority_id_request_id_asked_by_key" ON "checks_answer"("authority_id", "request_id", "asked_by");
CREATE INDEX "outbound_fact_authority_id_contact_id_sent_at_idx" ON "outbound_fact"("authority_id", "contact_id", "sent_at");

ALTER TABLE "service_agreement" ADD CONSTRAINT "service_agreement_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "family_openness" ADD CONSTRAINT "family_openness_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "sharing_basis" ADD CONSTRAINT "sharing_basis_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "checks_request" ADD CONSTRAINT "checks_request_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "checks_answer" ADD CONSTRAINT "checks_answer_authority_id_request_id_asked_by_fkey" FOREIGN KEY ("authority_id", "request_id", "asked_by") REFERENCES "checks_request"("authority_id", "id", "by") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "outbound_fact" ADD CONSTRAINT "outbound_fact_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "outbound_fact" ADD CONSTRAINT "outbound_fact_authority_id_basis_id_fkey" FOREIGN KEY ("authority_id", "basis_id") REFERENCES "sharing_basis"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "outbound_fact" ADD CONSTRAINT "outbound_fact_authority_id_openness_id_fkey" FOREIGN KEY ("authority_id", "openness_id") REFERENCES "family_openness"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "outbound_fact" ADD CONSTRAINT "outbound_fact_authority_id_request_id_fkey" FOREIGN KEY ("authority_id", "request_id") REFERENCES "checks_request"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must hold whatever the application does.
alter table service_agreement add constraint service_agreement_words check (
  service in ('early_help', 'assessment', 'other') and answer in ('given', 'refused', 'withdrawn', 'not_asked')
  and (answer = 'not_asked') = (given_by is null) and (given_by is null or given_by in ('parent', 'aged_16', 'gillick', 'other'))
  and (answer <> 'not_asked' or length(btrim(not_asked)) > 0)
  and (given_by is distinct from 'gillick' or (length(btrim(judged_by)) > 0 and length(btrim(judged_on)) > 0)));
alter table family_openness add constraint family_openness_words check (
  case when told then length(btrim(told_whom)) > 0 and length(btrim(told_what)) > 0 and reason is null and checks is not null and checks in ('agree', 'object', 'not_asked')
    else reason is not null and reason in ('RISK', 'CRIME', 'DELAY', 'NOT_CONTACTABLE', 'OTHER_PERSON_RISK') and length(btrim(reason_words)) > 0 and checks is null end);
-- Consent is not among them.
alter table sharing_basis add constraint sharing_basis_words check (
  basis in ('public_task', 'legal_obligation', 'vital_interests') and (confidence is null or confidence in ('public_interest', 'agreed', 'court_order')) and length(btrim(why)) > 0);
alter table checks_answer add constraint checks_answer_second_person check (by <> asked_by);
alter table checks_answer add constraint checks_answer_verdict check (verdict in ('agreed', 'returned') and length(btrim(comment)) > 0);
alter table outbound_fact add constraint outbound_fact_ground check (
  case ground when 'level_4' then level = 4 and openness_id is null and request_id is null
    when 'told_and_agreed' then openness_id is not null and request_id is null
    when 'manager_agreed' then request_id is not null and openness_id is null
    else false end);
alter table outbound_fact add constraint outbound_fact_confidence check (not ('health' = any (categories)) or confidence is not null);
alter table outbound_fact add constraint outbound_fact_words check (kind in ('question', 'fact') and length(btrim(agency)) > 0 and length(btrim(words)) > 0 and cardinality(categories) > 0);

do $$
declare t text;
begin
  foreach t in array array['service_agreement', 'family_openness', 'sharing_basis', 'checks_request', 'checks_answer', 'outbound_fact']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using (authority_id = (select app_authority()) and (select app_reads_casework()))', t || '_read', t);
    execute format('create policy %I on %I for insert with check (authority_id = (select app_authority()) and (select app_writes_casework()))', t || '_add', t);
    execute format('grant select, insert on %I to doorstep_app', t);
    -- Where the question "may this person open this contact" came first it is asked here; else it finds these tables itself.
    if to_regprocedure('app_may_open(uuid)') is not null then
      execute format('create policy %I on %I as restrictive to doorstep_app using (app_may_open(contact_id)) with check (app_may_open(contact_id))', t || '_may_open', t);
    end if;
  end loop;
end $$;
