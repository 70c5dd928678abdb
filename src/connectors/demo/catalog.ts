/** The invented range of "Juniper & Clay": what it sells, at list prices in US cents. */
export interface DemoProduct {
  /** Number in the range: the last part of every SKU. */
  number: number;
  title: string;
  category: string;
  priceCents: number;
  /** Share of buyers who are pleased, 0 to 1: drives reviews and returns. */
  quality: number;
}

type Line = readonly [title: string, dollars: number, quality?: number];

const RANGE: Readonly<Record<string, readonly Line[]>> = {
  'Mugs & Cups': [
    ['Speckled Stoneware Mug, 12 oz', 24],
    ['Speckled Stoneware Mug, 16 oz', 28],
    ['Espresso Cup Pair, Sand', 32],
    ['Ash Glaze Tumbler', 22],
    ['Travel Mug with Cork Band', 36, 0.66],
    ['Handle-Free Tea Bowl', 26],
    ['Cappuccino Cup & Saucer, Moss', 34],
    ['Kids’ Dino Mug', 19],
    ['Latte Bowl, Oat', 27],
    ['Gift Box of Four Mugs', 88],
  ],
  Tableware: [
    ['Dinner Plate, Reactive Blue', 34],
    ['Side Plate, Reactive Blue', 24],
    ['Pasta Bowl, Cream', 32],
    ['Ramen Bowl with Chopstick Rest', 38],
    ['Serving Platter, Oval', 64],
    ['Salt Cellar with Olive Wood Lid', 29],
    ['Stoneware Butter Dish', 42],
    ['Nesting Mixing Bowls, Set of 3', 96],
    ['Oil Cruet, Charcoal', 36, 0.7],
    ['Tapas Dishes, Set of 6', 58],
  ],
  'Vases & Planters': [
    ['Hand-Thrown Ceramic Planter, 6 in', 44],
    ['Hand-Thrown Ceramic Planter, 8 in', 62],
    ['Hanging Planter with Cotton Rope', 48],
    ['Bud Vase Trio', 39],
    ['Ribbed Column Vase', 54],
    ['Terracotta Herb Pots, Set of 3', 36],
    ['Moon Jar Vase', 89],
    ['Wall Pocket Vase', 33],
    ['Self-Watering Planter, Slate', 57, 0.68],
    ['Bonsai Tray, Unglazed', 46],
  ],
  Candles: [
    ['Soy Candle, Cedar & Fig', 28],
    ['Soy Candle, Juniper & Sea Salt', 28],
    ['Soy Candle, Tomato Leaf', 28],
    ['Soy Candle, Smoked Vanilla', 28],
    ['Travel Tin Candle, Lavender', 16],
    ['Three-Wick Candle, Amber Woods', 52],
    ['Beeswax Taper Candles, Set of 6', 34],
    ['Refill Wax Pouch, Unscented', 18, 0.72],
    ['Candle Gift Trio', 72],
    ['Citronella Garden Candle', 38],
  ],
  Textiles: [
    ['Handloom Cotton Table Runner', 46],
    ['Washed Linen Napkins, Set of 4', 42],
    ['Block Print Cushion Cover, Indigo', 38],
    ['Block Print Cushion Cover, Rust', 38],
    ['Waffle Weave Hand Towels, Pair', 34],
    ['Merino Throw, Heather Grey', 128],
    ['Quilted Oven Mitt', 22],
    ['Linen Apron, Olive', 58],
    ['Kantha Quilt, Queen', 164, 0.74],
    ['Turkish Bath Towel', 44],
  ],
  Kitchen: [
    ['Olive Wood Spoon Set', 36],
    ['Acacia Chopping Board', 58],
    ['Pour-Over Coffee Dripper', 42],
    ['Stoneware Utensil Crock', 48],
    ['Garlic Grater Plate', 24],
    ['Cast Iron Trivet, Leaf', 32],
    ['Glass Storage Jars, Set of 3', 54, 0.69],
    ['Mortar & Pestle, Granite', 62],
    ['French Press, Matte Black', 56],
    ['Sourdough Proofing Basket', 34],
  ],
  Lighting: [
    ['Clay Bedside Lamp', 118],
    ['Rattan Pendant Shade', 96],
    ['Porcelain Wall Sconce', 84],
    ['Paper Lantern, 14 in', 32],
    ['Rechargeable Table Light', 74, 0.63],
    ['Tealight Lantern, Pierced', 29],
    ['Linen Drum Shade', 52],
    ['Fairy Lights, Copper Wire', 21, 0.71],
    ['Ceramic Oil Burner', 33],
    ['Stone Tealight Holder', 26],
  ],
  'Gifts & Stationery': [
    ['Pressed Flower Greeting Cards, Set of 8', 22],
    ['Handmade Paper Notebook', 26],
    ['Pottery Starter Kit', 68, 0.73],
    ['Clay Ornament Set, Winter', 34],
    ['Recipe Journal, Linen Bound', 36],
    ['Incense Holder with 20 Sticks', 30],
    ['Desk Tray, Walnut', 54],
    ['Wrapping Paper Roll, Botanical', 14],
    ['Ceramic Ring Dish', 18],
    ['Housewarming Gift Crate', 98],
  ],
};

const USUAL_QUALITY = 0.88;

const [firstCategory = '', ...otherCategories] = Object.keys(RANGE);
export const DEMO_CATEGORIES = [firstCategory, ...otherCategories] as const;

export const DEMO_PRODUCTS: readonly DemoProduct[] = Object.entries(RANGE).flatMap(([category, lines], block) =>
  lines.map(([title, dollars, quality], index) => ({
    number: block * 10 + index + 1,
    title,
    category,
    priceCents: dollars * 100,
    quality: quality ?? USUAL_QUALITY,
  })),
);

/** What people put into one basket because it goes together. */
const COMPANIONS: readonly (readonly [string, string])[] = [
  ['Pour-Over Coffee Dripper', 'Speckled Stoneware Mug, 12 oz'],
  ['French Press, Matte Black', 'Espresso Cup Pair, Sand'],
  ['Dinner Plate, Reactive Blue', 'Side Plate, Reactive Blue'],
  ['Pasta Bowl, Cream', 'Olive Wood Spoon Set'],
  ['Salt Cellar with Olive Wood Lid', 'Mortar & Pestle, Granite'],
  ['Acacia Chopping Board', 'Garlic Grater Plate'],
  ['Linen Apron, Olive', 'Quilted Oven Mitt'],
  ['Washed Linen Napkins, Set of 4', 'Handloom Cotton Table Runner'],
  ['Block Print Cushion Cover, Indigo', 'Block Print Cushion Cover, Rust'],
  ['Terracotta Herb Pots, Set of 3', 'Self-Watering Planter, Slate'],
  ['Bud Vase Trio', 'Ribbed Column Vase'],
  ['Soy Candle, Cedar & Fig', 'Stone Tealight Holder'],
  ['Soy Candle, Juniper & Sea Salt', 'Soy Candle, Smoked Vanilla'],
  ['Three-Wick Candle, Amber Woods', 'Refill Wax Pouch, Unscented'],
  ['Clay Bedside Lamp', 'Linen Drum Shade'],
  ['Incense Holder with 20 Sticks', 'Ceramic Oil Burner'],
  ['Handmade Paper Notebook', 'Recipe Journal, Linen Bound'],
];

const companions = new Map(COMPANIONS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));

/** The product that goes together with another one. */
export function companionOf({ title }: DemoProduct): DemoProduct | undefined {
  const other = companions.get(title);
  return DEMO_PRODUCTS.find((product) => product.title === other);
}
