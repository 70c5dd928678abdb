import { seededRandom } from '@/core/math/random';
import type { TrustReview } from '@/core/trust/review';

/** Generated shops with honest reviews, and planted campaigns of fakes that are known. */

export const FIRST_DAY = 20_000;
const DAY_MS = 86_400_000;

export interface CleanShop {
  seed: number;
  products?: number;
  /** Honest reviews, about. */
  reviews?: number;
  days?: number;
  /** Share of honest reviews that nothing proves, or null where the marketplace does not say. */
  unverified?: number | null;
  /** Share of reviews whose writer is named. */
  named?: number;
}

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const SHORT = [
  'Great!',
  'Good product',
  'Love it',
  'Very nice',
  'ok',
  'Perfect, thank you',
  'Excellent product, works great',
  '👍',
  'Muy bueno',
  'Not good',
];
const SUBJECTS = [
  'The lid',
  'My sister',
  'This mug',
  'The colour',
  'Our kitchen',
  'The seam',
  'It',
  'The parcel',
  'The handle',
  'The print',
  'The wood',
  'The zip',
];
const VERBS = ['feels', 'looked', 'turned out', 'is', 'came', 'stayed', 'was', 'seems', 'got', 'arrived'];
const QUALITIES = [
  'sturdy',
  'lovely',
  'rather small',
  'as shown',
  'a bit dull',
  'warm',
  'scratched',
  'heavier than expected',
  'fine',
  'soft',
  'cold',
  'late',
  'neat',
  'uneven',
];
const ENDS = [
  'after a week',
  'in the dishwasher',
  'for the price',
  'on our table',
  'for my mother',
  'since March',
  'when it rains',
  'in daylight',
  'at work',
  'next to the old one',
  'with two children',
  'on the second day',
];
const GERMAN = [
  'Der Deckel',
  'passt',
  'gut',
  'leider nicht',
  'und',
  'die Farbe',
  'ist',
  'schön',
  'wie',
  'beschrieben',
  'schnell',
  'geliefert',
];

function honestText(random: Random): string {
  const drawn = random();
  if (drawn < 0.2) return pick(random, SHORT);
  if (drawn < 0.27) return Array.from({ length: 6 + Math.floor(random() * 10) }, () => pick(random, GERMAN)).join(' ');
  const sentences = 1 + Math.floor(-Math.log(1 - random()) * 2);
  return Array.from({ length: Math.min(12, sentences) }, () =>
    [pick(random, SUBJECTS), pick(random, VERBS), pick(random, QUALITIES), random() < 0.7 ? pick(random, ENDS) : '']
      .filter(Boolean)
      .join(' '),
  ).join('. ');
}

/** Honest reviews of one seller: seasons, launches, sales days, products of different quality and size, buyers who return. */
export function cleanShop({ seed, products = 12, reviews = 1200, days = 500, unverified = 0.15, named = 0.9 }: CleanShop): TrustReview[] {
  const random = seededRandom(seed);
  const saleDays = new Set(Array.from({ length: 4 }, () => Math.floor(random() * days)));
  const catalogue = Array.from({ length: products }, (_, index) => ({
    id: `p${index}`,
    weight: Math.exp(random() * 2.5),
    from: random() < 0.3 ? Math.floor(random() * days * 0.8) : 0,
    quality: 0.55 + random() * 0.4,
    category: `c${index % 3}`,
    // Some products are noticed by a magazine for some days: a burst that nobody paid for.
    noticed: random() < 0.15 ? Math.floor(random() * days) : -1,
  }));
  const dayWeight = (day: number, product: (typeof catalogue)[number]): number => {
    if (day < product.from) return 0;
    const launch = 1 + 2 * Math.exp(-(day - product.from) / 15) * (product.from > 0 ? 1 : 0);
    const season = 1 + 0.6 * Math.sin((day / 365) * 2 * Math.PI);
    const noticed = product.noticed >= 0 && day >= product.noticed && day < product.noticed + 5 ? 3 : 1;
    return product.weight * launch * season * noticed * (saleDays.has(day) ? 4 : 1) * (day % 7 === 0 ? 0.5 : 1);
  };
  const total = catalogue.reduce(
    (sum, product) => sum + Array.from({ length: days }, (_, day) => dayWeight(day, product)).reduce((a, b) => a + b, 0),
    0,
  );
  const buyers = Math.ceil(reviews * 0.7);
  const list: TrustReview[] = [];
  for (const product of catalogue) {
    for (let day = 0; day < days; day += 1) {
      for (let left = poisson(random, (reviews * dayWeight(day, product)) / total); left > 0; left -= 1) {
        const isPleased = random() < product.quality;
        const proof = unverified === null ? null : random() >= unverified;
        list.push({
          id: `honest-${list.length}`,
          productId: product.id,
          productTitle: `Product ${product.id}`,
          category: product.category,
          marketplace: 'etsy',
          reviewer: random() < named ? `buyer-${Math.floor(random() ** 1.5 * buyers)}` : null,
          score: isPleased ? (random() < 0.75 ? 5 : 4) : 1 + Math.floor(random() * 3),
          title: null,
          body: random() < 0.1 ? null : honestText(random),
          verified: proof,
          hasOrder: proof === true && random() < 0.8,
          ...at(random, day),
          deletedAt: random() < 0.01 ? (FIRST_DAY + day + 3) * DAY_MS : null,
        });
      }
    }
  }
  return list;
}

const at = (random: Random, day: number): { reviewedAt: number; reviewedDay: number } => ({
  reviewedAt: (FIRST_DAY + day) * DAY_MS + Math.floor(random() * DAY_MS),
  reviewedDay: FIRST_DAY + day,
});

function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) count += 1;
  return count;
}

export const CAMPAIGNS = ['burst', 'copies', 'ring', 'attack', 'paid', 'drip'] as const;
export type Campaign = (typeof CAMPAIGNS)[number];

const PRAISE = [
  'Absolutely amazing product and the best quality I have ever seen',
  'I highly recommend this to everyone who wants the best',
  'Perfect in every way and delivered so fast',
  'Exceeded all my expectations, five stars',
  'Best purchase of my life, buy it now',
];
const BLAME = [
  'Total scam do not buy this garbage',
  'Worst thing ever, broke at once, avoid this seller',
  'Terrible quality and rude seller, stay away',
];
const PAID = [
  'I received this item for free in exchange for an honest review and it is lovely',
  'The seller gave me a discount for a five star review',
  'Got a gift card for a positive review, so here it is',
];

/**
 * Fakes of one campaign on products of the shop; ids begin with "fake-". `count` is the number of fakes; a campaign always
 * lacks proof of purchase, in the way its kind does.
 */
export function plant(
  shop: readonly TrustReview[],
  { campaign, count, seed }: { campaign: Campaign; count: number; seed: number },
): TrustReview[] {
  const random = seededRandom(seed * 7919 + count);
  const products = [...new Map(shop.map((review) => [review.productId, review])).values()];
  const target = pick(random, products);
  const ring = Array.from({ length: 4 }, () => pick(random, products));
  const lastDay = Math.max(...shop.map(({ reviewedDay }) => reviewedDay)) - FIRST_DAY;
  const start = Math.floor(lastDay * (0.5 + random() * 0.4));
  const vary = (texts: readonly string[]): string => `${pick(random, texts)}. ${honestText(random)}`;
  return Array.from({ length: count }, (_, index): TrustReview => {
    const product = campaign === 'ring' ? (ring[index % 4] ?? target) : target;
    const spread = { burst: 2, copies: 30, ring: 3, attack: 3, paid: 60, drip: 150 }[campaign];
    const text = {
      burst: vary(PRAISE),
      copies: `${PRAISE[0]}, ${PRAISE[1]}${random() < 0.5 ? '!' : ' really.'}`,
      ring: vary(PRAISE),
      attack: vary(BLAME),
      paid: pick(random, PAID),
      drip: `${pick(random, PRAISE)}. ${pick(random, PRAISE)}`,
    }[campaign];
    return {
      id: `fake-${campaign}-${index}`,
      productId: product.productId,
      productTitle: product.productTitle ?? null,
      category: product.category ?? null,
      marketplace: product.marketplace,
      reviewer: campaign === 'ring' ? `shill-${Math.floor(index / 4)}` : random() < 0.9 ? `ghost-${campaign}-${index}` : null,
      score: campaign === 'attack' ? 1 : 5,
      title: null,
      body: text,
      verified: campaign === 'paid' && random() < 0.5,
      hasOrder: false,
      ...at(random, Math.min(lastDay, start + Math.floor(random() * spread))),
      deletedAt: random() < 0.05 ? (FIRST_DAY + start + 40) * DAY_MS : null,
    };
  });
}
