-- CreateTable
CREATE TABLE "mail_notices" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "request_id" UUID,
    "kind" TEXT NOT NULL,
    "state" "notice_state" NOT NULL DEFAULT 'pending',
    "claimed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_notices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mail_notices_state_next_attempt_at_idx" ON "mail_notices"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "mail_notices_group_id_person_id_state_idx" ON "mail_notices"("group_id", "person_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "mail_notices_message_id_person_id_kind_key" ON "mail_notices"("message_id", "person_id", "kind");
