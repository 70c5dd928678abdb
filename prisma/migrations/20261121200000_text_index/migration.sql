-- requires extension: vector
-- Left pending on a server without pgvector (src/store/migrate.ts) and applied once the extension is there.
CREATE EXTENSION IF NOT EXISTS vector;

-- CreateEnum
CREATE TYPE "TextKind" AS ENUM ('product', 'category', 'review');

-- CreateTable
CREATE TABLE "TextChunk" (
    "workspaceId" UUID NOT NULL,
    "kind" "TextKind" NOT NULL,
    "ownerId" TEXT NOT NULL,
    "chunk" SMALLINT NOT NULL,
    "text" TEXT NOT NULL,
    "textHash" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "dimension" SMALLINT NOT NULL,
    "embedding" vector,

    CONSTRAINT "TextChunk_pkey" PRIMARY KEY ("workspaceId","kind","ownerId","chunk")
);

-- A tenant table: only the rows of the workspace named by the transaction wrapper (src/store/client.ts), as its siblings.
GRANT SELECT, INSERT, UPDATE, DELETE ON "TextChunk" TO shopiq_app;
ALTER TABLE "TextChunk" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "TextChunk" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "TextChunk" USING ("workspaceId" = shopiq_workspace()) WITH CHECK ("workspaceId" = shopiq_workspace());
