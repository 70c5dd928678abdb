import { Document } from '@langchain/core/documents';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import type { Embedder, StaleText, StoredTextKind, TextIndex } from '@/core/ports';
import { TextVectorStore, type ChunkMetadata } from './text-vector-store';

/** Texts read, embedded and written in one go: what is in memory at once. */
const BATCH = 2000;
/** A part holds a sentence or two: a complaint in the last of ten sentences must not drown in the praise before it. */
const PART_CHARACTERS = 140;
const SEPARATORS = ['\n\n', '\n', '. ', '! ', '? ', '。', '！', '？', '।', '; ', ', ', ' ', ''];
/** Parts of one text that are kept. */
const MOST_PARTS = 200;

const EVERY_KIND: readonly StoredTextKind[] = ['category', 'product', 'review'];

const splitter = new RecursiveCharacterTextSplitter({ chunkSize: PART_CHARACTERS, chunkOverlap: 0, separators: SEPARATORS });

export interface IndexReport {
  /** Texts embedded now: new, changed, or embedded by another model before. */
  embedded: number;
  /** Parts removed because their text is gone. */
  removed: number;
}

/**
 * Bring the index up to the texts of some kinds. Texts that did not change cost a look at their hash. Safe to stop
 * at any point and to run again.
 */
export async function indexTexts(
  index: TextIndex,
  embedder: Embedder,
  kinds: readonly StoredTextKind[] = EVERY_KIND,
): Promise<IndexReport> {
  if (!(await index.isAvailable())) return { embedded: 0, removed: 0 };
  const store = new TextVectorStore(index, embedder);
  const removed = await index.prune(kinds);
  let embedded = 0;
  let last: StaleText | null = null;
  for (;;) {
    const texts: StaleText[] = await index.stale(embedder.model, { kinds, after: last, limit: BATCH });
    if (texts.length === 0) return { embedded, removed };
    const documents = await Promise.all(texts.map((text) => toDocuments(text)));
    await store.addDocuments(documents.flat());
    embedded += texts.length;
    last = texts.at(-1) ?? null;
  }
}

/** The parts of a text. The name of a product or category is a part of its own, so that long descriptions do not blur it. */
async function toDocuments({ kind, ownerId, title, body, hash }: StaleText): Promise<Document<ChunkMetadata>[]> {
  const whole = kind === 'review' ? [title, body].filter(Boolean).join('\n') : body;
  const parts = [...(kind === 'review' ? [] : [title]), ...(await splitter.splitText(whole))];
  // A text of blanks has no part, and without one it would be looked at again each time.
  return (parts.length === 0 ? [whole.slice(0, PART_CHARACTERS)] : parts.slice(0, MOST_PARTS)).map(
    (pageContent, chunk) => new Document({ pageContent, metadata: { kind, ownerId, chunk, hash } }),
  );
}
