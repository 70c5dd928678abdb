import { coverage, novelty, rankingQuality } from './metrics';
import { topOf, type History, type Recommender } from './recommender';

/** One question with its known answer. */
export interface Case {
  history: History;
  /** Items that are not to be recommended. */
  exclude: Int32Array;
  relevant: ReadonlySet<number>;
}

/** Places of a list that are judged. */
export const TOP = 10;

/** Means over all cases. */
export interface Quality {
  cases: number;
  precision: number;
  recall: number;
  ndcg: number;
  hit: number;
  /** Share of the items on offer that anyone is recommended. */
  coverage: number;
  /** Bits. */
  novelty: number;
}

export interface Evaluation {
  quality: Quality;
  /** NDCG of each case, for a paired test. */
  ndcg: Float64Array;
}

/** Ask a method everything and compare: all items are ranked, none sampled (Krichene, Rendle 2020 for why). */
export function evaluate(
  recommender: Recommender,
  cases: readonly Case[],
  { buyers, people }: { buyers: Float64Array; people: number },
): Evaluation {
  const sums = { precision: 0, recall: 0, ndcg: 0, hit: 0, novelty: 0 };
  const ndcg = new Float64Array(cases.length);
  const scores = new Float64Array(recommender.items);
  const recommended = new Set<number>();
  cases.forEach(({ history, exclude, relevant }, at) => {
    recommender.score(history, scores);
    for (const item of exclude) scores[item] = 0;
    const top = topOf(scores, TOP);
    for (const item of top) recommended.add(item);
    const quality = rankingQuality(top, relevant, TOP);
    ndcg[at] = quality.ndcg;
    sums.precision += quality.precision;
    sums.recall += quality.recall;
    sums.ndcg += quality.ndcg;
    sums.hit += quality.hit;
    sums.novelty += novelty(top, buyers, people);
  });
  const mean = (sum: number): number => (cases.length === 0 ? 0 : sum / cases.length);
  const offered = buyers.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const means = { precision: mean(sums.precision), recall: mean(sums.recall), ndcg: mean(sums.ndcg), hit: mean(sums.hit) };
  return { quality: { cases: cases.length, ...means, coverage: coverage(recommended, offered), novelty: mean(sums.novelty) }, ndcg };
}
