-- AlterTable
ALTER TABLE "letters" ADD COLUMN     "template_version_id" UUID;

-- CreateTable
CREATE TABLE "own_templates" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "base_slug" TEXT NOT NULL,
    "latest" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "retired_by_id" UUID,

    CONSTRAINT "own_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_template_versions" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "saved_by_id" UUID NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "own_template_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "own_templates_group_id_base_slug_idx" ON "own_templates"("group_id", "base_slug");

-- CreateIndex
CREATE UNIQUE INDEX "own_templates_group_id_id_key" ON "own_templates"("group_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "own_template_versions_group_id_template_id_n_key" ON "own_template_versions"("group_id", "template_id", "n");

-- CreateIndex
CREATE UNIQUE INDEX "own_template_versions_group_id_id_key" ON "own_template_versions"("group_id", "id");

-- AddForeignKey
ALTER TABLE "own_template_versions" ADD CONSTRAINT "own_template_versions_group_id_template_id_fkey" FOREIGN KEY ("group_id", "template_id") REFERENCES "own_templates"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A saved version never changes: drafts and letters name it.
CREATE FUNCTION own_template_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a saved version of a template cannot be changed';
END $$;

CREATE TRIGGER own_template_versions_stay BEFORE UPDATE ON "own_template_versions"
  FOR EACH ROW EXECUTE FUNCTION own_template_versions_stay();
