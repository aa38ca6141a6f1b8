-- Whoever resumes or recalls a campaign answers for what it does from then on, not only who started it.
ALTER TABLE "campaigns" RENAME COLUMN "started_by_id" TO "acting_id";
