-- Rollups of orders by hour, place and state, of payments and of parcels.
ALTER TABLE "Rollup"
  ADD COLUMN "hour" SMALLINT,
  ADD COLUMN "paymentMethod" TEXT,
  ADD COLUMN "deliveryStatus" TEXT,
  ADD COLUMN "carrier" TEXT,
  ADD COLUMN "deliveryDays" BIGINT,
  ADD COLUMN "deliveryDaysCount" INTEGER,
  ADD COLUMN "handlingDays" BIGINT,
  ADD COLUMN "handlingDaysCount" INTEGER,
  ADD COLUMN "transitDays" BIGINT,
  ADD COLUMN "transitDaysCount" INTEGER,
  ADD COLUMN "lateDays" BIGINT,
  ADD COLUMN "lateDaysCount" INTEGER,
  ADD COLUMN "installments" BIGINT,
  ADD COLUMN "installmentsCount" INTEGER;

-- Their rows are computed as those of days that were written since. Row-level security would hide the facts from an owner
-- that is no superuser.
ALTER TABLE "Rollup" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "RollupDirtyDay" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Payment" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Shipment" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "RollupDirtyDay" ("workspaceId", "day")
  SELECT "workspaceId", "day" FROM "Rollup" WHERE "cube" IN ('orderDay', 'ledgerDay')
  UNION SELECT "workspaceId", "countedDay" FROM "Payment"
  UNION SELECT "workspaceId", "countedDay" FROM "Shipment"
  ON CONFLICT ("workspaceId", "day") DO NOTHING;
ALTER TABLE "Rollup" FORCE ROW LEVEL SECURITY;
ALTER TABLE "RollupDirtyDay" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Payment" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Shipment" FORCE ROW LEVEL SECURITY;

-- Names of sellers, of which most shops have none, are read without the lines.
CREATE INDEX "UnifiedOrderItem_seller_idx" ON "UnifiedOrderItem" ("workspaceId", "sellerId", "sellerRegion") WHERE "sellerId" IS NOT NULL;
