import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from '@/core/ports';

/** Any of our embedders as LangChain's embeddings. */
export class EmbedderEmbeddings extends Embeddings {
  readonly embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.embedder = embedder;
  }

  override embedDocuments(documents: string[]): Promise<number[][]> {
    return this.embedder.embed(documents);
  }

  override async embedQuery(document: string): Promise<number[]> {
    return (await this.embedder.embed([document]))[0] ?? [];
  }
}
