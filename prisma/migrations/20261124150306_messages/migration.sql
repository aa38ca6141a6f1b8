-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "sent_on" DATE NOT NULL,
    "sent_time" TEXT,
    "content_hash" TEXT NOT NULL,
    "document_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reading_decisions" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "fact_id" UUID,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reading_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "messages_group_id_request_id_sent_on_id_idx" ON "messages"("group_id", "request_id", "sent_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "messages_group_id_done_at_created_at_idx" ON "messages"("group_id", "done_at", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "messages_group_id_request_id_content_hash_key" ON "messages"("group_id", "request_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "messages_group_id_id_key" ON "messages"("group_id", "id");

-- CreateIndex
CREATE INDEX "reading_decisions_group_id_message_id_at_id_idx" ON "reading_decisions"("group_id", "message_id", "at", "id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_decisions" ADD CONSTRAINT "reading_decisions_group_id_message_id_fkey" FOREIGN KEY ("group_id", "message_id") REFERENCES "messages"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
