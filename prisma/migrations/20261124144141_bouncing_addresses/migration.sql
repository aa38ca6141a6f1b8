-- CreateTable
CREATE TABLE "bouncing_addresses" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by_id" UUID,

    CONSTRAINT "bouncing_addresses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bouncing_addresses_group_id_agency_id_idx" ON "bouncing_addresses"("group_id", "agency_id");

-- CreateIndex
CREATE UNIQUE INDEX "bouncing_addresses_group_id_address_key" ON "bouncing_addresses"("group_id", "address");
