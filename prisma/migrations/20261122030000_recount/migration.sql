-- Days whose orders are compared with what the platform says of them, and those that are read again because they differ.
ALTER TYPE "SyncTaskKind" ADD VALUE 'recount';
ALTER TABLE "SyncStream" ADD COLUMN "comparedAt" TIMESTAMPTZ(3), ADD COLUMN "recount" JSONB NOT NULL DEFAULT '{}';
