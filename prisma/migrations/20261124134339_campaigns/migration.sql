-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('draft', 'checked', 'canary', 'running', 'paused', 'recalled', 'done');

-- CreateEnum
CREATE TYPE "campaign_place" AS ENUM ('planned', 'created', 'released', 'recalled', 'failed');

-- CreateTable
CREATE TABLE "campaigns" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "template_slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "fields" JSONB NOT NULL,
    "columns" TEXT[],
    "state" "campaign_state" NOT NULL DEFAULT 'draft',
    "paused_from" "campaign_state",
    "version" INTEGER NOT NULL DEFAULT 0,
    "canary" INTEGER NOT NULL DEFAULT 1,
    "pace_seconds" INTEGER NOT NULL DEFAULT 120,
    "not_before" TIMESTAMPTZ(3),
    "started_by_id" UUID,
    "started_at" TIMESTAMPTZ(3),
    "wake_at" TIMESTAMPTZ(3),
    "trouble" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_agencies" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "place" "campaign_place" NOT NULL DEFAULT 'planned',
    "request_id" UUID,
    "letter_id" UUID,
    "domain" TEXT NOT NULL DEFAULT '',
    "problem" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_agencies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_chasers" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "template_slug" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "approved_by_id" UUID NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,
    "place" "campaign_place" NOT NULL DEFAULT 'created',
    "domain" TEXT NOT NULL DEFAULT '',
    "letter_id" UUID,
    "problem" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_chasers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domain_turns" (
    "group_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "letter_id" UUID,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "domain_turns_pkey" PRIMARY KEY ("group_id","domain")
);

-- CreateIndex
CREATE INDEX "campaigns_group_id_created_at_id_idx" ON "campaigns"("group_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "campaigns_state_wake_at_idx" ON "campaigns"("state", "wake_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_group_id_id_key" ON "campaigns"("group_id", "id");

-- CreateIndex
CREATE INDEX "campaign_agencies_group_id_campaign_id_position_idx" ON "campaign_agencies"("group_id", "campaign_id", "position");

-- CreateIndex
CREATE INDEX "campaign_agencies_campaign_id_place_domain_position_idx" ON "campaign_agencies"("campaign_id", "place", "domain", "position");

-- CreateIndex
CREATE INDEX "campaign_agencies_group_id_request_id_idx" ON "campaign_agencies"("group_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_agencies_campaign_id_agency_id_key" ON "campaign_agencies"("campaign_id", "agency_id");

-- CreateIndex
CREATE INDEX "campaign_chasers_group_id_campaign_id_approved_at_id_idx" ON "campaign_chasers"("group_id", "campaign_id", "approved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "campaign_chasers_campaign_id_place_domain_id_idx" ON "campaign_chasers"("campaign_id", "place", "domain", "id");

-- AddForeignKey
ALTER TABLE "campaign_agencies" ADD CONSTRAINT "campaign_agencies_group_id_campaign_id_fkey" FOREIGN KEY ("group_id", "campaign_id") REFERENCES "campaigns"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_agencies" ADD CONSTRAINT "campaign_agencies_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_chasers" ADD CONSTRAINT "campaign_chasers_group_id_campaign_id_fkey" FOREIGN KEY ("group_id", "campaign_id") REFERENCES "campaigns"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
