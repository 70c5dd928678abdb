import type { EmbeddedChunk, StaleText, StoredTextKind, TextChunk, TextFilter, TextIndex } from '@/core/ports';
import { toJson } from './bulk-upsert';
import type { Database } from './client';
import { reviewConditions } from './text-index-reviews';

/** Longest name that is indexed: marketplaces end titles at a few hundred characters, and an index key has an end. */
const LONGEST_NAME = 500;
/** Characters of a text that are searched; the rest of a longer one is left out. */
const LONGEST_TEXT = 20_000;
/** Parts written in one statement: keeps its parameter near two megabytes. */
const PARTS_PER_STATEMENT = 500;

/** The texts of a workspace as they are now: kind, owner, title and body. $1 is the workspace. */
const SOURCES: Readonly<Record<StoredTextKind, string>> = {
  category: `SELECT 'category' AS kind, category AS owner, category AS title, '' AS body FROM "UnifiedProduct"
    WHERE "workspaceId" = $1::uuid AND length(btrim(category)) BETWEEN 1 AND ${LONGEST_NAME} GROUP BY category`,
  product: `SELECT 'product' AS kind, title AS owner, title, coalesce((array_agg(description ORDER BY length(description) DESC, description COLLATE "C"))[1], '') AS body
    FROM (SELECT title, coalesce(description, '') AS description FROM "UnifiedProduct"
      WHERE "workspaceId" = $1::uuid AND length(btrim(title)) BETWEEN 1 AND ${LONGEST_NAME}) p GROUP BY title`,
  review: `SELECT 'review' AS kind, id::text AS owner, coalesce(title, '') AS title, coalesce(body, '') AS body FROM "Review"
    WHERE "workspaceId" = $1::uuid AND concat(title, body) ~ '\\S'`,
};

const sourceOf = (kinds: readonly StoredTextKind[]): string => kinds.map((kind) => SOURCES[kind]).join('\n  UNION ALL ');

/** Kinds as a list of SQL. They are names of our own. */
const listOf = (kinds: readonly StoredTextKind[]): string => kinds.map((kind) => `'${kind}'`).join(', ');

/**
 * The vectors of one workspace's texts. Search is an exact scan of the workspace's own rows: right up to some twenty
 * thousand parts, slower in proportion beyond. Servers without pgvector have no such table.
 */
export function createTextIndex(db: Database, workspaceId: string): TextIndex {
  return {
    isAvailable: () => hasTextIndex(db),
    stale: async (model, { kinds, after, limit }) =>
      db.asWorkspace(workspaceId, (tx) =>
        tx.$queryRawUnsafe<StaleText[]>(
          `SELECT s.kind, s.owner AS "ownerId", s.title, left(s.body, ${LONGEST_TEXT}) AS body, s.hash
           FROM (SELECT *, encode(sha256(convert_to(title || E'\\n' || body, 'UTF8')), 'hex') AS hash FROM (${sourceOf(kinds)}) source) s
           LEFT JOIN "TextChunk" c ON c."workspaceId" = $1::uuid AND c.kind::text = s.kind AND c."ownerId" = s.owner AND c.chunk = 0
           WHERE (s.kind COLLATE "C", s.owner COLLATE "C") > ($3, $4) AND (c."textHash", c.model) IS DISTINCT FROM (s.hash, $2)
           ORDER BY s.kind COLLATE "C", s.owner COLLATE "C" LIMIT $5::int`,
          workspaceId,
          model,
          after?.kind ?? '',
          after?.ownerId ?? '',
          limit,
        ),
      ),
    put: async (model, chunks) => putChunks({ db, workspaceId }, model, chunks),
    prune: async (kinds) =>
      db.asWorkspace(workspaceId, (tx) =>
        tx.$executeRawUnsafe(
          `DELETE FROM "TextChunk" c WHERE c."workspaceId" = $1::uuid AND c.kind IN (${listOf(kinds)})
             AND NOT EXISTS (SELECT FROM (${sourceOf(kinds)}) s WHERE s.kind = c.kind::text AND s.owner = c."ownerId")`,
          workspaceId,
        ),
      ),
    nearest: async (query, filter) => findNearest({ db, workspaceId }, query, filter),
  };
}

/** Products whose vectors are read: what fits into memory beside a model. */
const MOST_VECTORS = 20_000;

/** Vectors of products' names by title, made by one model; empty where the database has no vector search. */
export async function productVectors(db: Database, workspaceId: string, model: string): Promise<Map<string, Float32Array>> {
  if (!(await hasTextIndex(db))) return new Map();
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ title: string; vector: string }[]>(
      `SELECT "ownerId" AS title, embedding::text AS vector FROM "TextChunk"
       WHERE "workspaceId" = $1::uuid AND kind = 'product' AND chunk = 0 AND model = $2 AND embedding IS NOT NULL
       ORDER BY "ownerId" COLLATE "C" LIMIT ${MOST_VECTORS}`,
      workspaceId,
      model,
    ),
  );
  return new Map(rows.map(({ title, vector }) => [title, Float32Array.from(JSON.parse(vector) as number[])]));
}

const available = new WeakMap<Database, Promise<boolean>>();

/** Whether the migration that requires pgvector has been applied. Migrations run before anything else, so it is asked once. */
function hasTextIndex(db: Database): Promise<boolean> {
  const known =
    available.get(db) ??
    db.shared.$queryRaw<{ exists: boolean }[]>`SELECT to_regclass('"TextChunk"') IS NOT NULL AS exists`.then(
      (rows) => rows[0]?.exists ?? false,
    );
  available.set(db, known);
  known.catch(() => available.delete(db));
  return known;
}

async function putChunks(
  { db, workspaceId }: { db: Database; workspaceId: string },
  model: string,
  chunks: readonly EmbeddedChunk[],
): Promise<void> {
  const rows = chunks.map(({ kind, ownerId, chunk, text, hash, embedding }) => ({
    kind,
    ownerId,
    chunk,
    text,
    hash,
    dimension: embedding.length,
    // The cosine with a vector of zeros is not a number, and that would be greater than any floor.
    embedding: embedding.some((part) => part !== 0) ? JSON.stringify(embedding) : null,
  }));
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.$executeRawUnsafe(
      `DELETE FROM "TextChunk" c USING (SELECT DISTINCT kind, "ownerId" FROM json_to_recordset($2::text::json) AS r(kind "TextKind", "ownerId" text)) r
       WHERE c."workspaceId" = $1::uuid AND c.kind = r.kind AND c."ownerId" = r."ownerId"`,
      workspaceId,
      toJson(rows.map(({ kind, ownerId }) => ({ kind, ownerId }))),
    );
    for (let start = 0; start < rows.length; start += PARTS_PER_STATEMENT) {
      await tx.$executeRawUnsafe(
        `INSERT INTO "TextChunk" ("workspaceId", kind, "ownerId", chunk, text, "textHash", model, dimension, embedding)
         SELECT $1::uuid, kind, "ownerId", chunk, text, hash, $3, dimension, embedding::vector
         FROM json_to_recordset($2::text::json)
           AS r(kind "TextKind", "ownerId" text, chunk smallint, text text, hash text, dimension smallint, embedding text)
         ON CONFLICT ("workspaceId", kind, "ownerId", chunk) DO NOTHING`, // another process fills the same text
        workspaceId,
        toJson(rows.slice(start, start + PARTS_PER_STATEMENT)),
        model,
      );
    }
  });
}

async function findNearest(
  { db, workspaceId }: { db: Database; workspaceId: string },
  { model, embedding, floor, limit }: Parameters<TextIndex['nearest']>[0],
  filter: TextFilter,
): Promise<(TextChunk & { similarity: number })[]> {
  if (!embedding.some((part) => part !== 0)) return [];
  const values: unknown[] = [workspaceId, JSON.stringify(embedding), model, embedding.length, [...filter.kinds], floor, limit];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const isNarrowed = Object.keys(filter.reviews ?? {}).length > 0;
  const ofReviews = isNarrowed ? reviewConditions(filter.reviews ?? {}, add) : null;
  const isAmong = ofReviews
    ? `AND (c.kind <> 'review' OR c."ownerId" IN (SELECT r.id::text FROM ${ofReviews.from} WHERE ${ofReviews.where}))`
    : '';
  return db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<(TextChunk & { similarity: number })[]>(
      `SELECT kind, "ownerId", chunk, text, similarity FROM (
         SELECT c.kind::text AS kind, c."ownerId", c.chunk::int AS chunk, c.text, 1 - (c.embedding <=> $2::vector) AS similarity
         FROM "TextChunk" c
         WHERE c."workspaceId" = $1::uuid AND c.kind::text = ANY ($5::text[]) AND c.model = $3 AND c.dimension = $4::int
           AND c.embedding IS NOT NULL ${isAmong}) s
       WHERE similarity >= $6::float8 ORDER BY similarity DESC, "ownerId", chunk LIMIT $7::int`,
      ...values,
    ),
  );
}
