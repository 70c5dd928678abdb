-- The Slack app: teams that installed it, who is who, threads that are chats, requests as they came.
CREATE TABLE "SlackInstallation" (
    "workspaceId" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "enterpriseId" TEXT,
    "teamName" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "botUserId" TEXT NOT NULL,
    "botId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "installedBy" UUID,
    "installedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SlackInstallation_pkey" PRIMARY KEY ("workspaceId","teamId")
);
ALTER TABLE "SlackInstallation" ADD CONSTRAINT "SlackInstallation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Found before the tenant is known: ids and moments only.
CREATE TABLE "SlackRoute" (
    "teamId" TEXT NOT NULL,
    "workspaceId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3),

    CONSTRAINT "SlackRoute_pkey" PRIMARY KEY ("teamId")
);
CREATE INDEX "SlackRoute_dueAt_idx" ON "SlackRoute"("dueAt");
ALTER TABLE "SlackRoute" ADD CONSTRAINT "SlackRoute_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "SlackLink" (
    "workspaceId" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "slackUserId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "slackName" TEXT NOT NULL,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SlackLink_pkey" PRIMARY KEY ("workspaceId","teamId","slackUserId")
);
CREATE INDEX "SlackLink_userId_idx" ON "SlackLink"("userId");
ALTER TABLE "SlackLink" ADD CONSTRAINT "SlackLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "SlackLinkTicket" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "slackUserId" TEXT NOT NULL,
    "slackName" TEXT NOT NULL,
    "deliveryId" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SlackLinkTicket_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "SlackLinkTicket_workspaceId_expiresAt_idx" ON "SlackLinkTicket"("workspaceId", "expiresAt");

CREATE TABLE "SlackThread" (
    "workspaceId" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "threadTs" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "chatId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SlackThread_pkey" PRIMARY KEY ("workspaceId","teamId","channelId","threadTs","userId")
);
CREATE INDEX "SlackThread_workspaceId_chatId_idx" ON "SlackThread"("workspaceId", "chatId");
ALTER TABLE "SlackThread" ADD CONSTRAINT "SlackThread_workspaceId_chatId_fkey" FOREIGN KEY ("workspaceId", "chatId") REFERENCES "Chat"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "SlackDelivery" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "teamId" TEXT NOT NULL,
    "deliveryKey" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "processedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "SlackDelivery_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE UNIQUE INDEX "SlackDelivery_workspaceId_teamId_deliveryKey_key" ON "SlackDelivery"("workspaceId", "teamId", "deliveryKey");
CREATE INDEX "SlackDelivery_workspaceId_teamId_processedAt_idx" ON "SlackDelivery"("workspaceId", "teamId", "processedAt");

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['SlackLink','SlackLinkTicket','SlackThread','SlackDelivery']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId", "teamId")
      REFERENCES "SlackInstallation"("workspaceId", "teamId") ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_workspaceId_teamId_fkey');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['SlackInstallation','SlackLink','SlackLinkTicket','SlackThread','SlackDelivery']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO shopiq_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;
