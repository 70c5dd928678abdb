import { addDays, momentFromInstant, momentFromLocal, toLocal, type Day } from '@/core/model/calendar';
import { emptyBatch, type FactBatch, type Moment } from '@/core/model/facts';
import { DEMO_PRODUCTS, type DemoProduct } from './catalog';
import { DEMO_MARKETS, type DemoMarket } from './markets';
import { makeOrder, priceOn, type DemoOrder, type OrderTools } from './order';
import { buyerName, type Place } from './places';
import { seededRandom, type Random } from '@/core/math/random';
import { between, pick, roundRandomly, seedOf, weightedPicker } from './random';
import { plantedReviews } from './planted-reviews';
import { honestReview } from './reviews';
import { dayWeight, HISTORY_DAYS, HOUR_WEIGHTS } from './season';

export interface DemoOptions {
  /** The moment the shop is seen at: nothing happens after it. */
  now: Date;
  random: Random;
  /** 1 is about 25,000 orders in two years; 8 is 200,000. */
  scale?: number;
}

export type DemoConnection = Pick<DemoMarket, 'marketplace' | 'accountId' | 'name' | 'timeZone' | 'currency'>;

/** The accounts of the demo seller. */
export const DEMO_CONNECTIONS: readonly DemoConnection[] = DEMO_MARKETS.map(({ marketplace, accountId, name, timeZone, currency }) => ({
  marketplace,
  accountId,
  name,
  timeZone,
  currency,
}));

export interface DemoPage {
  connection: DemoConnection;
  batch: FactBatch;
}

/** What only the generator knows: which reviews were planted. */
export interface DemoLabels {
  fakeReviews: { marketplace: string; externalId: string }[];
}

const ORDERS_AT_SCALE_ONE = 25_000;

/** The scale at which the shop at one marketplace has about so many orders; NaN where the seller has none. */
export function scaleOf(marketplace: string, orders: number): number {
  const market = DEMO_MARKETS.find((each) => each.marketplace === marketplace);
  return orders / (ORDERS_AT_SCALE_ONE * (market?.share ?? NaN));
}

/** Days of one market on a page. */
const PAGE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The demo seller "Juniper & Clay" on five marketplaces: two years of facts, page by page, the newest first so that a
 * shop being seeded can already be asked about last week. The same options always give the same facts. Pure; holds
 * one page and the list of buyers in memory.
 */
export function* generateDemo({ now, random, scale = 1 }: DemoOptions): Generator<DemoPage, DemoLabels> {
  const shops = DEMO_MARKETS.map((market) => new DemoShop(market, { now, random, orders: ORDERS_AT_SCALE_ONE * scale * market.share }));
  const labels: DemoLabels = { fakeReviews: [] };
  for (let age = 0; age < HISTORY_DAYS; age += PAGE_DAYS) {
    for (const [index, shop] of shops.entries()) {
      const connection = DEMO_CONNECTIONS[index];
      if (!connection) continue;
      const batch = shop.page(age, Math.min(age + PAGE_DAYS, HISTORY_DAYS));
      if (age === 0) {
        shop.addCatalog(batch);
        const planted = plantedReviews(shop.market, now);
        batch.reviews.push(...planted);
        labels.fakeReviews.push(...planted.map(({ externalId }) => ({ marketplace: shop.market.marketplace, externalId })));
      }
      yield { connection, batch };
    }
  }
  return labels;
}

class DemoShop {
  readonly market: DemoMarket;
  private readonly tools: OrderTools;
  private readonly today: Day;
  private readonly listed: readonly DemoProduct[];
  private readonly pickHour = weightedPicker(HOUR_WEIGHTS);
  private readonly pickPlace: (random: Random) => Place;
  /** Orders of each day, today first, and how many came before that day. */
  private readonly plan: { day: Day; count: number; before: number }[] = [];
  private readonly homes: Place[] = [];

  constructor(market: DemoMarket, { now, random, orders }: { now: Date; random: Random; orders: number }) {
    this.market = market;
    this.today = toLocal(now, market.timeZone).slice(0, 10);
    this.listed = listingsOf(market);
    this.pickPlace = weightedPicker(market.places);
    this.tools = {
      market,
      random,
      now,
      pickProduct: productPicker(market, this.listed),
      pickPayment: weightedPicker(market.payments),
      isListed: (product) => this.listed.includes(product),
    };
    const days = Array.from({ length: HISTORY_DAYS }, (_, index) => addDays(this.today, index + 1 - HISTORY_DAYS));
    const weights = days.map((day) => dayWeight(market, day, this.today) * (0.85 + 0.3 * random()));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let before = 0;
    for (const [index, day] of days.entries()) {
      const count = roundRandomly(random, (orders * (weights[index] ?? 0)) / total);
      this.plan.push({ day, count, before });
      before += count;
    }
    this.plan.reverse();
  }

  /** Orders from `fromAge` days ago to before `toAge` days ago, with their buyers and reviews. */
  page(fromAge: number, toAge: number): FactBatch {
    const batch = emptyBatch();
    for (const { day, count, before } of this.plan.slice(fromAge, toAge)) {
      for (const [index, ordered] of this.momentsOf(day, count).entries()) this.addOrder(batch, { ordered, sequence: before + index + 1 });
    }
    return batch;
  }

  addCatalog(batch: FactBatch): void {
    const { market, tools } = this;
    const observed = momentFromInstant(tools.now, market.timeZone);
    for (const product of this.listed) {
      const externalId = market.productId(product);
      batch.products.push({
        externalId,
        title: product.title,
        sku: market.sku(product),
        category: product.category,
        vendor: 'Juniper & Clay',
        description: `${product.title}, made in small batches for Juniper & Clay. From our ${product.category.toLowerCase()} collection.`,
        price: { amountMinor: priceOn(market, product), currency: market.currency },
      });
      const isScarce = tools.random() < 0.12 || product.title === market.bestSeller;
      batch.inventoryLevels.push({
        productExternalId: externalId,
        location: `${market.name} stock`,
        available: isScarce ? between(tools.random, 0, 14) : between(tools.random, 20, 160),
        observed,
      });
    }
  }

  /** Times of a day's orders in their order; of today's only those that have come. */
  private momentsOf(day: Day, count: number): Moment[] {
    const { random, now } = this.tools;
    const two = (value: number): string => String(value).padStart(2, '0');
    const times = Array.from(
      { length: count },
      () => `${day}T${two(this.pickHour(random))}:${two(between(random, 0, 59))}:${two(between(random, 0, 59))}`,
    );
    const moments = times.sort().map((local) => momentFromLocal(local, this.market.timeZone));
    return day === this.today ? moments.filter((moment) => moment.at <= now) : moments;
  }

  private addOrder(batch: FactBatch, { ordered, sequence }: { ordered: Moment; sequence: number }): void {
    const { market, tools } = this;
    const buyer = this.chooseBuyer(batch);
    const order = makeOrder(tools, { name: market.orderName(sequence), ordered, ...buyer });
    batch.orders.push(order.fact);
    if (order.delivered && tools.random() < market.reviewShare) this.addReview(batch, order, order.delivered);
  }

  private chooseBuyer(batch: FactBatch): { customerExternalId: string; place: Place } {
    const { market, tools } = this;
    const isRegular = this.homes.length > 20 && tools.random() < market.regulars;
    const number = isRegular ? between(tools.random, 0, this.homes.length - 1) : this.homes.length;
    const place = this.homes[number] ?? this.pickPlace(tools.random);
    const customerExternalId = `${market.marketplace}-buyer-${number + 1}`;
    if (!isRegular) {
      this.homes.push(place);
      batch.customers.push({ externalId: customerExternalId, name: buyerName(number), ...place });
    }
    return { customerExternalId, place };
  }

  private addReview(batch: FactBatch, { fact, lines, isLate }: DemoOrder, delivered: Moment): void {
    const { market, tools } = this;
    // Of its own numbers: what a review says moves nothing else.
    const random = seededRandom(seedOf(`${market.marketplace} ${fact.externalId}`));
    const reviewed = momentFromInstant(new Date(delivered.at.getTime() + between(random, 6, 20 * 24) * (DAY_MS / 24)), market.timeZone);
    const [first, ...others] = lines;
    if (!first || reviewed.at > tools.now) return;
    const { product } = pick(random, [first, ...others]);
    batch.reviews.push({
      externalId: `${market.marketplace}-review-${fact.externalId}`,
      orderExternalId: fact.externalId,
      productExternalId: market.productId(product),
      customerExternalId: fact.customerExternalId ?? null,
      ...honestReview(random, { product, isLate }),
      verified: true,
      reviewed,
    });
  }
}

/** The best seller and the rest of the range in an order of the market's own, cut to what it lists. */
function listingsOf(market: DemoMarket): DemoProduct[] {
  const rank = (product: DemoProduct): number =>
    product.title === market.bestSeller ? -1 : (product.number * 37 + market.marketplace.length * 29) % 83;
  return [...DEMO_PRODUCTS].sort((a, b) => rank(a) - rank(b)).slice(0, market.listed);
}

/** Few products sell much: weight falls with the rank on this market, tastes shift it, the best seller stands out. */
function productPicker(market: DemoMarket, listed: readonly DemoProduct[]): (random: Random) => DemoProduct {
  return weightedPicker(
    listed.map((product, rank) => {
      const weight = (market.tastes[product.category] ?? 1) / (rank + 6) ** 0.8;
      return [product, product.title === market.bestSeller ? weight * 2.2 : weight] as const;
    }),
  );
}
