-- Conditions people want to be told of, how each stands, and what was told.
CREATE TABLE "Alert" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "each" TEXT,
    "period" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "byEmail" BOOLEAN NOT NULL,
    "slackChannel" TEXT,
    "quiet" JSONB,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "Alert_workspaceId_userId_idx" ON "Alert"("workspaceId", "userId");
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "AlertStanding" (
    "workspaceId" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "isRaised" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AlertStanding_pkey" PRIMARY KEY ("workspaceId","alertId","key")
);

CREATE TABLE "AlertEvent" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "alertId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "AlertEvent_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "AlertEvent_workspaceId_alertId_at_idx" ON "AlertEvent"("workspaceId", "alertId", "at");

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['AlertStanding','AlertEvent']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId", "alertId")
      REFERENCES "Alert"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_workspaceId_alertId_fkey');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['Alert','AlertStanding','AlertEvent']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO shopiq_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;
