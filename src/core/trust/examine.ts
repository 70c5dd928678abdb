import { toColumns, type ReviewColumns } from './columns';
import { readTexts, type ReviewTexts } from './read-texts';
import { checkReviews, type TrustReview } from './review';
import { countShopDays, type ShopDays } from './shop-days';
import { measureSignals } from './signals/registry';
import type { SignalResult } from './signals/signal';
import type { Velocity } from './signals/velocity';
import type { TextModel } from './text/model';
import { weighReviews, Weigher, type BaseRates } from './weigh';

/** Reviews with every sign measured and weighed. */
export interface Examined {
  columns: ReviewColumns;
  texts: ReviewTexts;
  signals: SignalResult[];
  velocity: Velocity;
  suspicion: Float64Array;
  weigher: Weigher;
  rates: BaseRates;
  shop: ShopDays;
}

/**
 * Measures and weighs. With a `context` of an earlier assessment its rates and day totals are used in place of measuring
 * them on these reviews. @throws AppError invalid_input naming the field.
 */
export function examine(
  reviews: readonly TrustReview[],
  textModel: TextModel | null,
  context?: { rates: BaseRates; shop: ShopDays },
): Examined {
  checkReviews(reviews);
  const columns = toColumns(reviews);
  const texts = readTexts(reviews, textModel);
  const shop = context?.shop ?? countShopDays(columns);
  const { signals, velocity } = measureSignals({ columns, texts, shop });
  const { suspicion, rates } = weighReviews(columns, signals, context?.rates);
  return { columns, texts, signals, velocity, suspicion, rates, shop, weigher: new Weigher(columns, signals, rates) };
}
