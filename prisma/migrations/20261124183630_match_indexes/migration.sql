-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "permanent" BOOLEAN,
ADD COLUMN     "returned" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "agency_numbers_number_idx" ON "agency_numbers"("number");

-- CreateIndex
CREATE INDEX "letters_subject_idx" ON "letters" USING HASH ("subject");
