-- CreateTable
CREATE TABLE "mail_doors" (
    "door" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "trouble_since" TIMESTAMPTZ(3),
    "trouble" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "mail_doors_pkey" PRIMARY KEY ("door")
);
