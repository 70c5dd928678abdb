import { momentFromInstant } from '@/core/model/calendar';
import type { Moment, ReviewFact } from '@/core/model/facts';
import type { DemoProduct } from './catalog';
import { DEMO_PRODUCTS } from './catalog';
import type { DemoMarket } from './markets';
import type { Random } from '@/core/math/random';
import { between, pick } from './random';

type Texts = readonly [string, ...string[]];

const PRAISE: Texts = [
  'Lovely piece.',
  'Exactly what I hoped for.',
  'Bought it as a gift and kept it.',
  'Second one I have ordered.',
  'Even better than the pictures.',
  'So well made.',
  'My kitchen looks warmer already.',
  'A treat to use every day.',
  'Arrived quickly and well wrapped.',
  'Worth every cent.',
];
const FINE: Texts = [
  'Nice overall.',
  'Good for the price.',
  'Pretty, with small flaws.',
  'Happy enough.',
  'Does what it should.',
  'Good, not perfect.',
];
const REGRET: Texts = [
  'Not what I expected.',
  'Disappointed.',
  'Would not buy it again.',
  'Looks cheaper than in the pictures.',
  'I had to send it back.',
  'It broke within two weeks.',
];
const LATE: Texts = ['It came days after the promised date.', 'Delivery took far too long.', 'I needed it for a birthday and it was late.'];
const GOOD_ENDS: Texts = ['Will order again.', 'Thank you!', 'Recommended.', 'My sister wants one too.', 'Five stars from me.', ''];
const BAD_ENDS: Texts = ['I asked for a refund.', 'The seller answered kindly, at least.', 'Please check the packing.', ''];

const LIKED: Readonly<Record<string, Texts>> = {
  'Mugs & Cups': ['The glaze has real depth.', 'It keeps my coffee warm.', 'The handle fits my hand.', 'It survives the dishwasher.'],
  Tableware: ['The colour is rich on the table.', 'It stacks neatly.', 'Heavy in a good way.', 'Microwave safe, as promised.'],
  'Vases & Planters': ['The drainage works.', 'My fern has never looked better.', 'The shape is elegant.', 'No leaks on the shelf.'],
  Candles: ['The scent is gentle and fills the room.', 'It burns evenly to the end.', 'No soot at all.', 'The jar is worth keeping.'],
  Textiles: ['The cotton softens with every wash.', 'The colours have not faded.', 'The stitching is neat.', 'The weave feels solid.'],
  Kitchen: ['The wood smells wonderful.', 'It feels solid in the hand.', 'Easy to clean.', 'I use it every morning.'],
  Lighting: ['The light is warm and soft.', 'Simple to put up.', 'The clay base is beautiful.', 'No flicker.'],
  'Gifts & Stationery': ['The paper feels lovely.', 'It made a perfect present.', 'Carefully packed.', 'The details are charming.'],
};
const DISLIKED: Readonly<Record<string, Texts>> = {
  'Mugs & Cups': ['It leaks at the lid.', 'The rim was chipped.', 'Smaller than stated.'],
  Tableware: ['One plate came cracked.', 'The glaze scratches.', 'The cork does not seal.'],
  'Vases & Planters': ['Water seeps through the base.', 'It wobbles.', 'There is a hairline crack.'],
  Candles: ['Hardly any scent.', 'It tunnels down the middle.', 'The wick drowned.'],
  Textiles: ['It shrank in the wash.', 'The dye ran.', 'A seam came open.'],
  Kitchen: ['A lid did not fit.', 'The wood split.', 'It rusted.'],
  Lighting: ['The battery lasts an hour.', 'It flickers.', 'The plug is loose.'],
  'Gifts & Stationery': ['The clay had dried out.', 'The box was dented.', 'Pages came loose.'],
};
const USUAL_LIKED: Texts = ['Good quality.'];
const USUAL_DISLIKED: Texts = ['Poor quality.'];
const TITLES: readonly Texts[] = [
  ['Broken', 'Poor', 'Sent back'],
  ['Meh', 'Not for me'],
  ['It is okay', 'Mixed'],
  ['Nice', 'Good buy'],
  ['Love it', 'Beautiful', 'Perfect', 'A favourite'],
];

/** A buyer's review of a delivered product. Late parcels and weak products draw low scores. */
export function honestReview(
  random: Random,
  about: { product: DemoProduct; isLate: boolean },
): { score: number; title: string; body: string } {
  const { product, isLate } = about;
  const isPleased = random() < product.quality - (isLate ? 0.28 : 0);
  const drawn = random();
  const score = isPleased ? (drawn < 0.74 ? 5 : 4) : drawn < 0.3 ? 1 : drawn < 0.58 ? 2 : 3;
  const liked = pick(random, LIKED[product.category] ?? USUAL_LIKED);
  const disliked = pick(random, DISLIKED[product.category] ?? USUAL_DISLIKED);
  const parts =
    score === 5
      ? [pick(random, PRAISE), liked, pick(random, GOOD_ENDS)]
      : score === 4
        ? [pick(random, FINE), liked, pick(random, GOOD_ENDS)]
        : score === 3
          ? [pick(random, FINE), isLate ? pick(random, LATE) : disliked]
          : [isLate && random() < 0.6 ? pick(random, LATE) : pick(random, REGRET), disliked, pick(random, BAD_ENDS)];
  return { score, title: pick(random, TITLES[score - 1] ?? TITLES[4] ?? ['Review']), body: parts.filter(Boolean).join(' ') };
}

/** Bought reviews: many in a few hours, full marks, nearly one text, no order behind them. */
interface Burst {
  marketplace: string;
  productTitle: string;
  daysAgo: number;
  count: number;
}

const BURSTS: readonly Burst[] = [
  { marketplace: 'amazon', productTitle: 'Travel Mug with Cork Band', daysAgo: 37, count: 16 },
  { marketplace: 'flipkart', productTitle: 'Rechargeable Table Light', daysAgo: 71, count: 14 },
  { marketplace: 'etsy', productTitle: 'Wall Pocket Vase', daysAgo: 19, count: 9 },
];
const BURST_TEXTS: Texts = [
  'Best product ever, highly recommend to everyone!!!',
  'Best product, highly recommend!!',
  'Amazing product best quality highly recommend!!!',
  'Best quality ever, buy it now, highly recommend!',
  'Amazing!!! Best product highly recommended',
];

/** The planted fake reviews of a market. The facts do not mark them; the generator's result does. */
export function fakeReviews(random: Random, market: DemoMarket, now: Date): ReviewFact[] {
  return BURSTS.filter((burst) => burst.marketplace === market.marketplace).flatMap((burst, index) => {
    const product = DEMO_PRODUCTS.find((candidate) => candidate.title === burst.productTitle);
    if (!product) return [];
    return Array.from({ length: burst.count }, (_, position): ReviewFact => {
      const minutes = position * 23 + between(random, 0, 20);
      const reviewed: Moment = momentFromInstant(new Date(now.getTime() - burst.daysAgo * 86_400_000 + minutes * 60_000), market.timeZone);
      return {
        externalId: `${market.marketplace}-review-x${index + 1}${String(position + 1).padStart(3, '0')}`,
        productExternalId: market.productId(product),
        score: 5,
        title: 'Best product',
        body: pick(random, BURST_TEXTS),
        verified: false,
        reviewed,
      };
    });
  });
}
