-- Answers kept on the dashboard, and links that show one to people without an account.
-- The table stood unused since the first version: nothing is lost by giving its columns their places.
ALTER TABLE "Pin" DROP COLUMN "position", DROP COLUMN "body",
  ALTER COLUMN "createdAt" DROP DEFAULT,
  ADD COLUMN "messageId" UUID NOT NULL,
  ADD COLUMN "question" TEXT NOT NULL,
  ADD COLUMN "refresh" JSONB NOT NULL,
  ADD COLUMN "pinned" JSONB NOT NULL,
  ADD COLUMN "pinnedAsOf" TIMESTAMPTZ(3) NOT NULL,
  ADD COLUMN "current" JSONB NOT NULL,
  ADD COLUMN "currentAsOf" TIMESTAMPTZ(3) NOT NULL,
  ADD COLUMN "triedAt" TIMESTAMPTZ(3) NOT NULL,
  ADD COLUMN "problem" TEXT,
  ADD COLUMN "x" SMALLINT NOT NULL,
  ADD COLUMN "y" INTEGER NOT NULL,
  ADD COLUMN "w" SMALLINT NOT NULL,
  ADD COLUMN "h" SMALLINT NOT NULL;
CREATE UNIQUE INDEX "Pin_workspaceId_userId_messageId_key" ON "Pin"("workspaceId", "userId", "messageId");
ALTER TABLE "Pin" ADD CONSTRAINT "Pin_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Pin" ADD CONSTRAINT "Pin_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "ShareLink" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "pinId" UUID NOT NULL,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShareLink_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "ShareLink_workspaceId_pinId_idx" ON "ShareLink"("workspaceId", "pinId");
ALTER TABLE "ShareLink" ADD CONSTRAINT "ShareLink_workspaceId_pinId_fkey" FOREIGN KEY ("workspaceId", "pinId")
  REFERENCES "Pin"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ShareLink" ADD CONSTRAINT "ShareLink_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON "ShareLink" TO shopiq_app;
ALTER TABLE "ShareLink" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ShareLink" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ShareLink" USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace());

-- Ids and hashes only, of all workspaces: whoever opens a link names no workspace.
CREATE TABLE "ShareRoute" (
    "tokenHash" TEXT NOT NULL,
    "workspaceId" UUID NOT NULL,
    "linkId" UUID NOT NULL,

    CONSTRAINT "ShareRoute_pkey" PRIMARY KEY ("tokenHash")
);
CREATE UNIQUE INDEX "ShareRoute_workspaceId_linkId_key" ON "ShareRoute"("workspaceId", "linkId");
ALTER TABLE "ShareRoute" ADD CONSTRAINT "ShareRoute_workspaceId_linkId_fkey" FOREIGN KEY ("workspaceId", "linkId")
  REFERENCES "ShareLink"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
-- A link and its token's hash are written together, by the role of the workspace.
GRANT SELECT, INSERT, UPDATE, DELETE ON "ShareRoute" TO shopiq_app;
ALTER TABLE "ShareRoute" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ShareRoute" TO shopiq_app USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace());
