import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceData } from '@/agent/answer';
import { LANGUAGES } from '@/analyst/language/language-file';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import type { AccountSync, Coverage, Embedder, MetricsReader, StoredTextKind, TextIndex } from '@/core/ports';
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
import { alertBookOf } from './alerts';
import { digestBookOf } from './digests';
import { pinBookOf } from './pins';
import { recommendationsOf, trainHere } from './recommendations';
import { trustReaderOf } from './trust';

const offline = createWordEmbedder();
// The names of metrics and dimensions are English, and so are the words for what is not measured.
const concepts = createConceptFinder(
  LANGUAGES.filter(({ language }) => language === 'en').flatMap(({ missing }) => missing.flatMap(({ say }) => say)),
);

/** What is looked up by name, and what is searched. */
const NAMES: readonly StoredTextKind[] = ['category', 'product'];
const REVIEWS: readonly StoredTextKind[] = ['review'];

const LONGEST_WAIT_MS = 2000;

/** Where nobody reads accounts: data that was imported. */
const NO_SYNC: AccountSync = { refresh: async () => [] };

export interface DataOptions {
  embedder?: Embedder | undefined;
  sync?: AccountSync;
  now?: () => Date;
  /** For whom: whose digests are made, whose dashboard is pinned to. */
  actor?: Actor | undefined;
  /** Makes the first model of recommendations; absent: here. */
  train?: () => Promise<void>;
}

/** Readers bound to one workspace. */
export function workspaceData(
  db: Database,
  workspace: Workspace,
  { embedder = offline, sync = NO_SYNC, now = () => new Date(), train, actor }: DataOptions = {},
): WorkspaceData {
  const reader = createCoverageReader(db, workspace.id);
  // One answer speaks of one state of the data: it is looked up once, and again after accounts were read.
  let known: Promise<Coverage> | undefined;
  const coverage = { ...reader, coverage: () => (known ??= reader.coverage()) };
  const metrics = readOnce(createMetricsReader(db, workspace.id, async () => (await coverage.coverage()).currencies));
  const index = createTextIndex(db, workspace.id);
  const prepare = async (kinds: readonly StoredTextKind[]): Promise<IndexReport> =>
    ensureIndexed(await coverage.coverage(), index, { embedder, kinds });
  return {
    coverage,
    metrics,
    sync: {
      refresh: async (...request) => {
        const refreshed = await sync.refresh(...request);
        known = undefined;
        metrics.forget();
        return refreshed;
      },
    },
    entities: {
      ...createEntityFinder(db, workspace.id, () => coverage.coverage()),
      findByMeaning: (text, dimensions, limit) =>
        findSimilarNames({ index, embedder, prepare: inTime(() => prepare(NAMES)) }, { text, dimensions, limit }),
    },
    ledger: createLedgerReader(db, workspace.id),
    reviews: createReviewSearch({ index, reviews: createReviewReader(db, workspace.id), embedder, prepare: () => prepare(REVIEWS) }),
    trust: trustReaderOf(db, workspace.id, now),
    recommendations: recommendationsOf(db, workspace.id, train ?? (() => trainHere({ db, embedder }, workspace.id, now()))),
    concepts,
    digests: digestBookOf(db, workspace, { actor, now }),
    alerts: alertBookOf(db, workspace, { actor, now }),
    pins: pinBookOf(db, workspace, { actor, now }),
  };
}

/** An answer asks for some sums twice, for its figure and for the total under its table: they are read once. */
function readOnce(reader: MetricsReader): MetricsReader & { forget(): void } {
  const known = new Map<string, ReturnType<MetricsReader['run']>>();
  return {
    ...reader,
    forget: () => known.clear(),
    run: (plan) => {
      const key = JSON.stringify({ ...plan, metrics: [], dimensions: plan.dimensions.map(({ id }) => id) });
      const result = known.get(key) ?? reader.run(plan);
      known.set(key, result);
      result.catch(() => known.delete(key));
      return result;
    },
  };
}

/** Wait for the index only so long: after a large import the first question about a name must not wait. Indexing goes on. */
const inTime = (prepare: () => Promise<unknown>) => (): Promise<unknown> =>
  Promise.race([prepare(), sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);

const indexed = new WeakMap<Coverage, Map<string, Promise<IndexReport>>>();

/** Index the texts of a workspace once per model and state of its data: a coverage object is new after every sync or import. */
function ensureIndexed(
  coverage: Coverage,
  index: TextIndex,
  { embedder, kinds }: { embedder: Embedder; kinds: readonly StoredTextKind[] },
): Promise<IndexReport> {
  const known = indexed.get(coverage) ?? new Map<string, Promise<IndexReport>>();
  indexed.set(coverage, known);
  const key = `${embedder.model} ${kinds.join(' ')}`;
  const running = known.get(key) ?? indexTexts(index, embedder, kinds);
  known.set(key, running);
  running.catch(() => known.delete(key));
  return running;
}
