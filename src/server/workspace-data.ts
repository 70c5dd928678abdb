import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceData } from '@/agent/answer';
import { LANGUAGES } from '@/analyst/language/language-file';
import type { Workspace } from '@/core/model/workspace';
import type { Coverage, Embedder, TextIndex } from '@/core/ports';
import { createConceptFinder } from '@/services/retrieval/find-concepts';
import { findSimilarNames } from '@/services/retrieval/find-similar-names';
import { indexTexts, type IndexReport } from '@/services/retrieval/index-texts';
import { createReviewSearch } from '@/services/retrieval/search-reviews';
import { createWordEmbedder } from '@/services/retrieval/word-embedder';
import type { Database } from '@/store/client';
import { createCoverageReader } from '@/store/coverage-reader';
import { createEntityFinder } from '@/store/entity-finder';
import { createLedgerReader } from '@/store/ledger-reader';
import { createMetricsReader } from '@/store/metrics-reader';
import { createTextIndex } from '@/store/text-index';
import { createReviewReader } from '@/store/text-index-reviews';

const offline = createWordEmbedder();
// The names of metrics and dimensions are English, and so are the words for what is not measured.
const concepts = createConceptFinder(
  LANGUAGES.filter(({ language }) => language === 'en').flatMap(({ missing }) => missing.flatMap(({ say }) => say)),
);

const LONGEST_WAIT_MS = 2000;

/** Readers bound to one workspace. */
export function workspaceData(db: Database, workspace: Workspace, embedder: Embedder = offline): WorkspaceData {
  const reader = createCoverageReader(db, workspace.id);
  // One answer speaks of one state of the data: it is looked up once.
  let known: Promise<Coverage> | undefined;
  const coverage = { ...reader, coverage: () => (known ??= reader.coverage()) };
  const index = createTextIndex(db, workspace.id);
  const prepare = async (): Promise<IndexReport> => ensureIndexed(await coverage.coverage(), index, embedder);
  return {
    coverage,
    metrics: createMetricsReader(db, workspace.id, async () => (await coverage.coverage()).currencies),
    entities: {
      ...createEntityFinder(db, workspace.id, () => coverage.coverage()),
      findByMeaning: (text, dimensions, limit) =>
        findSimilarNames({ index, embedder, prepare: inTime(prepare) }, { text, dimensions, limit }),
    },
    ledger: createLedgerReader(db, workspace.id),
    reviews: createReviewSearch({ index, reviews: createReviewReader(db, workspace.id), embedder, prepare }),
    concepts,
  };
}

/**
 * Wait for the index only so long: after a large import the first question about a name must not wait for all texts.
 * Names are indexed first (src/store/text-index.ts), and indexing goes on.
 */
const inTime = (prepare: () => Promise<unknown>) => (): Promise<unknown> =>
  Promise.race([prepare(), sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);

const indexed = new WeakMap<Coverage, Map<string, Promise<IndexReport>>>();

/** Index the texts of a workspace once per model and state of its data: a coverage object is new after every sync or import. */
function ensureIndexed(coverage: Coverage, index: TextIndex, embedder: Embedder): Promise<IndexReport> {
  const byModel = indexed.get(coverage) ?? new Map<string, Promise<IndexReport>>();
  indexed.set(coverage, byModel);
  const running = byModel.get(embedder.model) ?? indexTexts(index, embedder);
  byModel.set(embedder.model, running);
  running.catch(() => byModel.delete(embedder.model));
  return running;
}
