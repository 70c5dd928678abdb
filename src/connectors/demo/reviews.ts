import type { DemoProduct } from './catalog';
import type { Random } from '@/core/math/random';
import { pick } from './random';

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

/** What people add of themselves: the same words meet seldom in two reviews. */
const WHO: Texts = [
  'my sister',
  'my husband',
  'a colleague',
  'our neighbours',
  'my daughter',
  'my mother-in-law',
  'a friend who moved',
  'my boss',
  'the grandparents',
  'my flatmate',
  'our teacher',
  'myself',
];
const WHEN: Texts = [
  'for a birthday',
  'for our anniversary',
  'as a thank-you',
  'for the new flat',
  'on a whim',
  'after reading about the studio',
  'for the holidays',
  'because the old one broke',
  'for the summer house',
  'after long comparing',
  'with a voucher',
  'for the office',
];
const WHERE: Texts = [
  'on the window sill',
  'in the hallway',
  'next to the stove',
  'on my desk',
  'in the guest room',
  'on the breakfast table',
  'by the bath',
  'on the balcony',
  'at the cabin',
  'on a shelf in the living room',
];
const HOW_LONG: Texts = ['two weeks', 'a month', 'ten days', 'almost a year', 'a few days', 'one season', 'three dinners', 'half a year'];
const NOTICED: Texts = [
  'the box was a little crushed, the piece was not',
  'it is slightly smaller than I pictured',
  'there was a handwritten note inside',
  'the colour is a shade darker than on my screen',
  'the parcel had no plastic at all',
  'it came a day early',
  'the price label was hard to get off',
  'it is heavier than it looks',
  'the driver left it behind the bins',
  'customs took a while',
];
const SHORT_PRAISE: Texts = [
  'Love it!',
  'Great.',
  'Very nice',
  'Perfect, thanks',
  'Beautiful!',
  'Good quality',
  'As described',
  'Happy with it',
  '👍',
  'So pretty 😍',
  'Nice',
];
const SHORT_REGRET: Texts = ['Broken on arrival', 'Not as described', 'Disappointing', 'Poor quality', 'Meh', 'Returned it'];

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

/** Reviews of a word or two. */
const SHORT_SHARE = 0.18;

/** A buyer's review of a delivered product. Late parcels and weak products draw low scores. */
export function honestReview(
  random: Random,
  about: { product: DemoProduct; isLate: boolean },
): { score: number; title: string; body: string } {
  const { product, isLate } = about;
  const isPleased = random() < product.quality - (isLate ? 0.28 : 0);
  const drawn = random();
  const score = isPleased ? (drawn < 0.74 ? 5 : 4) : drawn < 0.3 ? 1 : drawn < 0.58 ? 2 : 3;
  const title = pick(random, TITLES[score - 1] ?? TITLES[4] ?? ['Review']);
  if (random() < SHORT_SHARE) return { score, title, body: pick(random, score >= 4 ? SHORT_PRAISE : SHORT_REGRET) };
  const details = score >= 4 ? (LIKED[product.category] ?? USUAL_LIKED) : (DISLIKED[product.category] ?? USUAL_DISLIKED);
  const parts = [
    score === 5 ? pick(random, PRAISE) : score >= 3 ? pick(random, FINE) : pick(random, isLate && random() < 0.6 ? LATE : REGRET),
    random() < 0.75 ? pick(random, score === 3 && isLate ? LATE : details) : '',
    random() < 0.5 ? ofOneself(random) : '',
    random() < 0.25 ? sentence(pick(random, NOTICED)) : '',
    random() < 0.45 ? pick(random, score >= 4 ? GOOD_ENDS : BAD_ENDS) : '',
  ];
  return { score, title, body: parts.filter(Boolean).join(' ') };
}

/** For whom, why, where and for how long: no two buyers have the same story. */
function ofOneself(random: Random): string {
  const stories = [
    () => `Got it for ${pick(random, WHO)} ${pick(random, WHEN)}.`,
    () => `It stands ${pick(random, WHERE)} and ${pick(random, WHO)} asked where it is from.`,
    () => `We have had it ${pick(random, WHERE)} for ${pick(random, HOW_LONG)} now.`,
    () => `Bought ${pick(random, WHEN)}, in use for ${pick(random, HOW_LONG)}.`,
    () => `After ${pick(random, HOW_LONG)} ${pick(random, WHERE)} my view has not changed.`,
  ] as const;
  return pick(random, stories)();
}

const sentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
