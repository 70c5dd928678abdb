import { isAppError } from '@/core/errors';
import type { Embedder, EntityMatch, TextIndex, TextKind } from '@/core/ports';
import { TextVectorStore } from './text-vector-store';

const KINDS: Readonly<Record<string, TextKind>> = { product: 'product', category: 'category' };
/** Parts that are ranked: a product has several. */
const CANDIDATES = 200;

export interface SimilarNamesDeps {
  index: TextIndex;
  embedder: Embedder;
  /** Brings the index up to date before it is searched. */
  prepare(): Promise<unknown>;
}

/**
 * Products and categories that mean what a text says, best first: "earphones" finds "Wireless earbuds". Empty where
 * there are no vectors or nothing is near enough.
 */
export async function findSimilarNames(
  { index, embedder, prepare }: SimilarNamesDeps,
  { text, dimensions, limit }: { text: string; dimensions: readonly string[]; limit: number },
): Promise<EntityMatch[]> {
  const kinds = dimensions.flatMap((dimension) => KINDS[dimension] ?? []);
  if (kinds.length === 0 || !(await index.isAvailable())) return [];
  try {
    await prepare();
    const { names } = embedder;
    // Names that are ranked by their words need no floor before.
    const store = new TextVectorStore(index, names ? { ...embedder, model: embedder.model, floor: -1 } : embedder);
    const best = new Map<string, EntityMatch>();
    for (const [{ pageContent, metadata }, cosine] of await store.similaritySearchWithScore(text, CANDIDATES, { kinds })) {
      const { kind, ownerId } = metadata as { kind: TextKind; ownerId: string };
      const score = names ? names.score(text, pageContent) : cosine;
      const key = `${kind} ${ownerId}`;
      if (score >= (names?.floor ?? embedder.floor) && score > (best.get(key)?.score ?? 0))
        best.set(key, { dimension: kind, value: ownerId, score, by: 'meaning' });
    }
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  } catch (error) {
    if (isAppError(error) && error.code === 'model_unavailable') return [];
    throw error;
  }
}
