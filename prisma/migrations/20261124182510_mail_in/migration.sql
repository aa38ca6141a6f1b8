-- AlterTable
ALTER TABLE "documents" ALTER COLUMN "uploaded_by_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "auth" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "cc" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "direction" TEXT NOT NULL DEFAULT 'in',
ADD COLUMN     "duplicate_of_id" UUID,
ADD COLUMN     "failed_recipients" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "from_address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "held_why" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "html" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "in_reply_to" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'reply',
ADD COLUMN     "matched_by" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "message_id_header" TEXT,
ADD COLUMN     "raw_mail_id" UUID,
ADD COLUMN     "references" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'filed',
ADD COLUMN     "suggestions" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "to" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "why" JSONB NOT NULL DEFAULT '[]',
ALTER COLUMN "request_id" DROP NOT NULL,
ALTER COLUMN "created_by_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "raw_mails" (
    "id" UUID NOT NULL,
    "group_id" UUID,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "door" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL DEFAULT '',
    "envelope_from" TEXT NOT NULL DEFAULT '',
    "envelope_to" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'kept',
    "claimed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',
    "uploaded_by_id" UUID,
    "hint_request_id" UUID,
    "source_key" TEXT,

    CONSTRAINT "raw_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_attachments" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "file_key" TEXT,
    "document_id" UUID,

    CONSTRAINT "message_attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "raw_mails_source_key_key" ON "raw_mails"("source_key");

-- CreateIndex
CREATE INDEX "raw_mails_state_next_attempt_at_idx" ON "raw_mails"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "raw_mails_group_id_arrived_at_id_idx" ON "raw_mails"("group_id", "arrived_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "raw_mails_door_arrived_at_idx" ON "raw_mails"("door", "arrived_at");

-- CreateIndex
CREATE INDEX "raw_mails_sha256_idx" ON "raw_mails"("sha256");

-- CreateIndex
CREATE INDEX "message_attachments_sha256_idx" ON "message_attachments"("sha256");

-- CreateIndex
CREATE INDEX "message_attachments_group_id_document_id_idx" ON "message_attachments"("group_id", "document_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_attachments_group_id_message_id_n_key" ON "message_attachments"("group_id", "message_id", "n");

-- CreateIndex
CREATE UNIQUE INDEX "message_attachments_group_id_id_key" ON "message_attachments"("group_id", "id");

-- CreateIndex
CREATE INDEX "messages_group_id_state_created_at_id_idx" ON "messages"("group_id", "state", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "messages_group_id_created_at_id_idx" ON "messages"("group_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "messages_group_id_message_id_header_idx" ON "messages"("group_id", "message_id_header");

-- CreateIndex
CREATE INDEX "messages_group_id_content_hash_idx" ON "messages"("group_id", "content_hash");

-- CreateIndex
CREATE INDEX "messages_message_id_header_idx" ON "messages"("message_id_header");

-- CreateIndex
CREATE INDEX "messages_raw_mail_id_idx" ON "messages"("raw_mail_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_raw_mail_id_fkey" FOREIGN KEY ("raw_mail_id") REFERENCES "raw_mails"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_attachments" ADD CONSTRAINT "message_attachments_group_id_message_id_fkey" FOREIGN KEY ("group_id", "message_id") REFERENCES "messages"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
