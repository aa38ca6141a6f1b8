-- AlterTable
ALTER TABLE "groups" ADD COLUMN     "confirms_by_itself" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "confirms_set_by_id" UUID,
ADD COLUMN     "undo_minutes" INTEGER NOT NULL DEFAULT 5;

-- AlterTable
ALTER TABLE "letters" ADD COLUMN     "by_itself" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "undo_until" TIMESTAMPTZ(3);
