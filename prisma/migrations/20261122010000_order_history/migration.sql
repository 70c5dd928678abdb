-- What a person did before an order, kept with it: people of a period are counted without a look at their other orders. And
-- how many products an order holds.
ALTER TABLE "UnifiedOrder"
  ADD COLUMN "productCount" INTEGER,
  ADD COLUMN "previousDay" DATE,
  ADD COLUMN "earlierDay" DATE,
  ADD COLUMN "previousAt" TIMESTAMPTZ(3);
ALTER TABLE "Rollup"
  ADD COLUMN "previousMonth" DATE,
  ADD COLUMN "earlierMonth" DATE;

-- Orders stored before, without the index that is made anew below. Row-level security would hide them from an owner that is
-- no superuser.
DROP INDEX "UnifiedOrder_workspaceId_orderedDay_idx";
ALTER TABLE "UnifiedOrder" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "LedgerEntry" NO FORCE ROW LEVEL SECURITY;
UPDATE "UnifiedOrder" o SET "productCount" = sold.products, "previousDay" = visit.previous, "earlierDay" = visit.earlier, "previousAt" = visit.previous_at
FROM "UnifiedOrder" self
LEFT JOIN (SELECT "workspaceId", "orderId", count(*)::int AS products FROM (
    SELECT "workspaceId", "orderId", "productId" FROM "LedgerEntry" WHERE kind = 'SALE' AND "productId" IS NOT NULL GROUP BY 1, 2, 3 HAVING sum(quantity) <> 0) held
  GROUP BY 1, 2) sold ON sold."workspaceId" = self."workspaceId" AND sold."orderId" = self.id
LEFT JOIN (SELECT "workspaceId", id, lag("orderedDay", 1, '0001-01-01'::date) OVER visits AS previous, lag("orderedDay", 2, '0001-01-01'::date) OVER visits AS earlier,
    lag("orderedAt") OVER visits AS previous_at
  FROM "UnifiedOrder" WHERE "customerId" IS NOT NULL AND "itemCount" > 0
  WINDOW visits AS (PARTITION BY "workspaceId", "customerId" ORDER BY "orderedDay", "orderedAt", "externalId" COLLATE "C")) visit
  ON visit."workspaceId" = self."workspaceId" AND visit.id = self.id
WHERE self."workspaceId" = o."workspaceId" AND self.id = o.id;
ALTER TABLE "LedgerEntry" FORCE ROW LEVEL SECURITY;

-- Their rollup by month of the visit before is computed as those of days that were written since.
ALTER TABLE "RollupDirtyDay" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "RollupDirtyDay" ("workspaceId", "day") SELECT DISTINCT "workspaceId", "orderedDay" FROM "UnifiedOrder" ON CONFLICT ("workspaceId", "day") DO NOTHING;
ALTER TABLE "RollupDirtyDay" FORCE ROW LEVEL SECURITY;
ALTER TABLE "UnifiedOrder" FORCE ROW LEVEL SECURITY;

CREATE INDEX "UnifiedOrder_workspaceId_orderedDay_idx" ON "UnifiedOrder"("workspaceId", "orderedDay")
  INCLUDE ("customerId", "connectionId", "currency", "status", "itemCount", "isFirst", "previousDay", "earlierDay", "shipCountry", "shipRegion", "shipCity");
-- Second orders, by the day of the first.
CREATE INDEX "UnifiedOrder_second_idx" ON "UnifiedOrder"("workspaceId", "previousDay")
  INCLUDE ("connectionId", "orderedAt", "previousAt", "itemCount") WHERE "earlierDay" = '0001-01-01' AND "previousDay" > '0001-01-01';
-- Orders of a country, for what is joined with them; a city is in one. Partial, so that a planner that knows nothing yet of the
-- orders does not check their parts' references by it.
CREATE INDEX "UnifiedOrder_place_idx" ON "UnifiedOrder"("workspaceId", "shipCountry", "shipCity")
  INCLUDE ("id", "status", "itemCount") WHERE "shipCountry" IS NOT NULL;
