-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "MessageRole" AS ENUM ('user', 'assistant');

-- CreateEnum
CREATE TYPE "ConnectionStatus" AS ENUM ('connected', 'paused', 'error', 'disconnected');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'analyst', 'viewer');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP', 'FEE', 'ADJUSTMENT', 'REFUND_TENDER', 'PAYOUT');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('pending', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'canceled', 'unavailable', 'returned');

-- CreateTable
CREATE TABLE "UnifiedProduct" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "category" TEXT,
    "vendor" TEXT,
    "description" TEXT,
    "priceMinor" BIGINT,
    "costMinor" BIGINT,
    "currency" CHAR(3),
    "parentId" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UnifiedProduct_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "InventoryLevel" (
    "workspaceId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "location" TEXT NOT NULL,
    "available" INTEGER NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InventoryLevel_pkey" PRIMARY KEY ("workspaceId","productId","location")
);

-- CreateTable
CREATE TABLE "Chat" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID,
    "title" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Chat_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Message" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "chatId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "role" "MessageRole" NOT NULL,
    "parts" JSONB NOT NULL,
    "meta" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Artifact" (
    "workspaceId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Artifact_pkey" PRIMARY KEY ("workspaceId","messageId")
);

-- CreateTable
CREATE TABLE "Pin" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Pin_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "MarketplaceConnection" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "marketplace" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "ConnectionStatus" NOT NULL DEFAULT 'connected',
    "lastSyncAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MarketplaceConnection_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "UnifiedCustomer" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "country" TEXT,
    "region" TEXT,
    "city" TEXT,

    CONSTRAINT "UnifiedCustomer_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Review" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "orderId" UUID,
    "productId" UUID,
    "customerId" UUID,
    "score" SMALLINT NOT NULL,
    "title" TEXT,
    "body" TEXT,
    "verified" BOOLEAN,
    "reviewedAt" TIMESTAMPTZ(3) NOT NULL,
    "reviewedDay" DATE NOT NULL,
    "reviewedHour" SMALLINT NOT NULL,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "profile" TEXT NOT NULL DEFAULT 'shopify',
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" CHAR(3) NOT NULL DEFAULT 'USD',
    "locale" TEXT NOT NULL DEFAULT 'en-US',
    "weekStart" SMALLINT NOT NULL DEFAULT 1,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "workspaceId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("workspaceId","userId")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "itemId" UUID,
    "productId" UUID,
    "kind" "LedgerKind" NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3) NOT NULL,
    "orderAt" TIMESTAMPTZ(3) NOT NULL,
    "occurredDay" DATE NOT NULL,
    "processedDay" DATE NOT NULL,
    "orderDay" DATE NOT NULL,
    "processedHour" SMALLINT NOT NULL,
    "orderHour" SMALLINT NOT NULL,
    "sourceEventId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "isReversal" BOOLEAN NOT NULL DEFAULT false,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "ExchangeRate" (
    "base" CHAR(3) NOT NULL,
    "quote" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "rate" DECIMAL(24,12) NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "ExchangeRate_pkey" PRIMARY KEY ("base","quote","day")
);

-- CreateTable
CREATE TABLE "UnifiedOrder" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT,
    "status" "OrderStatus" NOT NULL,
    "sourceStatus" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "customerId" UUID,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,
    "orderedDay" DATE NOT NULL,
    "orderedHour" SMALLINT NOT NULL,
    "shipCountry" TEXT,
    "shipRegion" TEXT,
    "shipCity" TEXT,
    "itemCount" INTEGER NOT NULL DEFAULT 0,
    "sourceVersion" BIGINT NOT NULL,
    "factsHash" TEXT NOT NULL,

    CONSTRAINT "UnifiedOrder_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "UnifiedOrderItem" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "productId" UUID,
    "externalId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "quantity" INTEGER NOT NULL,
    "unitPriceMinor" BIGINT NOT NULL,
    "sellerId" TEXT,
    "sellerRegion" TEXT,

    CONSTRAINT "UnifiedOrderItem_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "installments" INTEGER,
    "paidAt" TIMESTAMPTZ(3),
    "paidDay" DATE,
    "paidHour" SMALLINT,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "Shipment" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "carrier" TEXT,
    "promisedAt" TIMESTAMPTZ(3),
    "shippedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "promisedDay" DATE,
    "shippedDay" DATE,
    "deliveredDay" DATE,
    "deliveredHour" SMALLINT,

    CONSTRAINT "Shipment_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "UnifiedProduct_workspaceId_connectionId_externalId_key" ON "UnifiedProduct"("workspaceId", "connectionId", "externalId");

-- CreateIndex
CREATE INDEX "Chat_workspaceId_userId_updatedAt_idx" ON "Chat"("workspaceId", "userId", "updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Message_workspaceId_chatId_position_key" ON "Message"("workspaceId", "chatId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "MarketplaceConnection_workspaceId_marketplace_accountId_key" ON "MarketplaceConnection"("workspaceId", "marketplace", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "UnifiedCustomer_workspaceId_connectionId_externalId_key" ON "UnifiedCustomer"("workspaceId", "connectionId", "externalId");

-- CreateIndex
CREATE INDEX "Review_workspaceId_reviewedDay_idx" ON "Review"("workspaceId", "reviewedDay");

-- CreateIndex
CREATE INDEX "Review_workspaceId_orderId_idx" ON "Review"("workspaceId", "orderId");

-- CreateIndex
CREATE INDEX "Review_workspaceId_productId_idx" ON "Review"("workspaceId", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "Workspace_slug_key" ON "Workspace"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE INDEX "ApiKey_keyHash_idx" ON "ApiKey"("keyHash");

-- CreateIndex
CREATE INDEX "LedgerEntry_workspaceId_processedDay_idx" ON "LedgerEntry"("workspaceId", "processedDay");

-- CreateIndex
CREATE INDEX "LedgerEntry_workspaceId_orderDay_idx" ON "LedgerEntry"("workspaceId", "orderDay");

-- CreateIndex
CREATE INDEX "LedgerEntry_workspaceId_productId_idx" ON "LedgerEntry"("workspaceId", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_workspaceId_orderId_sourceEventId_version_isRev_key" ON "LedgerEntry"("workspaceId", "orderId", "sourceEventId", "version", "isReversal");

-- CreateIndex
CREATE INDEX "UnifiedOrder_workspaceId_orderedDay_idx" ON "UnifiedOrder"("workspaceId", "orderedDay");

-- CreateIndex
CREATE INDEX "UnifiedOrder_workspaceId_customerId_orderedAt_idx" ON "UnifiedOrder"("workspaceId", "customerId", "orderedAt");

-- CreateIndex
CREATE UNIQUE INDEX "UnifiedOrder_workspaceId_connectionId_externalId_key" ON "UnifiedOrder"("workspaceId", "connectionId", "externalId");

-- CreateIndex
CREATE INDEX "UnifiedOrderItem_workspaceId_orderId_idx" ON "UnifiedOrderItem"("workspaceId", "orderId");

-- CreateIndex
CREATE INDEX "UnifiedOrderItem_workspaceId_productId_idx" ON "UnifiedOrderItem"("workspaceId", "productId");

-- CreateIndex
CREATE INDEX "Payment_workspaceId_orderId_idx" ON "Payment"("workspaceId", "orderId");

-- CreateIndex
CREATE INDEX "Shipment_workspaceId_orderId_idx" ON "Shipment"("workspaceId", "orderId");

-- CreateIndex
CREATE INDEX "Shipment_workspaceId_deliveredDay_idx" ON "Shipment"("workspaceId", "deliveredDay");

-- AddForeignKey
ALTER TABLE "Chat" ADD CONSTRAINT "Chat_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Chat" ADD CONSTRAINT "Chat_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_workspaceId_chatId_fkey" FOREIGN KEY ("workspaceId", "chatId") REFERENCES "Chat"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_workspaceId_messageId_fkey" FOREIGN KEY ("workspaceId", "messageId") REFERENCES "Message"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarketplaceConnection" ADD CONSTRAINT "MarketplaceConnection_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnifiedOrderItem" ADD CONSTRAINT "UnifiedOrderItem_workspaceId_orderId_fkey" FOREIGN KEY ("workspaceId", "orderId") REFERENCES "UnifiedOrder"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_workspaceId_orderId_fkey" FOREIGN KEY ("workspaceId", "orderId") REFERENCES "UnifiedOrder"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Shipment" ADD CONSTRAINT "Shipment_workspaceId_orderId_fkey" FOREIGN KEY ("workspaceId", "orderId") REFERENCES "UnifiedOrder"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Vector search where the server has pgvector (the embedded database does); features that need it say so without.
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS vector;
EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'pgvector is not available: vector features are off';
END $$;

-- Fuzzy look-up of products, customers and categories by name.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "UnifiedProduct_title_trgm" ON "UnifiedProduct" USING gin ("title" gin_trgm_ops);

-- Row-level security: every tenant table shows and takes only the rows of the workspace named by the
-- transaction wrapper (src/store/tenant.ts). Forced, so that the table owner is bound as well; the wrapper
-- also drops to shopiq_app, which owns nothing and cannot bypass it.
DO $$ BEGIN
  CREATE ROLE shopiq_app NOLOGIN NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT shopiq_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN NULL; -- a superuser needs no grant
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO shopiq_app', current_schema());
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO shopiq_app', current_schema());
END $$;
-- The ledger is append-only for the application.
REVOKE UPDATE ON "LedgerEntry" FROM shopiq_app;

CREATE FUNCTION shopiq_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('shopiq.workspace_id', true), '')::uuid $$;
CREATE FUNCTION shopiq_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('shopiq.user_id', true), '')::uuid $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ApiKey','MarketplaceConnection','UnifiedProduct','InventoryLevel','UnifiedCustomer','Review',
    'UnifiedOrder','UnifiedOrderItem','Payment','Shipment','LedgerEntry','Chat','Message','Artifact','Pin']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;

-- A person may see their own memberships before a workspace is chosen.
ALTER TABLE "Membership" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Membership" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "Membership"
  USING ("workspaceId" = shopiq_workspace() OR "userId" = shopiq_user())
  WITH CHECK ("workspaceId" = shopiq_workspace());
