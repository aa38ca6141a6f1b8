-- AlterTable
ALTER TABLE "letters" ADD COLUMN     "about" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "follow_up" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "letter_drafts" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "template_slug" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "seen" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "frozen_letter_id" UUID,

    CONSTRAINT "letter_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "letter_drafts_frozen_letter_id_key" ON "letter_drafts"("frozen_letter_id");

-- CreateIndex
CREATE INDEX "letter_drafts_group_id_request_id_idx" ON "letter_drafts"("group_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_drafts_group_id_id_key" ON "letter_drafts"("group_id", "id");

-- AddForeignKey
ALTER TABLE "letter_drafts" ADD CONSTRAINT "letter_drafts_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
