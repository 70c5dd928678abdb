-- Digests, the messages that leave the house, and what is due when.
CREATE TYPE "MessageState" AS ENUM ('queued', 'sending', 'sent', 'kept', 'failed');
CREATE TYPE "DueKind" AS ENUM ('digest', 'message', 'alert');

CREATE TABLE "Digest" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "schedule" JSONB NOT NULL,
    "sections" JSONB NOT NULL,
    "whenStale" TEXT NOT NULL,
    "byEmail" BOOLEAN NOT NULL,
    "slackChannel" TEXT,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "unsubscribedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Digest_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "Digest_workspaceId_userId_idx" ON "Digest"("workspaceId", "userId");

CREATE TABLE "DigestRun" (
    "workspaceId" UUID NOT NULL,
    "digestId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DigestRun_pkey" PRIMARY KEY ("workspaceId","digestId","dueAt")
);
ALTER TABLE "DigestRun" ADD CONSTRAINT "DigestRun_workspaceId_digestId_fkey" FOREIGN KEY ("workspaceId", "digestId")
  REFERENCES "Digest"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "OutgoingMessage" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "state" "MessageState" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leasedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "errorText" TEXT,

    CONSTRAINT "OutgoingMessage_pkey" PRIMARY KEY ("workspaceId","id")
);
CREATE INDEX "OutgoingMessage_workspaceId_userId_createdAt_idx" ON "OutgoingMessage"("workspaceId", "userId", "createdAt");

-- Ids and moments only, of all workspaces: workers look for what is due.
CREATE TABLE "Due" (
    "kind" "DueKind" NOT NULL,
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Due_pkey" PRIMARY KEY ("kind","id")
);
CREATE INDEX "Due_kind_at_idx" ON "Due"("kind", "at");
ALTER TABLE "Due" ADD CONSTRAINT "Due_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- A decision and when it is due are written together, by the role of the workspace.
GRANT SELECT, INSERT, UPDATE, DELETE ON "Due" TO shopiq_app;
ALTER TABLE "Due" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "Due" TO shopiq_app USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace());

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['Digest','OutgoingMessage']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("workspaceId")
      REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_workspaceId_fkey');
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("userId")
      REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE', t, t || '_userId_fkey');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['Digest','DigestRun','OutgoingMessage']
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO shopiq_app', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace())', t);
  END LOOP;
END $$;
