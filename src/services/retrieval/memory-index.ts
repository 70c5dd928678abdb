import type { EmbeddedChunk, TextIndex } from '@/core/ports';

/** A text index in memory, for a few hundred short texts that are the same for every workspace. */
export function createMemoryIndex(): Pick<TextIndex, 'put' | 'nearest'> {
  const kept = new Map<string, EmbeddedChunk & { model: string }>();
  return {
    put: async (model, chunks) => {
      for (const chunk of chunks) kept.set(JSON.stringify([chunk.kind, chunk.ownerId, chunk.chunk]), { ...chunk, model });
    },
    nearest: async ({ model, embedding, floor, limit }, { kinds }) =>
      [...kept.values()]
        .filter((chunk) => chunk.model === model && kinds.includes(chunk.kind))
        .map(({ kind, ownerId, chunk, text, ...rest }) => ({ kind, ownerId, chunk, text, similarity: dot(rest.embedding, embedding) }))
        .filter(({ similarity }) => similarity >= floor)
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, limit),
  };
}

/** Cosine of two vectors of length one. */
function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
