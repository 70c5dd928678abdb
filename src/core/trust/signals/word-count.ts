import { kolmogorovSmirnov } from '../../math/kolmogorov-smirnov';
import { rowsOf, UNKNOWN } from '../columns';
import { MIN_PRODUCT_REVIEWS, type SignalInput, type SignalResult, type SignalTest } from './signal';

/** Longer texts are one class: the test needs no more. */
const MOST_WORDS = 500;
/** Largest gap between the two distributions below which a significant difference is still none worth naming. */
const MIN_GAP = 0.25;

/**
 * Whether a product's reviews are as long as those of the rest of its marketplace: two-sample Kolmogorov-Smirnov on word
 * counts. About the product as a whole: no single review is marked for its length.
 */
export function wordCount({ columns, texts }: SignalInput): SignalResult {
  const bins = MOST_WORDS + 1;
  const all = columns.markets.map(() => new Float64Array(bins));
  for (let row = 0; row < columns.count; row += 1) add(all[columns.market[row] ?? 0], texts.words[row]);
  const tests = columns.products.map((_, product): SignalTest => {
    const own = new Float64Array(bins);
    for (const row of rowsOf(columns.byProduct, columns.productStart, product)) add(own, texts.words[row]);
    const rest = (all[columns.productMarket[product] ?? 0] ?? own).map((count, words) => count - (own[words] ?? 0));
    const { gap, p, sizes, means } = kolmogorovSmirnov(own, rest);
    const isEnough = sizes[0] >= MIN_PRODUCT_REVIEWS && sizes[1] >= MIN_PRODUCT_REVIEWS;
    return { value: means[0], baseline: means[1], n: sizes[0], p: !isEnough ? null : gap < MIN_GAP ? 1 : p };
  });
  return { id: 'wordCount', marks: new Uint8Array(columns.count).fill(UNKNOWN), tests, evidence: () => ({}) };
}

/** Counts a text of so many words; reviews without words are ratings, not short texts. */
function add(counts: Float64Array | undefined, words = 0): void {
  const at = Math.min(MOST_WORDS, words);
  if (counts && at > 0) counts[at] = (counts[at] ?? 0) + 1;
}
