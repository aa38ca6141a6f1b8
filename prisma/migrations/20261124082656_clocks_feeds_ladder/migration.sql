-- DropIndex
DROP INDEX "deadlines_request_id_rule_key";

-- AlterTable
ALTER TABLE "deadline_revisions" ADD COLUMN     "change" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "deadlines" ADD COLUMN     "key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "wake_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "acknowledged_at" TIMESTAMPTZ(3),
ADD COLUMN     "digest_id" UUID;

-- CreateTable
CREATE TABLE "agency_closures" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "document_id" UUID,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by_id" UUID,
    "taken_back_why" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "agency_closures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recalculations" (
    "request_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "recalculations_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "law_switches" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "law" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "switched_on_by_id" UUID NOT NULL,
    "switched_on_at" TIMESTAMPTZ(3) NOT NULL,
    "switched_off_by_id" UUID,
    "switched_off_at" TIMESTAMPTZ(3),
    "off_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "law_switches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_feeds" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "request_id" UUID,
    "titles" TEXT NOT NULL DEFAULT 'opaque',
    "label" TEXT NOT NULL DEFAULT '',
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,
    "last_read_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_settings" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID,
    "role" TEXT,
    "delivery" TEXT NOT NULL DEFAULT 'at_once',
    "without" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "quiet_days" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "away_from" DATE,
    "away_to" DATE,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_digests" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "state" "notice_state" NOT NULL DEFAULT 'pending',
    "message_id" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_digests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "agency_closures_group_id_agency_id_date_idx" ON "agency_closures"("group_id", "agency_id", "date");

-- CreateIndex
CREATE INDEX "recalculations_wanted_at_request_id_idx" ON "recalculations"("wanted_at", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "recalculations_group_id_request_id_key" ON "recalculations"("group_id", "request_id");

-- CreateIndex
CREATE INDEX "law_switches_group_id_law_switched_off_at_idx" ON "law_switches"("group_id", "law", "switched_off_at");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feeds_token_hash_key" ON "calendar_feeds"("token_hash");

-- CreateIndex
CREATE INDEX "calendar_feeds_group_id_person_id_created_at_idx" ON "calendar_feeds"("group_id", "person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_settings_group_id_person_id_key" ON "notice_settings"("group_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_settings_group_id_role_key" ON "notice_settings"("group_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "notice_digests_message_id_key" ON "notice_digests"("message_id");

-- CreateIndex
CREATE INDEX "notice_digests_state_next_attempt_at_idx" ON "notice_digests"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_digests_group_id_person_id_day_key" ON "notice_digests"("group_id", "person_id", "day");

-- CreateIndex
CREATE INDEX "deadlines_wake_at_id_idx" ON "deadlines"("wake_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deadlines_request_id_rule_key_key" ON "deadlines"("request_id", "rule", "key");

-- CreateIndex
CREATE INDEX "notices_digest_id_idx" ON "notices"("digest_id");

-- AddForeignKey
ALTER TABLE "agency_closures" ADD CONSTRAINT "agency_closures_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recalculations" ADD CONSTRAINT "recalculations_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One in force at a time: what was taken back or switched off stays as history.
CREATE UNIQUE INDEX "agency_closures_standing" ON "agency_closures"("group_id", "agency_id", "date") WHERE "taken_back_at" IS NULL;
CREATE UNIQUE INDEX "law_switches_in_force" ON "law_switches"("group_id", "law") WHERE "switched_off_at" IS NULL;

-- The warnings look at every open date once, and find for themselves when its next rung is.
UPDATE "deadlines" SET "wake_at" = "updated_at" WHERE "state" = 'open';
