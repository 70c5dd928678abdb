import { dayOf, momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, Moment, OrderFact, OrderItemFact, OrderStatus } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import { companionOf, DEMO_CATEGORIES, type DemoProduct } from './catalog';
import type { DemoMarket } from './markets';
import type { Place } from './places';
import { seededRandom, type Random } from '@/core/math/random';
import { between, pick, seedOf } from './random';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface DemoLine {
  product: DemoProduct;
  item: OrderItemFact;
  grossMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
}

export interface OrderDraft {
  name: string;
  customerExternalId: string;
  place: Place;
  ordered: Moment;
}

export interface OrderTools {
  market: DemoMarket;
  random: Random;
  now: Date;
  pickProduct: (random: Random) => DemoProduct;
  /** What of the range is on this market. */
  isListed: (product: DemoProduct) => boolean;
  pickPayment: (random: Random) => string;
}

export interface DemoOrder {
  fact: OrderFact;
  lines: readonly DemoLine[];
  /** Null while on its way, or when it never was. */
  delivered: Moment | null;
  isLate: boolean;
}

/** Price of a product on a market, minor units of its currency, ending as prices there do. */
export function priceOn(market: DemoMarket, product: DemoProduct): bigint {
  const steps = Math.max(1, Math.round((product.priceCents * market.priceFactor) / market.priceStep));
  return BigInt(steps * market.priceStep - market.priceEnding);
}

/** One order with everything that has happened to it until now: edits, refunds, delivery, fees, payout. */
export function makeOrder(tools: OrderTools, draft: OrderDraft): DemoOrder {
  const { market, random, now } = tools;
  const lines = makeLines(tools, draft.customerExternalId);
  const book = new Booking(lines, draft.ordered);
  const goodsMinor = lines.reduce((sum, line) => sum + line.grossMinor - line.discountMinor, 0n);
  const shippingMinor = goodsMinor >= BigInt(market.freeShippingFrom) ? 0n : BigInt(market.shippingMinor);
  const feeMinor = ((goodsMinor + shippingMinor) * BigInt(market.feeBasisPoints) + 5_000n) / 10_000n + BigInt(market.feePerOrderMinor);
  book.sell(shippingMinor, feeMinor);

  const after = (ms: number): Moment => momentFromInstant(new Date(draft.ordered.at.getTime() + ms), market.timeZone);
  const hasHappened = (moment: Moment): boolean => moment.at <= now;
  const canceled = random() < market.cancelShare ? after(between(random, 1, 30) * HOUR_MS) : null;
  const route = deliveryOf(tools, after);
  const isCanceled = canceled !== null && hasHappened(canceled);
  const delivered = !isCanceled && hasHappened(route.delivered) ? route.delivered : null;
  const shipped = !isCanceled && hasHappened(route.shipped) ? route.shipped : null;
  const payout = after(market.payoutAfterDays * DAY_MS);
  let isReturned = false;
  if (isCanceled) book.cancel(canceled, shippingMinor, feeMinor);
  else {
    if (hasHappened(payout)) book.payOut(payout, goodsMinor + shippingMinor - feeMinor);
    if (delivered) isReturned = comeBack(tools, book, delivered);
  }
  const status: OrderStatus = isCanceled
    ? 'canceled'
    : isReturned
      ? 'returned'
      : delivered
        ? 'delivered'
        : shipped
          ? 'shipped'
          : isFresh(draft, now)
            ? 'pending'
            : 'processing';
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0n);
  const fact: OrderFact = {
    externalId: draft.name.replace('#', ''),
    name: draft.name,
    status,
    sourceStatus: status,
    currency: market.currency,
    ordered: draft.ordered,
    customerExternalId: draft.customerExternalId,
    shipCountry: draft.place.country,
    shipRegion: draft.place.region,
    shipCity: draft.place.city,
    items: book.items,
    ledger: book.ledger,
    payments: [
      { externalId: '1', method: tools.pickPayment(random), amountMinor: goodsMinor + shippingMinor + taxMinor, paid: draft.ordered },
    ],
    shipments: isCanceled
      ? []
      : [{ externalId: '1', carrier: pick(random, market.carriers), promised: route.promised, shipped, delivered }],
    sourceVersion: BigInt(book.lastEvent.getTime()),
  };
  return { fact, lines, delivered, isLate: delivered !== null && dayOf(delivered) > dayOf(route.promised) };
}

/** Of those who put something into the basket, how many add what goes together with it. */
const COMPANION_SHARE = 0.3;
/** How often a buyer takes what is not of the category he likes best, when he comes across it. */
const OTHER_SHARE = 0.4;
const MOST_LOOKS = 4;

/** What a buyer likes comes back from order to order: without it nothing could be recommended to anybody. */
function pickLiked({ random, pickProduct }: OrderTools, buyer: string): DemoProduct {
  const liked = pick(seededRandom(seedOf(buyer)), DEMO_CATEGORIES);
  let product = pickProduct(random);
  for (let looks = 1; looks < MOST_LOOKS && product.category !== liked && random() > OTHER_SHARE; looks += 1) product = pickProduct(random);
  return product;
}

function makeLines(tools: OrderTools, buyer: string): DemoLine[] {
  const { market, random, isListed } = tools;
  const drawn = random();
  const wanted = drawn < 0.62 ? 1 : drawn < 0.86 ? 2 : drawn < 0.96 ? 3 : 4;
  const products = new Set<DemoProduct>();
  while (products.size < wanted) {
    const product = pickLiked(tools, buyer);
    products.add(product);
    const companion = companionOf(product);
    if (companion && isListed(companion) && random() < COMPANION_SHARE) products.add(companion);
  }
  const percent = random() < market.discountShare ? BigInt(pick(random, [5, 10, 10, 15, 20])) : 0n;
  const goods = [...products].map((product, index) => {
    const units = random();
    const quantity = units < 0.84 ? 1 : units < 0.96 ? 2 : 3;
    const unitPriceMinor = priceOn(market, product);
    const item = {
      externalId: String(index + 1),
      productExternalId: market.productId(product),
      title: product.title,
      sku: market.sku(product),
      quantity,
      unitPriceMinor,
    };
    return { product, item, grossMinor: unitPriceMinor * BigInt(quantity) };
  });
  const gross = goods.map((line) => line.grossMinor);
  const total = gross.reduce((sum, amount) => sum + amount, 0n);
  const discounts = allocate((total * percent) / 100n, gross);
  return goods.map((line, index) => {
    const discountMinor = discounts[index] ?? 0n;
    return { ...line, discountMinor, taxMinor: ((line.grossMinor - discountMinor) * BigInt(market.taxPercent) + 50n) / 100n };
  });
}

function deliveryOf(
  { market, random }: OrderTools,
  after: (ms: number) => Moment,
): { promised: Moment; shipped: Moment; delivered: Moment } {
  const delay = random() < 0.07 ? between(random, 2, 8) : 0;
  const days = market.deliveryDays * (0.55 + 0.9 * random()) + delay;
  return {
    promised: after(market.promisedDays * DAY_MS),
    shipped: after(Math.min(days * 0.4, 0.3 + 1.6 * random()) * DAY_MS),
    delivered: after(days * DAY_MS),
  };
}

function isFresh({ ordered }: OrderDraft, now: Date): boolean {
  return now.getTime() - ordered.at.getTime() < 3 * HOUR_MS;
}

/** Refunds and exchanges after delivery. @returns whether all goods came back. */
function comeBack({ market, random, now, pickProduct }: OrderTools, book: Booking, delivered: Moment): boolean {
  const at = momentFromInstant(new Date(delivered.at.getTime() + between(random, 36, 18 * 24) * HOUR_MS), market.timeZone);
  const worst = Math.min(...book.lines.map((line) => line.product.quality));
  const drawn = random();
  if (at.at > now) return false;
  if (drawn < market.returnShare * (1 + (0.88 - worst) * 4)) {
    const isWhole = random() < 0.45;
    for (const line of isWhole ? book.lines : book.lines.slice(-1)) book.giveBack(line, { at, units: isWhole ? line.item.quantity : 1 });
    return isWhole || (book.lines.length === 1 && book.lines[0]?.item.quantity === 1);
  }
  if (drawn > 0.988) {
    const [line] = book.lines;
    const product = pickProduct(random);
    if (line) book.exchange(line, { at, product, market });
  }
  return false;
}

/** The ledger of an order as it grows. */
class Booking {
  readonly ledger: LedgerFact[] = [];
  readonly items: OrderItemFact[];
  readonly lines: readonly DemoLine[];
  lastEvent: Date;
  private readonly ordered: Moment;

  constructor(lines: readonly DemoLine[], ordered: Moment) {
    this.lines = lines;
    this.items = lines.map((line) => line.item);
    this.ordered = ordered;
    this.lastEvent = ordered.at;
  }

  sell(shippingMinor: bigint, feeMinor: bigint): void {
    for (const line of this.lines) {
      this.add('sale', 'SALE', { amountMinor: line.grossMinor, quantity: line.item.quantity, item: line.item, at: this.ordered });
      this.add('discount', 'DISCOUNT', { amountMinor: -line.discountMinor, item: line.item, at: this.ordered });
    }
    const taxMinor = this.lines.reduce((sum, line) => sum + line.taxMinor, 0n);
    this.add('tax', 'TAX', { amountMinor: taxMinor, at: this.ordered });
    this.add('shipping', 'SHIPPING', { amountMinor: shippingMinor, at: this.ordered });
    this.add('fee', 'FEE', { amountMinor: -feeMinor, at: this.ordered });
  }

  payOut(at: Moment, amountMinor: bigint): void {
    this.add('payout', 'PAYOUT', { amountMinor, at });
  }

  cancel(at: Moment, shippingMinor: bigint, feeMinor: bigint): void {
    for (const line of this.lines) this.takeBack('cancel', line, { at, units: line.item.quantity });
    this.add('cancel-shipping', 'SHIPPING', { amountMinor: -shippingMinor, at });
    this.add('cancel-fee', 'FEE', { amountMinor: feeMinor, at });
  }

  /** A refund: the buyer gets the price paid and the tax of the units; the marketplace keeps it from a later payout. */
  giveBack(line: DemoLine, { at, units }: { at: Moment; units: number }): void {
    const amountMinor = this.takeBack('refund', line, { at, units });
    this.add('refund-payout', 'PAYOUT', { amountMinor, item: line.item, at });
  }

  /** One unit comes back and another product goes out, on a day after the order. */
  exchange(line: DemoLine, { at, product, market }: { at: Moment; product: DemoProduct; market: DemoMarket }): void {
    this.takeBack('exchange', line, { at, units: 1 });
    const unitPriceMinor = priceOn(market, product);
    const item = {
      externalId: 'exchange-1',
      productExternalId: market.productId(product),
      title: product.title,
      sku: market.sku(product),
      quantity: 1,
      unitPriceMinor,
    };
    this.items.push(item);
    this.add('sale', 'SALE', { amountMinor: unitPriceMinor, quantity: 1, item, at });
  }

  private takeBack(event: string, line: DemoLine, { at, units }: { at: Moment; units: number }): bigint {
    const share = (amount: bigint): bigint => (amount * BigInt(units)) / BigInt(line.item.quantity);
    const amountMinor = -share(line.grossMinor - line.discountMinor);
    this.add(event, 'RETURN', { amountMinor, quantity: -units, item: line.item, at });
    this.add(`${event}-tax`, 'TAX', { amountMinor: -share(line.taxMinor), item: line.item, at });
    return amountMinor;
  }

  private add(event: string, kind: LedgerKind, entry: { amountMinor: bigint; quantity?: number; item?: OrderItemFact; at: Moment }): void {
    const { amountMinor, quantity = 0, item, at } = entry;
    if (amountMinor === 0n && quantity === 0) return;
    if (at.at > this.lastEvent) this.lastEvent = at.at;
    const sourceEventId = item ? `${event}-${item.externalId}` : event;
    this.ledger.push({
      sourceEventId,
      kind,
      amountMinor,
      quantity,
      itemExternalId: item?.externalId ?? null,
      productExternalId: item?.productExternalId ?? null,
      occurred: at,
      processed: at,
    });
  }
}
