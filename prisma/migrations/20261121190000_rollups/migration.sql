-- CreateTable
CREATE TABLE "Rollup" (
    "workspaceId" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "cube" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "connectionId" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "OrderStatus" NOT NULL,
    "kind" "LedgerKind",
    "productId" UUID,
    "country" TEXT,
    "region" TEXT,
    "isFirst" BOOLEAN,
    "hasItems" BOOLEAN,
    "amountMinor" BIGINT,
    "converted" DECIMAL(38,12),
    "quantity" BIGINT,
    "entries" INTEGER NOT NULL,
    "unrated" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Rollup_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "RollupDirtyDay" (
    "workspaceId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "markedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RollupDirtyDay_pkey" PRIMARY KEY ("workspaceId","day")
);

-- CreateIndex
CREATE INDEX "Rollup_workspaceId_cube_basis_day_idx" ON "Rollup"("workspaceId", "cube", "basis", "day");

-- Questions about a period read these columns of many orders and entries: from the index alone, without their pages.
DROP INDEX "UnifiedOrder_workspaceId_orderedDay_idx";
CREATE INDEX "UnifiedOrder_workspaceId_orderedDay_idx" ON "UnifiedOrder"("workspaceId", "orderedDay")
  INCLUDE ("customerId", "connectionId", "currency", "status", "itemCount", "isFirst");
DROP INDEX "LedgerEntry_workspaceId_processedDay_idx";
CREATE INDEX "LedgerEntry_workspaceId_processedDay_idx" ON "LedgerEntry"("workspaceId", "processedDay")
  INCLUDE ("kind", "amountMinor", "quantity", "currency", "connectionId", "orderId", "productId");

-- Facts written before have no rollup yet. Row-level security would hide them from an owner that is no superuser.
ALTER TABLE "LedgerEntry" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "UnifiedOrder" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "RollupDirtyDay" ("workspaceId", "day")
  SELECT "workspaceId", "processedDay" FROM "LedgerEntry" UNION SELECT "workspaceId", "orderDay" FROM "LedgerEntry"
  UNION SELECT "workspaceId", "orderedDay" FROM "UnifiedOrder";
ALTER TABLE "LedgerEntry" FORCE ROW LEVEL SECURITY;
ALTER TABLE "UnifiedOrder" FORCE ROW LEVEL SECURITY;

-- Tenant tables: only the rows of the workspace named by the transaction wrapper (src/store/client.ts), as their siblings.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['Rollup','RollupDirtyDay']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO shopiq_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;
GRANT USAGE ON SEQUENCE "Rollup_id_seq" TO shopiq_app;
