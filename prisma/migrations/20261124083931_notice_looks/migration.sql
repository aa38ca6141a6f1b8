-- CreateTable
CREATE TABLE "notice_looks" (
    "group_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "notice_looks_pkey" PRIMARY KEY ("group_id")
);

-- What happened before is not news any more: people are told of what moves from now on.
INSERT INTO "notice_looks" ("group_id", "seq") SELECT "group_id", "seq" FROM "chain_heads";
