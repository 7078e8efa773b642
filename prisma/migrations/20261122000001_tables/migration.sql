-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "authority" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "service_name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "phone" TEXT NOT NULL DEFAULT '',
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "agency_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "agency_id" UUID,
    "qualified" BOOLEAN NOT NULL DEFAULT false,
    "job_title" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(6),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "session" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "amr" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "seen_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "session_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "account_link" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" BIGSERIAL NOT NULL,
    "digest" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "agency_id" UUID,
    "contact_id" UUID,
    "data" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "key" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,
    "closed_at" TIMESTAMPTZ(6),
    "closed_how" TEXT,
    "closed_why" TEXT,
    "sent_version" INTEGER,
    "result_id" UUID,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "draft_conflict" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "draft_conflict_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "payload_hash" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "channel" TEXT NOT NULL,
    "source_code" TEXT NOT NULL,
    "agency_id" UUID,
    "agency_name" TEXT NOT NULL,
    "agency_kind" TEXT NOT NULL,
    "referrer_id" UUID,
    "referrer_name" TEXT NOT NULL,
    "referrer_role" TEXT NOT NULL,
    "referrer_phone" TEXT NOT NULL,
    "referrer_email" TEXT NOT NULL,
    "referrer_class" TEXT NOT NULL,
    "past_agency" BOOLEAN NOT NULL,
    "about_colleague" BOOLEAN NOT NULL,
    "immediate" BOOLEAN NOT NULL,
    "referrer_level" INTEGER,
    "summary" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "due_24h_at" TIMESTAMPTZ(6) NOT NULL,
    "due_1wd_at" TIMESTAMPTZ(6),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "contact_person" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "date_of_birth" DATE,
    "unborn" BOOLEAN NOT NULL DEFAULT false,
    "due_date" DATE,
    "nhs_number" TEXT,
    "upn" TEXT,
    "name_dob_key" TEXT,
    "details" JSONB NOT NULL,

    CONSTRAINT "contact_person_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "not_same_child" (
    "authority_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "other_person_id" UUID NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "not_same_child_pkey" PRIMARY KEY ("authority_id","person_id","other_person_id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "level" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "guide_id" TEXT NOT NULL,
    "guide_version" TEXT NOT NULL,
    "guide_hash" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "queue_row" (
    "authority_id" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(6),
    "read_by" UUID,
    "level" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "immediate" BOOLEAN NOT NULL,
    "risk_rank" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "due_24h_at" TIMESTAMPTZ(6) NOT NULL,
    "due_1wd_at" TIMESTAMPTZ(6),
    "next_due_at" TIMESTAMPTZ(6),
    "agency_id" UUID,
    "agency_name" TEXT NOT NULL,
    "agency_kind" TEXT NOT NULL,
    "referrer_id" UUID,
    "past_agency" BOOLEAN NOT NULL,
    "about_colleague" BOOLEAN NOT NULL,
    "channel" TEXT NOT NULL,
    "referrer_level" INTEGER,
    "summary" TEXT NOT NULL,
    "children_line" TEXT NOT NULL,
    "contacts_in_12_months" INTEGER NOT NULL,
    "holder_id" UUID,
    "held_since" TIMESTAMPTZ(6),

    CONSTRAINT "queue_row_pkey" PRIMARY KEY ("authority_id","contact_id")
);

-- CreateTable
CREATE TABLE "claim" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "how" TEXT NOT NULL,
    "given_by" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "ended_at" TIMESTAMPTZ(6),
    "ended_how" TEXT,
    "ended_by" UUID,
    "ended_why" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "contact_event" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "contact_event_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "note" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "note_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "question" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "asked_by" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(6),
    "answered_by" UUID,
    "answer" TEXT,

    CONSTRAINT "question_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "addition" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "key" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "indicators" JSONB NOT NULL DEFAULT '{}',
    "immediate" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "addition_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "closure" (
    "authority_id" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "joined_to_id" UUID,
    "level" INTEGER NOT NULL,
    "route" TEXT NOT NULL,

    CONSTRAINT "closure_pkey" PRIMARY KEY ("authority_id","contact_id")
);

-- CreateTable
CREATE TABLE "decision" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "proposal_id" UUID NOT NULL,
    "rationale" TEXT NOT NULL,
    "family_views" TEXT NOT NULL,
    "if_nothing" TEXT NOT NULL,
    "change_mind" TEXT NOT NULL,
    "change_reason" TEXT NOT NULL DEFAULT '',
    "direction" TEXT NOT NULL,
    "needs_countersign" BOOLEAN NOT NULL,
    "countersign_reasons" JSONB NOT NULL DEFAULT '[]',
    "history_read" BOOLEAN NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "decision_child" (
    "authority_id" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "standing" TEXT NOT NULL,
    "standing_reason" TEXT NOT NULL DEFAULT '',
    "level" INTEGER NOT NULL,
    "route" TEXT NOT NULL,
    "primary_need" TEXT NOT NULL,
    "child_views" TEXT NOT NULL,
    "child_seen" TEXT NOT NULL,
    "proposed_level" INTEGER,
    "proposed_route" TEXT,
    "proposal_reason" TEXT NOT NULL DEFAULT '',
    "referrer_reason" TEXT NOT NULL DEFAULT '',
    "no_strategy_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "decision_child_pkey" PRIMARY KEY ("authority_id","decision_id","person_id")
);

-- CreateTable
CREATE TABLE "countersign" (
    "authority_id" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "decided_by" UUID NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "verdict" TEXT NOT NULL,
    "comment" TEXT NOT NULL,

    CONSTRAINT "countersign_pkey" PRIMARY KEY ("authority_id","decision_id")
);

-- CreateTable
CREATE TABLE "duty" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "decision_id" UUID,
    "person_id" UUID,
    "code" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "owner_role" TEXT NOT NULL,
    "owner_id" UUID,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6),
    "evidence" TEXT NOT NULL,

    CONSTRAINT "duty_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "duty_discharge" (
    "authority_id" TEXT NOT NULL,
    "duty_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "duty_discharge_pkey" PRIMARY KEY ("authority_id","duty_id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "authority_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_id" UUID NOT NULL,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,
    "bytes" TEXT NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("authority_id","seq")
);

-- CreateTable
CREATE TABLE "ledger_head" (
    "authority_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "ledger_head_pkey" PRIMARY KEY ("authority_id")
);

-- CreateTable
CREATE TABLE "letter" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "decision_id" UUID,
    "kind" TEXT NOT NULL,
    "recipient_key" TEXT NOT NULL,
    "recipient_id" UUID,
    "recipient_name" TEXT NOT NULL,
    "recipient_email" TEXT NOT NULL,
    "recipient_class" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "made_by" UUID NOT NULL,
    "occasion" TEXT NOT NULL,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "letter_event" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "letter_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "letter_event_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateTable
CREATE TABLE "not_told" (
    "authority_id" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "by" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "not_told_pkey" PRIMARY KEY ("authority_id","decision_id")
);

-- CreateTable
CREATE TABLE "message" (
    "authority_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "letter_id" UUID,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "provider" TEXT NOT NULL DEFAULT '',
    "provider_id" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(6),

    CONSTRAINT "message_pkey" PRIMARY KEY ("authority_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "authority_prefix_key" ON "authority"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "agency_authority_id_name_key" ON "agency"("authority_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "membership_authority_id_account_id_idx" ON "membership"("authority_id", "account_id");

-- CreateIndex
CREATE INDEX "membership_account_id_idx" ON "membership"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_authority_id_account_id_idx" ON "session"("authority_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_link_token_hash_key" ON "account_link"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_attempt_digest_at_idx" ON "sign_in_attempt"("digest", "at");

-- CreateIndex
CREATE INDEX "draft_authority_id_owner_id_kind_idx" ON "draft"("authority_id", "owner_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "draft_authority_id_key_key" ON "draft"("authority_id", "key");

-- CreateIndex
CREATE INDEX "draft_conflict_authority_id_draft_id_idx" ON "draft_conflict"("authority_id", "draft_id");

-- CreateIndex
CREATE INDEX "contact_authority_id_received_at_idx" ON "contact"("authority_id", "received_at");

-- CreateIndex
CREATE INDEX "contact_authority_id_referrer_id_idx" ON "contact"("authority_id", "referrer_id");

-- CreateIndex
CREATE INDEX "contact_authority_id_agency_id_idx" ON "contact"("authority_id", "agency_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_authority_id_reference_key" ON "contact"("authority_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "contact_authority_id_key_key" ON "contact"("authority_id", "key");

-- CreateIndex
CREATE INDEX "contact_person_authority_id_contact_id_idx" ON "contact_person"("authority_id", "contact_id");

-- CreateIndex
CREATE INDEX "contact_person_authority_id_nhs_number_idx" ON "contact_person"("authority_id", "nhs_number");

-- CreateIndex
CREATE INDEX "contact_person_authority_id_upn_idx" ON "contact_person"("authority_id", "upn");

-- CreateIndex
CREATE INDEX "contact_person_authority_id_name_dob_key_idx" ON "contact_person"("authority_id", "name_dob_key");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_authority_id_contact_id_version_key" ON "proposal"("authority_id", "contact_id", "version");

-- CreateIndex
CREATE INDEX "queue_row_authority_id_risk_rank_next_due_at_contact_id_idx" ON "queue_row"("authority_id", "risk_rank", "next_due_at", "contact_id");

-- CreateIndex
CREATE INDEX "claim_authority_id_contact_id_idx" ON "claim"("authority_id", "contact_id");

-- CreateIndex
CREATE INDEX "claim_authority_id_account_id_idx" ON "claim"("authority_id", "account_id");

-- CreateIndex
CREATE INDEX "contact_event_authority_id_contact_id_at_idx" ON "contact_event"("authority_id", "contact_id", "at");

-- CreateIndex
CREATE INDEX "note_authority_id_contact_id_idx" ON "note"("authority_id", "contact_id");

-- CreateIndex
CREATE INDEX "question_authority_id_contact_id_idx" ON "question"("authority_id", "contact_id");

-- CreateIndex
CREATE INDEX "addition_authority_id_contact_id_idx" ON "addition"("authority_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "addition_authority_id_key_key" ON "addition"("authority_id", "key");

-- CreateIndex
CREATE INDEX "closure_authority_id_at_idx" ON "closure"("authority_id", "at");

-- CreateIndex
CREATE INDEX "decision_authority_id_contact_id_idx" ON "decision"("authority_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_authority_id_id_by_key" ON "decision"("authority_id", "id", "by");

-- CreateIndex
CREATE UNIQUE INDEX "decision_authority_id_key_key" ON "decision"("authority_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "decision_authority_id_contact_id_version_key" ON "decision"("authority_id", "contact_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "countersign_authority_id_decision_id_decided_by_key" ON "countersign"("authority_id", "decision_id", "decided_by");

-- CreateIndex
CREATE INDEX "duty_authority_id_owner_id_idx" ON "duty"("authority_id", "owner_id");

-- CreateIndex
CREATE INDEX "duty_authority_id_contact_id_idx" ON "duty"("authority_id", "contact_id");

-- CreateIndex
CREATE INDEX "duty_authority_id_due_at_idx" ON "duty"("authority_id", "due_at");

-- CreateIndex
CREATE INDEX "ledger_entry_authority_id_object_kind_object_id_idx" ON "ledger_entry"("authority_id", "object_kind", "object_id");

-- CreateIndex
CREATE INDEX "letter_authority_id_recipient_id_idx" ON "letter"("authority_id", "recipient_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_authority_id_contact_id_occasion_recipient_key_kind_key" ON "letter"("authority_id", "contact_id", "occasion", "recipient_key", "kind");

-- CreateIndex
CREATE INDEX "letter_event_authority_id_letter_id_idx" ON "letter_event"("authority_id", "letter_id");

-- CreateIndex
CREATE INDEX "not_told_authority_id_contact_id_idx" ON "not_told"("authority_id", "contact_id");

-- CreateIndex
CREATE INDEX "message_authority_id_made_at_idx" ON "message"("authority_id", "made_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_authority_id_letter_id_key" ON "message"("authority_id", "letter_id");

-- AddForeignKey
ALTER TABLE "agency" ADD CONSTRAINT "agency_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_authority_id_agency_id_fkey" FOREIGN KEY ("authority_id", "agency_id") REFERENCES "agency"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_conflict" ADD CONSTRAINT "draft_conflict_authority_id_draft_id_fkey" FOREIGN KEY ("authority_id", "draft_id") REFERENCES "draft"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_person" ADD CONSTRAINT "contact_person_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_row" ADD CONSTRAINT "queue_row_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_event" ADD CONSTRAINT "contact_event_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "addition" ADD CONSTRAINT "addition_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_authority_id_contact_id_fkey" FOREIGN KEY ("authority_id", "contact_id") REFERENCES "contact"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_child" ADD CONSTRAINT "decision_child_authority_id_decision_id_fkey" FOREIGN KEY ("authority_id", "decision_id") REFERENCES "decision"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_child" ADD CONSTRAINT "decision_child_authority_id_person_id_fkey" FOREIGN KEY ("authority_id", "person_id") REFERENCES "contact_person"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "countersign" ADD CONSTRAINT "countersign_authority_id_decision_id_decided_by_fkey" FOREIGN KEY ("authority_id", "decision_id", "decided_by") REFERENCES "decision"("authority_id", "id", "by") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_discharge" ADD CONSTRAINT "duty_discharge_authority_id_duty_id_fkey" FOREIGN KEY ("authority_id", "duty_id") REFERENCES "duty"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter_event" ADD CONSTRAINT "letter_event_authority_id_letter_id_fkey" FOREIGN KEY ("authority_id", "letter_id") REFERENCES "letter"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_authority_id_letter_id_fkey" FOREIGN KEY ("authority_id", "letter_id") REFERENCES "letter"("authority_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
