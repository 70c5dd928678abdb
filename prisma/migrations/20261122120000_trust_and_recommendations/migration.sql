-- Trust of reviews and models of recommendations: both are made from the facts and can be made again.
ALTER TABLE "Review" ADD COLUMN "deletedAt" TIMESTAMPTZ(3);

CREATE TYPE "TrustScope" AS ENUM ('all', 'marketplace', 'product');

CREATE TABLE "ReviewTrust" (
    "workspaceId" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "suspicion" REAL NOT NULL,
    "isFlagged" BOOLEAN NOT NULL,
    "reasons" JSONB NOT NULL,
    "assessedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewTrust_pkey" PRIMARY KEY ("workspaceId","reviewId")
);
CREATE INDEX "ReviewTrust_workspaceId_isFlagged_idx" ON "ReviewTrust"("workspaceId", "isFlagged");

CREATE TABLE "TrustReport" (
    "workspaceId" UUID NOT NULL,
    "scope" "TrustScope" NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "score" SMALLINT,
    "reviews" INTEGER NOT NULL,
    "flagged" INTEGER NOT NULL,
    "report" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "assessedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrustReport_pkey" PRIMARY KEY ("workspaceId","scope","name")
);

CREATE TABLE "TrustChange" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scope" "TrustScope" NOT NULL,
    "name" TEXT NOT NULL,
    "levelBefore" TEXT,
    "level" TEXT NOT NULL,
    "scoreBefore" SMALLINT,
    "score" SMALLINT,
    "reviews" INTEGER NOT NULL,
    "flagged" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrustChange_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "TrustChange_workspaceId_scope_name_changedAt_idx" ON "TrustChange"("workspaceId", "scope", "name", "changedAt");

CREATE TABLE "RecommendationModel" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "card" JSONB NOT NULL,
    "bytes" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "trainedAt" TIMESTAMPTZ(3) NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "isActive" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "RecommendationModel_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE UNIQUE INDEX "RecommendationModel_workspaceId_version_key" ON "RecommendationModel"("workspaceId", "version");
-- One recommends at a time.
CREATE UNIQUE INDEX "RecommendationModel_active_key" ON "RecommendationModel"("workspaceId") WHERE "isActive";

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ReviewTrust','TrustReport','TrustChange','RecommendationModel']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId")
      REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_workspaceId_fkey');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO shopiq_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;

-- The trust of a review goes with it.
ALTER TABLE "ReviewTrust" ADD CONSTRAINT "ReviewTrust_workspaceId_reviewId_fkey" FOREIGN KEY ("workspaceId", "reviewId")
  REFERENCES "Review"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
