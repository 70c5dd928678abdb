import { Document } from '@langchain/core/documents';
import { VectorStore } from '@langchain/core/vectorstores';
import type { Embedder, TextChunk, TextFilter, TextIndex, TextKind } from '@/core/ports';
import { EmbedderEmbeddings } from './langchain-embeddings';

const ALL_KINDS: readonly TextKind[] = ['metric', 'dimension', 'product', 'category', 'review'];

/** What a document says about itself besides its text. */
export interface ChunkMetadata extends Omit<TextChunk, 'text'> {
  /** Hash of the whole text the part is of. */
  hash: string;
}

/**
 * LangChain's vector store over the text index of one workspace. The workspace is bound in the index: no filter can
 * name another.
 */
export class TextVectorStore extends VectorStore {
  declare FilterType: TextFilter;
  readonly #index: Pick<TextIndex, 'put' | 'nearest'>;
  readonly #embedder: Embedder;

  constructor(index: Pick<TextIndex, 'put' | 'nearest'>, embedder: Embedder) {
    super(new EmbedderEmbeddings(embedder), {});
    this.#index = index;
    this.#embedder = embedder;
  }

  override _vectorstoreType(): string {
    return 'shopiq';
  }

  /** Embed and keep documents; the parts of a text must come together, they replace those kept before. */
  override async addDocuments(documents: Document<ChunkMetadata>[]): Promise<void> {
    await this.addVectors(await this.embeddings.embedDocuments(documents.map((document) => document.pageContent)), documents);
  }

  override async addVectors(vectors: number[][], documents: Document<ChunkMetadata>[]): Promise<void> {
    await this.#index.put(
      this.#embedder.model,
      documents.map(({ pageContent, metadata }, at) => ({ ...metadata, text: pageContent, embedding: vectors[at] ?? [] })),
    );
  }

  /** The nearest parts at or above the floor of the model, with their cosine. */
  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: TextFilter,
  ): Promise<[Document<Omit<ChunkMetadata, 'hash'>>, number][]> {
    const { model, floor } = this.#embedder;
    const found = await this.#index.nearest({ model, embedding: query, floor, limit: k }, filter ?? { kinds: ALL_KINDS });
    return found.map(({ text, similarity, ...metadata }) => [new Document({ pageContent: text, metadata }), similarity]);
  }
}
