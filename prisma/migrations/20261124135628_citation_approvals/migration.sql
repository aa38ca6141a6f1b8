-- CreateTable
CREATE TABLE "citation_approvals" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "citation" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "approved_by_id" UUID NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "citation_approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pack_approvals" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "template_slug" TEXT NOT NULL,
    "approved_by_id" UUID NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pack_approvals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "citation_approvals_group_id_approved_at_id_idx" ON "citation_approvals"("group_id", "approved_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "pack_approvals_group_id_template_slug_key" ON "pack_approvals"("group_id", "template_slug");

-- One approval in force for each citation of a group. Prisma has no partial unique indexes.
CREATE UNIQUE INDEX "citation_approvals_in_force" ON "citation_approvals"("group_id", "citation") WHERE "withdrawn_at" IS NULL;
