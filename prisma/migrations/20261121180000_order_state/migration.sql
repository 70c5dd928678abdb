-- State of an order that follows from its parts and from the person's other orders, kept with it: no question reads them again.
ALTER TABLE "UnifiedOrder" ADD COLUMN "deliveryStatus" TEXT,
ADD COLUMN "isFirst" BOOLEAN,
ADD COLUMN "paymentMethod" TEXT,
ADD COLUMN "unitCount" INTEGER NOT NULL DEFAULT 0;

-- Orders stored before. Row-level security would hide them from an owner that is no superuser.
ALTER TABLE "UnifiedOrder" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Payment" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "Shipment" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "LedgerEntry" NO FORCE ROW LEVEL SECURITY;
UPDATE "UnifiedOrder" o SET
  "paymentMethod" = (SELECT method FROM "Payment" m WHERE m."workspaceId" = o."workspaceId" AND m."orderId" = o.id
    ORDER BY "amountMinor" DESC, method COLLATE "C" LIMIT 1),
  "deliveryStatus" = CASE WHEN o.status = 'delivered' AND s.delivered THEN CASE WHEN s.late THEN 'late' ELSE 'on time' END
    WHEN s.shipped THEN 'in transit' ELSE 'not shipped' END,
  "isFirst" = f.first,
  "unitCount" = coalesce((SELECT sum(quantity) FROM "LedgerEntry" l WHERE l."workspaceId" = o."workspaceId" AND l."orderId" = o.id AND l.kind = 'SALE'), 0)
FROM "UnifiedOrder" self
LEFT JOIN (SELECT "workspaceId", "orderId", bool_or("deliveredDay" > "promisedDay") AS late, bool_or("deliveredDay" IS NOT NULL) AS delivered,
    bool_or("shippedDay" IS NOT NULL) AS shipped FROM "Shipment" GROUP BY 1, 2) s ON s."workspaceId" = self."workspaceId" AND s."orderId" = self.id
LEFT JOIN (SELECT "workspaceId", id, row_number() OVER (PARTITION BY "workspaceId", "customerId" ORDER BY "orderedAt", "externalId" COLLATE "C") = 1 AS first
  FROM "UnifiedOrder" WHERE "customerId" IS NOT NULL AND status NOT IN ('canceled', 'unavailable') AND "itemCount" > 0) f
  ON f."workspaceId" = self."workspaceId" AND f.id = self.id
WHERE self."workspaceId" = o."workspaceId" AND self.id = o.id;

-- The day a payment or a parcel counts on, without a look at its order.
ALTER TABLE "Payment" ADD COLUMN "countedDay" DATE;
ALTER TABLE "Shipment" ADD COLUMN "countedDay" DATE;
UPDATE "Payment" m SET "countedDay" = coalesce(m."paidDay", o."orderedDay") FROM "UnifiedOrder" o WHERE o."workspaceId" = m."workspaceId" AND o.id = m."orderId";
UPDATE "Shipment" s SET "countedDay" = coalesce(s."deliveredDay", o."orderedDay") FROM "UnifiedOrder" o WHERE o."workspaceId" = s."workspaceId" AND o.id = s."orderId";
ALTER TABLE "Payment" ALTER COLUMN "countedDay" SET NOT NULL;
ALTER TABLE "Shipment" ALTER COLUMN "countedDay" SET NOT NULL;
CREATE INDEX "Payment_workspaceId_countedDay_idx" ON "Payment"("workspaceId", "countedDay");
CREATE INDEX "Shipment_workspaceId_countedDay_idx" ON "Shipment"("workspaceId", "countedDay");
DROP INDEX "Shipment_workspaceId_deliveredDay_idx";
ALTER TABLE "UnifiedOrder" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Payment" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Shipment" FORCE ROW LEVEL SECURITY;
ALTER TABLE "LedgerEntry" FORCE ROW LEVEL SECURITY;
