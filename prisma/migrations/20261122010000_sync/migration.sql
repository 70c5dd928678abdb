-- What a sync needs: where each stream stands, who holds the connection, its runs, its secrets, deliveries, limits.
CREATE TYPE "SyncRunState" AS ENUM ('running', 'done', 'paused', 'failed', 'lost');
CREATE TYPE "SyncTaskKind" AS ENUM ('backfill', 'delta', 'rescan', 'snapshot');

ALTER TABLE "MarketplaceConnection"
  ADD COLUMN "openedAt" TIMESTAMPTZ(3),
  ADD COLUMN "baseUrl" TEXT,
  ADD COLUMN "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "cadenceMinutes" INTEGER NOT NULL DEFAULT 60,
  ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "retryAt" TIMESTAMPTZ(3),
  ADD COLUMN "errorCode" TEXT,
  ADD COLUMN "errorText" TEXT,
  ADD COLUMN "errorRemedy" TEXT,
  ADD COLUMN "leaseOwner" UUID,
  ADD COLUMN "leaseUntil" TIMESTAMPTZ(3);

-- Entries of an order that come from another stream than the order (fees, payouts) are complete by themselves.
ALTER TABLE "LedgerEntry" ADD COLUMN "scope" TEXT NOT NULL DEFAULT '';

CREATE TABLE "SyncStream" (
    "workspaceId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "stream" TEXT NOT NULL,
    "readFrom" TIMESTAMPTZ(3),
    "readTo" TIMESTAMPTZ(3),
    "refreshedAt" TIMESTAMPTZ(3),
    "rescannedAt" TIMESTAMPTZ(3),
    "taskKind" "SyncTaskKind",
    "taskFrom" TIMESTAMPTZ(3),
    "taskTo" TIMESTAMPTZ(3),
    "taskNewest" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SyncStream_pkey" PRIMARY KEY ("workspaceId","connectionId","stream")
);

CREATE TABLE "SyncRun" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "SyncRunState" NOT NULL DEFAULT 'running',
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "pages" INTEGER NOT NULL DEFAULT 0,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "changes" INTEGER NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "errorText" TEXT,
    "errorRemedy" TEXT,
    "notices" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "SyncRun_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "SyncRun_workspaceId_connectionId_startedAt_idx" ON "SyncRun"("workspaceId", "connectionId", "startedAt");

CREATE TABLE "ConnectionSecret" (
    "workspaceId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConnectionSecret_pkey" PRIMARY KEY ("workspaceId","connectionId","name")
);

CREATE TABLE "WebhookDelivery" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),
    "hint" JSONB NOT NULL,
    "outcome" TEXT,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE UNIQUE INDEX "WebhookDelivery_workspaceId_connectionId_deliveryId_key" ON "WebhookDelivery"("workspaceId", "connectionId", "deliveryId");
CREATE INDEX "WebhookDelivery_workspaceId_connectionId_receivedAt_idx" ON "WebhookDelivery"("workspaceId", "connectionId", "receivedAt");

CREATE TABLE "RateBucket" (
    "key" TEXT NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "capacity" DOUBLE PRECISION NOT NULL,
    "perSecond" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateBucket_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "AccountRoute" (
    "marketplace" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "workspaceId" UUID NOT NULL,
    "connectionId" UUID NOT NULL,

    CONSTRAINT "AccountRoute_pkey" PRIMARY KEY ("marketplace","accountId","workspaceId")
);
ALTER TABLE "AccountRoute" ADD CONSTRAINT "AccountRoute_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SyncStream','SyncRun','ConnectionSecret','WebhookDelivery']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId", "connectionId")
      REFERENCES "MarketplaceConnection"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_workspaceId_connectionId_fkey');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO shopiq_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;
