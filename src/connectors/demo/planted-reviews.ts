import { momentFromInstant } from '@/core/model/calendar';
import type { ReviewFact } from '@/core/model/facts';
import { DEMO_PRODUCTS, type DemoProduct } from './catalog';
import type { DemoMarket } from './markets';
import { seededRandom, type Random } from '@/core/math/random';
import { between, pick, seedOf } from './random';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Their accounts are none of the buyers'. */
const FIRST_ACCOUNT = 9_000_000;

/** One way reviews are bought. Nobody who wrote them has an order. */
interface Scheme {
  marketplace: string;
  products: readonly string[];
  daysAgo: number;
  /** Of each product. */
  count: number;
  /** From the first to the last. */
  hours: number;
  score: 1 | 5;
  title: string;
  texts: readonly [string, ...string[]];
  /** So many accounts write them all; absent: each an account of its own. */
  accounts?: number;
}

const SCHEMES: readonly Scheme[] = [
  {
    marketplace: 'amazon',
    products: ['Travel Mug with Cork Band'],
    daysAgo: 37,
    count: 16,
    hours: 7,
    score: 5,
    title: 'Best product',
    texts: [
      'Best product ever, highly recommend to everyone!!!',
      'Best product, highly recommend!!',
      'Amazing product best quality highly recommend!!!',
      'Best quality ever, buy it now, highly recommend!',
      'Amazing!!! Best product highly recommended',
    ],
  },
  {
    marketplace: 'flipkart',
    products: ['Paper Lantern, 14 in'],
    daysAgo: 71,
    count: 14,
    hours: 10,
    score: 5,
    title: 'Super',
    texts: [
      'Super product, value for money, must buy for every home!',
      'Value for money, must buy for every home, super quality',
      'Must buy for every home! Super product and super fast delivery',
      'Super super product, value for money, go for it',
    ],
  },
  {
    // A ring: a few accounts praise the same products, and nothing else.
    marketplace: 'etsy',
    products: ['Moon Jar Vase', 'Bud Vase Trio', 'Ribbed Column Vase'],
    daysAgo: 19,
    count: 6,
    hours: 40,
    score: 5,
    title: 'Wow',
    accounts: 6,
    texts: [
      'Absolutely stunning piece, exceeded all my expectations, the seller is wonderful!',
      'Exceeded all my expectations, absolutely stunning, wonderful seller!',
      'Stunning piece, the seller is wonderful, exceeded all expectations',
    ],
  },
  {
    // A slow drip with the bargain written out.
    marketplace: 'ebay',
    products: ['Acacia Chopping Board'],
    daysAgo: 50,
    count: 9,
    hours: 24 * 20,
    score: 5,
    title: 'Five stars',
    texts: [
      'I received this board for free in exchange for my honest review. Five stars!',
      'Got a discount code in exchange for a review, and the board is great.',
      'The seller sent me a gift card for leaving five stars. Board is fine.',
      'Received it free in exchange for my review, really great board.',
    ],
  },
  {
    // A rival: one star from strangers in one night.
    marketplace: 'amazon',
    products: ['Cast Iron Trivet, Leaf'],
    daysAgo: 12,
    count: 9,
    hours: 5,
    score: 1,
    title: 'Scam',
    texts: [
      'Fake product, do not buy from this seller, total waste of money.',
      'Total waste of money, do not buy from this seller, fake product!',
      'Waste of money. Fake product, do not buy from this seller.',
    ],
  },
];

/** The planted fake reviews of a market. The facts do not mark them; the generator's result does. */
export function plantedReviews(market: DemoMarket, now: Date): ReviewFact[] {
  return SCHEMES.flatMap((scheme, index) => {
    if (scheme.marketplace !== market.marketplace) return [];
    const random = seededRandom(seedOf(`${scheme.marketplace} ${index}`));
    const products = DEMO_PRODUCTS.filter(({ title }) => scheme.products.includes(title));
    return products.flatMap((product, place) =>
      Array.from({ length: scheme.count }, (_, position) =>
        planted({ scheme, market, product, random, now }, { id: (index + 1) * 1000 + place * scheme.count + position + 1, position }),
      ),
    );
  });
}

function planted(
  { scheme, market, product, random, now }: { scheme: Scheme; market: DemoMarket; product: DemoProduct; random: Random; now: Date },
  { id, position }: { id: number; position: number },
): ReviewFact {
  const ranMs = (scheme.hours * HOUR_MS * (position + between(random, 0, 8) / 10)) / scheme.count;
  const account = FIRST_ACCOUNT + (scheme.accounts === undefined ? id : id - (id % 1000) + (position % scheme.accounts));
  return {
    externalId: `${market.marketplace}-review-x${id}`,
    productExternalId: market.productId(product),
    customerExternalId: `${market.marketplace}-account-${account}`,
    score: scheme.score,
    title: scheme.title,
    body: pick(random, scheme.texts),
    verified: false,
    reviewed: momentFromInstant(new Date(now.getTime() - scheme.daysAgo * DAY_MS + ranMs), market.timeZone),
  };
}
