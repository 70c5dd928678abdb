import { Document } from '@langchain/core/documents';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { PROFILES } from '@/core/metrics/profiles';
import { METRICS } from '@/core/metrics/registry';
import type { Concept, ConceptFinder, Embedder } from '@/core/ports';
import { createMemoryIndex } from './memory-index';
import { likeness, toPhrase, type Phrase } from './phrase-likeness';
import { TextVectorStore, type ChunkMetadata } from './text-vector-store';
import { createWordEmbedder } from './word-embedder';
import { wordVectors } from './word-vectors';

/** Below it more than one answer in twenty is wrong (measured in find-concepts.test.ts). */
const CONCEPT_FLOOR = 0.72;
/** Phrases the vectors propose; likeness decides among them. */
const CANDIDATES = 60;
/** Owner of phrases about what is not measured (profit, visitors): words near them stand for no metric. */
const NOT_MEASURED = '';

/**
 * Finds what unknown words stand for among the names of metrics and dimensions. The glossary is English and the same
 * for every workspace, so it is embedded once, by the offline embedder, whose scale the floor was measured on.
 * @param notMeasured phrases for things the data does not hold: what is nearer to one of them stands for nothing.
 */
export function createConceptFinder(notMeasured: readonly string[]): ConceptFinder {
  let opened: Promise<{ store: TextVectorStore; phrases: Map<string, Phrase> }> | undefined;
  return {
    nearest: async (words, limit) => {
      opened ??= openGlossary(notMeasured).catch((error: unknown) => {
        opened = undefined; // what failed to open is tried again
        throw error;
      });
      const { store, phrases } = await opened;
      const asked = toPhrase(words, wordVectors());
      if (asked.length === 0) return [];
      const candidates = await store.similaritySearchWithScore(words, CANDIDATES);
      const ranked = candidates
        .map(([{ pageContent, metadata }]) => ({
          ...(metadata as ChunkMetadata),
          phrase: pageContent,
          score: likeness(asked, phrases.get(pageContent) ?? []),
        }))
        .filter(({ score }) => score >= CONCEPT_FLOOR)
        .sort((a, b) => b.score - a.score);
      return toConcepts(ranked).slice(0, limit);
    },
  };
}

/** One entry a concept, its best phrase; nothing at all when what is not measured is nearest. */
function toConcepts(ranked: readonly (Pick<ChunkMetadata, 'kind' | 'ownerId'> & { phrase: string; score: number })[]): Concept[] {
  if (ranked[0]?.ownerId === NOT_MEASURED) return [];
  const best = new Map<string, Concept>();
  for (const { kind, ownerId, phrase, score } of ranked) {
    const key = `${kind} ${ownerId}`;
    if (ownerId === NOT_MEASURED || (kind !== 'metric' && kind !== 'dimension') || best.has(key)) continue;
    best.set(key, { kind, id: ownerId, score, phrase });
  }
  return [...best.values()];
}

async function openGlossary(notMeasured: readonly string[]): Promise<{ store: TextVectorStore; phrases: Map<string, Phrase> }> {
  const documents = [...glossary(), ...toDocuments('metric', NOT_MEASURED, notMeasured)];
  // The floor is on likeness; the vectors only propose.
  const offline = createWordEmbedder();
  const embedder: Embedder = { model: offline.model, floor: -1, embed: (texts) => offline.embed(texts) };
  const store = new TextVectorStore(createMemoryIndex(), embedder);
  await store.addDocuments(documents);
  return { store, phrases: new Map(documents.map(({ pageContent }) => [pageContent, toPhrase(pageContent, wordVectors())])) };
}

/** Names of metrics and dimensions. Metrics that a profile puts in another's place share its words and are left out. */
function glossary(): Document<ChunkMetadata>[] {
  const stands = new Set(Object.values(PROFILES).flatMap(({ words }) => Object.values(words)));
  return [
    ...METRICS.filter(({ id }) => !stands.has(id)).flatMap(({ id, title, synonyms }) => toDocuments('metric', id, [title, ...synonyms])),
    ...DIMENSIONS.flatMap(({ id, title, synonyms }) => toDocuments('dimension', id, [title, ...synonyms])),
  ];
}

function toDocuments(kind: Concept['kind'], ownerId: string, names: readonly string[]): Document<ChunkMetadata>[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].map(
    (pageContent, chunk) => new Document({ pageContent, metadata: { kind, ownerId, chunk, hash: '' } }),
  );
}
