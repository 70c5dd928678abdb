import type { DemoProduct } from './catalog';
import { AMERICAN_PLACES, BRITISH_PLACES, EUROPEAN_PLACES, INDIAN_PLACES, type Place } from './places';

/** An invented account on a marketplace and how its business goes. */
export interface DemoMarket {
  marketplace: string;
  accountId: string;
  name: string;
  timeZone: string;
  currency: string;
  /** Share of all orders. */
  share: number;
  /** Multiplies the number of orders over two years: 1.6 ends 60 % above where it began. */
  growth: number;
  /** Weight of each weekday, Monday first. */
  weekdays: readonly number[];
  /** Times list price in US cents to minor units of the currency. */
  priceFactor: number;
  /** Prices are multiples of this, less `priceEnding`. */
  priceStep: number;
  priceEnding: number;
  /** The product most people buy here. */
  bestSeller: string;
  /** Liking of categories beyond the usual 1. */
  tastes: Readonly<Record<string, number>>;
  /** Of the range, how many products are listed. */
  listed: number;
  discountShare: number;
  /** Shipping charged below `freeShippingFrom`, minor units. */
  shippingMinor: number;
  freeShippingFrom: number;
  taxPercent: number;
  /** Fee on goods and shipping, in basis points, and per order in minor units. */
  feeBasisPoints: number;
  feePerOrderMinor: number;
  payoutAfterDays: number;
  returnShare: number;
  cancelShare: number;
  promisedDays: number;
  /** Average days from order to delivery. */
  deliveryDays: number;
  carriers: readonly [string, ...string[]];
  payments: readonly (readonly [string, number])[];
  places: readonly (readonly [Place, number])[];
  /** Share of orders by people who buy again and again. */
  regulars: number;
  reviewShare: number;
  /** The marketplace's own id of a product, and its SKU there. */
  productId(product: DemoProduct): string;
  sku(product: DemoProduct): string;
  orderName(sequence: number): string;
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');
/** Letters and digits that look like a marketplace's own code, one-to-one with the product number. */
const code = (product: DemoProduct, prime: number, length: number): string =>
  (product.number * prime).toString(36).toUpperCase().padStart(length, '0').slice(-length);

export const DEMO_MARKETS: readonly DemoMarket[] = [
  {
    marketplace: 'shopify',
    accountId: 'juniper-and-clay',
    name: 'Juniper & Clay web shop',
    timeZone: 'America/New_York',
    currency: 'USD',
    share: 0.34,
    growth: 1.9,
    weekdays: [1.08, 1.02, 1, 0.98, 0.92, 0.9, 1.1],
    priceFactor: 1,
    priceStep: 100,
    priceEnding: 0,
    bestSeller: 'Speckled Stoneware Mug, 12 oz',
    tastes: { 'Mugs & Cups': 1.7, 'Gifts & Stationery': 1.2 },
    listed: 80,
    discountShare: 0.24,
    shippingMinor: 695,
    freeShippingFrom: 7500,
    taxPercent: 7,
    feeBasisPoints: 290,
    feePerOrderMinor: 30,
    payoutAfterDays: 3,
    returnShare: 0.05,
    cancelShare: 0.018,
    promisedDays: 6,
    deliveryDays: 4.2,
    carriers: ['UPS', 'USPS', 'FedEx'],
    payments: [
      ['card', 58],
      ['shop_pay', 27],
      ['paypal', 12],
      ['gift_card', 3],
    ],
    places: AMERICAN_PLACES,
    regulars: 0.34,
    reviewShare: 0.16,
    productId: (product) => `86${padded(product.number * 7_919, 9)}`,
    sku: (product) => `JC-${padded(product.number, 3)}`,
    orderName: (sequence) => `#${1000 + sequence}`,
  },
  {
    marketplace: 'amazon',
    accountId: 'A2JUNIPERCLAY',
    name: 'Juniper & Clay on Amazon.com',
    timeZone: 'America/Los_Angeles',
    currency: 'USD',
    share: 0.28,
    growth: 1.5,
    weekdays: [1.12, 1.06, 1.02, 0.98, 0.94, 0.9, 0.98],
    priceFactor: 1.06,
    priceStep: 100,
    priceEnding: 1,
    bestSeller: 'Soy Candle, Cedar & Fig',
    tastes: { Candles: 1.6, Kitchen: 1.5 },
    listed: 62,
    discountShare: 0.14,
    shippingMinor: 599,
    freeShippingFrom: 3500,
    taxPercent: 0, // Amazon collects and pays the sales tax itself
    feeBasisPoints: 1500,
    feePerOrderMinor: 0,
    payoutAfterDays: 14,
    returnShare: 0.085,
    cancelShare: 0.026,
    promisedDays: 4,
    deliveryDays: 2.9,
    carriers: ['Amazon Logistics', 'UPS'],
    payments: [['amazon_pay', 100]],
    places: AMERICAN_PLACES,
    regulars: 0.16,
    reviewShare: 0.14,
    productId: (product) => `B0${code(product, 2_654_435, 8)}`,
    sku: (product) => `AMZ-JC${padded(product.number, 3)}-FBA`,
    orderName: (sequence) => `11${sequence % 5}-${padded((sequence * 7_654_321) % 10_000_000, 7)}-${padded(sequence, 7)}`,
  },
  {
    marketplace: 'flipkart',
    accountId: 'juniperclay-in',
    name: 'Juniper & Clay on Flipkart',
    timeZone: 'Asia/Kolkata',
    currency: 'INR',
    share: 0.2,
    growth: 2.4,
    weekdays: [0.98, 0.97, 0.97, 1, 1.02, 1.08, 1.06],
    priceFactor: 34,
    priceStep: 10_000,
    priceEnding: 100,
    bestSeller: 'Handloom Cotton Table Runner',
    tastes: { Textiles: 1.8, Lighting: 1.4 },
    listed: 54,
    discountShare: 0.38,
    shippingMinor: 5_900,
    freeShippingFrom: 50_000,
    taxPercent: 12,
    feeBasisPoints: 1_350,
    feePerOrderMinor: 3_500,
    payoutAfterDays: 10,
    returnShare: 0.15,
    cancelShare: 0.055,
    promisedDays: 7,
    deliveryDays: 5.6,
    carriers: ['Ekart', 'Delhivery'],
    payments: [
      ['upi', 44],
      ['cod', 36],
      ['card', 16],
      ['wallet', 4],
    ],
    places: INDIAN_PLACES,
    regulars: 0.14,
    reviewShare: 0.12,
    productId: (product) => `HDC${code(product, 987_654_321, 13)}`,
    sku: (product) => `FK-${padded(product.number, 3)}-IN`,
    orderName: (sequence) => `OD${padded(430_000_000_000 + sequence * 7, 18)}`,
  },
  {
    marketplace: 'etsy',
    accountId: '48210377',
    name: 'JuniperAndClayEU on Etsy',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    share: 0.11,
    growth: 1.3,
    weekdays: [1, 0.96, 0.96, 0.96, 0.94, 1.02, 1.18],
    priceFactor: 0.98,
    priceStep: 50,
    priceEnding: 0,
    bestSeller: 'Hand-Thrown Ceramic Planter, 6 in',
    tastes: { 'Vases & Planters': 1.8, 'Gifts & Stationery': 1.4 },
    listed: 46,
    discountShare: 0.18,
    shippingMinor: 790,
    freeShippingFrom: 12_000,
    taxPercent: 0,
    feeBasisPoints: 1_050,
    feePerOrderMinor: 50,
    payoutAfterDays: 7,
    returnShare: 0.03,
    cancelShare: 0.012,
    promisedDays: 9,
    deliveryDays: 6.4,
    carriers: ['DHL', 'Deutsche Post'],
    payments: [
      ['card', 52],
      ['paypal', 33],
      ['klarna', 15],
    ],
    places: EUROPEAN_PLACES,
    regulars: 0.12,
    reviewShare: 0.24,
    productId: (product) => String(1_600_000_000 + product.number * 104_729),
    sku: (product) => `ETSY-${padded(product.number, 3)}`,
    orderName: (sequence) => String(3_200_000_000 + sequence * 13),
  },
  {
    marketplace: 'ebay',
    accountId: 'juniper_and_clay_uk',
    name: 'juniper_and_clay_uk on eBay',
    timeZone: 'Europe/London',
    currency: 'GBP',
    share: 0.07,
    growth: 0.85,
    weekdays: [1, 0.96, 0.96, 0.98, 0.96, 0.98, 1.16],
    priceFactor: 0.78,
    priceStep: 50,
    priceEnding: 1,
    bestSeller: 'Acacia Chopping Board',
    tastes: { Kitchen: 1.5, Tableware: 1.3 },
    listed: 50,
    discountShare: 0.1,
    shippingMinor: 395,
    freeShippingFrom: 6_000,
    taxPercent: 0,
    feeBasisPoints: 1_280,
    feePerOrderMinor: 30,
    payoutAfterDays: 4,
    returnShare: 0.06,
    cancelShare: 0.022,
    promisedDays: 5,
    deliveryDays: 3.6,
    carriers: ['Royal Mail', 'Evri'],
    payments: [
      ['card', 61],
      ['paypal', 31],
      ['google_pay', 8],
    ],
    places: BRITISH_PLACES,
    regulars: 0.1,
    reviewShare: 0.15,
    productId: (product) => String(195_000_000_000 + product.number * 1_299_709),
    sku: (product) => `UK${padded(product.number, 4)}`,
    orderName: (sequence) => `${padded((sequence * 17) % 100, 2)}-${padded(10_000 + (sequence % 90_000), 5)}-${padded(sequence, 5)}`,
  },
];
