-- When an account is to be read next: one look over all workspaces finds what is due, the longest overdue first.
ALTER TABLE "AccountRoute" ADD COLUMN "dueAt" TIMESTAMPTZ(3);
UPDATE "AccountRoute" SET "dueAt" = now();
CREATE INDEX "AccountRoute_dueAt_idx" ON "AccountRoute"("dueAt");
CREATE UNIQUE INDEX "AccountRoute_connectionId_key" ON "AccountRoute"("connectionId");
