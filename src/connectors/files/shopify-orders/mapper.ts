import type { Moment, OrderItemFact, OrderStatus } from '@/core/model/facts';
import { bookOrder, type BookedLine, type OrderParts } from '../book-order';
import { toCountry } from '../countries';
import type { FactSink, FileMapper, FormatOptions } from '../contract';
import { FirstSeen, productKey } from '../names';
import { OrderGroups } from '../order-groups';
import {
  cell,
  currencyCell,
  idCell,
  integerCell,
  lineAmount,
  moneyCell,
  moneyOrZero,
  momentCell,
  optionalCell,
  optionalMoment,
  optionalMoney,
  requiredCell,
  RowProblem,
  type SourceRow,
} from '../row';

interface Lines {
  items: OrderItemFact[];
  booked: BookedLine[];
}

interface Sums {
  discount: bigint;
  subtotal: bigint | null;
  shipping: bigint;
  tax: bigint;
  duty: bigint;
  total: bigint;
}

export class ShopifyOrdersMapper implements FileMapper {
  private readonly options: FormatOptions;
  private readonly groups = new OrderGroups(1, (name, rows, sink) => this.close(name, rows, sink));
  private readonly people = new FirstSeen();
  private readonly products = new FirstSeen();

  constructor(options: FormatOptions) {
    this.options = options;
  }

  read(_roleId: string, row: SourceRow, sink: FactSink): void {
    this.groups.add(idCell(row, 'Name'), row, sink);
  }

  end(_roleId: string, sink: FactSink): void {
    this.groups.closeAll(sink);
  }

  /** A problem in the order's own columns leaves out the whole order; one in a line leaves out that line. */
  private close(name: string, rows: readonly SourceRow[], sink: FactSink): void {
    const [first] = rows;
    if (!first) return;
    try {
      this.writeOrder(name, { first, rows }, sink);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      for (const row of rows) sink.reject(row, error.column, `${error.message}; order ${name} was left out with all its lines`);
    }
  }

  private writeOrder(name: string, { first, rows }: { first: SourceRow; rows: readonly SourceRow[] }, sink: FactSink): void {
    const clock = { ...this.options, keepsStatedClock: true };
    const currency = currencyCell(first, 'Currency', this.options.currency);
    const ordered = momentCell(first, 'Created at', clock);
    const paid = optionalMoment(first, 'Paid at', clock);
    const fulfilled = optionalMoment(first, 'Fulfilled at', clock);
    const canceled = optionalMoment(first, 'Cancelled at', clock);
    const sums = readSums(first, currency);
    const refunded = moneyOrZero(first, 'Refunded Amount', currency);
    const lines = readLines(rows, { name, currency }, sink);
    const refund = refunded > 0n ? { amountMinor: refunded, at: paid ?? ordered } : null;
    const customer = this.writeCustomer(first, sink);
    this.writeProducts(lines, first, sink);
    sink.order({
      externalId: cell(first, 'Id') || name,
      name,
      status: statusOf(first, { canceled, fulfilled, paid }),
      sourceStatus: [cell(first, 'Financial Status'), cell(first, 'Fulfillment Status')].filter(Boolean).join(' / ') || 'unknown',
      currency,
      ordered,
      customerExternalId: customer,
      shipCountry: toCountry(cell(first, 'Shipping Country') || cell(first, 'Billing Country')),
      shipRegion: optionalCell(first, 'Shipping Province') ?? optionalCell(first, 'Billing Province'),
      shipCity: optionalCell(first, 'Shipping City') ?? optionalCell(first, 'Billing City'),
      items: lines.items,
      ledger: bookOrder(toParts(lines, sums, { ordered, canceled, refund })),
      payments: paid ? [{ externalId: '1', method: cell(first, 'Payment Method') || 'unknown', amountMinor: sums.total, paid }] : [],
      shipments: fulfilled ? [{ externalId: '1', shipped: fulfilled }] : [],
      sourceVersion: 0n,
    });
  }

  private writeCustomer(first: SourceRow, sink: FactSink): string | null {
    const email = cell(first, 'Email').toLowerCase();
    if (email === '') return null;
    if (this.people.isNew(email)) {
      const [country, region, city] = [
        toCountry(cell(first, 'Billing Country')),
        optionalCell(first, 'Billing Province'),
        optionalCell(first, 'Billing City'),
      ];
      sink.customer({ externalId: email, email, name: optionalCell(first, 'Billing Name'), country, region, city });
    }
    return email;
  }

  private writeProducts(lines: Lines, first: SourceRow, sink: FactSink): void {
    for (const item of lines.items) {
      const externalId = item.productExternalId;
      if (!externalId || !this.products.isNew(externalId)) continue;
      const vendor = optionalCell(first, 'Vendor');
      sink.product({ externalId, title: item.title, ...(item.sku ? { sku: item.sku } : {}), ...(vendor ? { vendor } : {}) });
    }
  }
}

function readSums(row: SourceRow, currency: string): Sums {
  return {
    discount: moneyOrZero(row, 'Discount Amount', currency),
    subtotal: optionalMoney(row, 'Subtotal', currency),
    shipping: moneyOrZero(row, 'Shipping', currency),
    tax: moneyOrZero(row, 'Taxes', currency),
    duty: moneyOrZero(row, 'Duties', currency),
    total: moneyCell(row, 'Total', currency),
  };
}

function readLines(rows: readonly SourceRow[], order: { name: string; currency: string }, sink: FactSink): Lines {
  const lines: Lines = { items: [], booked: [] };
  for (const [index, row] of rows.entries()) {
    if (cell(row, 'Lineitem name') === '' && cell(row, 'Lineitem quantity') === '') continue; // further payments of the order
    try {
      addLine(lines, row, { externalId: String(index + 1), currency: order.currency });
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      sink.reject(
        row,
        error.column,
        `${error.message}; the line was left out, the rest of order ${order.name} was loaded and the difference to its total is an adjustment`,
      );
    }
  }
  return lines;
}

function addLine(lines: Lines, row: SourceRow, { externalId, currency }: { externalId: string; currency: string }): void {
  const title = requiredCell(row, 'Lineitem name');
  const sku = cell(row, 'Lineitem sku');
  const quantity = integerCell(row, 'Lineitem quantity');
  if (quantity < 0) throw new RowProblem('Lineitem quantity', `"${quantity}" is negative`);
  const productExternalId = productKey(sku, title);
  const grossMinor = lineAmount(row, 'Lineitem price', { quantity, currency });
  const discountMinor = moneyOrZero(row, 'Lineitem discount', currency);
  lines.items.push({
    externalId,
    productExternalId,
    title,
    sku: sku || null,
    quantity,
    unitPriceMinor: moneyCell(row, 'Lineitem price', currency),
  });
  lines.booked.push({ externalId, productExternalId, quantity, grossMinor, discountMinor });
}

function toParts(lines: Lines, sums: Sums, when: Pick<OrderParts, 'ordered' | 'canceled' | 'refund'>): OrderParts {
  const gross = lines.booked.reduce((sum, line) => sum + line.grossMinor, 0n);
  const ownDiscount = lines.booked.reduce((sum, line) => sum + line.discountMinor, 0n);
  const orderDiscountMinor = orderDiscount(sums, gross, ownDiscount);
  const withoutTax = gross - ownDiscount - orderDiscountMinor + sums.shipping + sums.duty;
  return {
    ...when,
    lines: lines.booked,
    orderDiscountMinor,
    shippingMinor: sums.shipping,
    taxMinor: sums.tax,
    dutyMinor: sums.duty,
    isTaxIncluded: sums.tax !== 0n && withoutTax === sums.total,
    totalMinor: sums.total,
  };
}

/** Discount Amount contains the lines' own discounts in some exports and the shipping discount in others; Subtotal settles it. */
function orderDiscount(sums: Sums, gross: bigint, ownDiscount: bigint): bigint {
  const stated = sums.discount;
  if (sums.subtotal !== null) {
    const taken = gross - sums.subtotal - ownDiscount;
    if (taken >= 0n && taken <= stated) return taken;
  }
  return stated <= gross - ownDiscount ? stated : 0n;
}

function statusOf(row: SourceRow, when: { canceled: Moment | null; fulfilled: Moment | null; paid: Moment | null }): OrderStatus {
  if (when.canceled) return 'canceled';
  if (cell(row, 'Financial Status').toLowerCase() === 'refunded') return 'returned';
  const fulfillment = cell(row, 'Fulfillment Status').toLowerCase();
  if (fulfillment === 'fulfilled' || (fulfillment === '' && when.fulfilled)) return 'shipped';
  if (fulfillment === 'partial') return 'processing';
  return when.paid ? 'approved' : 'pending';
}
