import type { LedgerFact, Moment, OrderItemFact, OrderStatus } from '@/core/model/facts';
import { bookOrder, type BookedLine } from '../book-order';
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
  optionalMoney,
  RowProblem,
  type SourceRow,
} from '../row';

const OPEN_ORDERS = 2_000;

const STATUS_WORDS: readonly (readonly [RegExp, OrderStatus])[] = [
  [/cancel|void|failed|declined/i, 'canceled'],
  [/refund|return/i, 'returned'],
  [/deliver|complete|closed/i, 'delivered'],
  [/ship|fulfil|dispatch|sent/i, 'shipped'],
  [/pending|unpaid|hold|await|open|new/i, 'pending'],
  [/paid|approved|confirmed/i, 'approved'],
];

interface ReadLine {
  item: OrderItemFact;
  /** Null for a line that is itself a return. */
  booked: BookedLine | null;
  amountMinor: bigint;
  taxMinor: bigint;
  shippingMinor: bigint;
  category: string;
}

export class GenericMapper implements FileMapper {
  private readonly options: FormatOptions;
  private readonly groups = new OrderGroups(OPEN_ORDERS, (orderId, rows, sink) => this.close(orderId, rows, sink));
  private readonly people = new FirstSeen();
  private readonly products = new FirstSeen();
  private readonly closed = new Set<string>();

  constructor(options: FormatOptions) {
    this.options = options;
  }

  read(_roleId: string, row: SourceRow, sink: FactSink): void {
    const orderId = idCell(row, this.column('orderId'));
    if (this.closed.has(orderId))
      throw new RowProblem(
        this.column('orderId'),
        `order ${orderId} was already written ${OPEN_ORDERS} orders above; sort the file by order`,
      );
    // Read everything once here, so that a bad row is rejected alone and its order goes on without it.
    this.readLine(row, '1');
    this.readMoment(row);
    const currency = this.currencyOf(row);
    for (const field of ['orderDiscount', 'orderShipping', 'orderTax', 'orderRefund']) this.money(row, field, currency);
    this.groups.add(orderId, row, sink);
  }

  end(_roleId: string, sink: FactSink): void {
    this.groups.closeAll(sink);
  }

  private close(orderId: string, rows: readonly SourceRow[], sink: FactSink): void {
    const [first] = rows;
    if (!first) return;
    this.closed.add(orderId);
    const currency = this.currencyOf(first);
    const ordered = this.readMoment(first);
    const lines = rows.map((row, index) => this.readLine(row, String(index + 1)));
    const sourceStatus = this.text(first, 'status');
    const status = statusOf(sourceStatus, lines);
    const refundMinor = this.firstStated(rows, 'orderRefund', currency);
    const ledger = bookOrder({
      ordered,
      lines: lines.flatMap((line) => line.booked ?? []),
      orderDiscountMinor: absolute(this.firstStated(rows, 'orderDiscount', currency)),
      shippingMinor: this.firstStated(rows, 'orderShipping', currency) + sum(lines.map((line) => line.shippingMinor)),
      taxMinor: this.firstStated(rows, 'orderTax', currency) + sum(lines.map((line) => line.taxMinor)),
      dutyMinor: 0n,
      isTaxIncluded: false,
      totalMinor: null,
      refund: refundMinor === 0n ? null : { amountMinor: absolute(refundMinor), at: ordered },
      canceled: status === 'canceled' ? ordered : null,
    });
    if (status !== 'canceled') ledger.push(...lines.flatMap((line) => (line.booked ? [] : returnEntry(line, ordered))));
    const method = this.text(first, 'paymentMethod');
    sink.order({
      externalId: orderId,
      name: orderId,
      status,
      sourceStatus: sourceStatus || 'not stated',
      currency,
      ordered,
      customerExternalId: this.writeCustomer(first, sink),
      shipCountry: toCountry(this.text(first, 'country')),
      shipRegion: this.text(first, 'region') || null,
      shipCity: this.text(first, 'city') || null,
      items: lines.map((line) => line.item),
      ledger,
      payments: method === '' ? [] : [{ externalId: '1', method, amountMinor: sum(ledger.map((entry) => entry.amountMinor)), paid: null }],
      shipments: [],
      sourceVersion: 0n,
    });
    for (const line of lines) this.writeProduct(line, sink);
  }

  private readLine(row: SourceRow, externalId: string): ReadLine {
    const currency = this.currencyOf(row);
    const quantity = this.has('quantity') && this.text(row, 'quantity') !== '' ? integerCell(row, this.column('quantity')) : 1;
    const amountMinor = this.has('lineTotal')
      ? moneyCell(row, this.column('lineTotal'), currency)
      : lineAmount(row, this.column('unitPrice'), { quantity, currency });
    const unitPriceMinor = this.has('unitPrice')
      ? moneyCell(row, this.column('unitPrice'), currency)
      : quantity === 0
        ? 0n
        : amountMinor / BigInt(quantity);
    const sku = this.text(row, 'sku');
    const title = this.text(row, 'productTitle') || sku || this.text(row, 'productId');
    const productExternalId = this.text(row, 'productId') || (title === '' ? null : productKey(sku, title));
    const discountMinor = absolute(this.money(row, 'lineDiscount', currency));
    const isReturn = quantity < 0 || amountMinor < 0n;
    return {
      item: { externalId, productExternalId, title: title || 'Order line', sku: sku || null, quantity, unitPriceMinor },
      booked: isReturn ? null : { externalId, productExternalId, quantity, grossMinor: amountMinor, discountMinor },
      amountMinor: isReturn ? amountMinor + discountMinor : amountMinor,
      taxMinor: this.money(row, 'lineTax', currency),
      shippingMinor: this.money(row, 'lineShipping', currency),
      category: this.text(row, 'category'),
    };
  }

  private readMoment(row: SourceRow): Moment {
    const stated = this.options.mapping['dateOrder'];
    const dateOrder = stated === 'dmy' || (stated === undefined && row.decimal === ',') ? 'dmy' : 'mdy';
    return momentCell(row, this.column('orderedAt'), { timeZone: this.options.timeZone, dateOrder });
  }

  private writeCustomer(row: SourceRow, sink: FactSink): string | null {
    const email = this.text(row, 'customerEmail').toLowerCase();
    const externalId = this.text(row, 'customerId') || email;
    if (externalId === '') return null;
    if (this.people.isNew(externalId)) {
      const country = toCountry(this.text(row, 'country'));
      const [name, region, city] = [
        this.text(row, 'customerName') || null,
        this.text(row, 'region') || null,
        this.text(row, 'city') || null,
      ];
      sink.customer({ externalId, name, email: email || null, country, region, city });
    }
    return externalId;
  }

  private writeProduct({ item, category }: ReadLine, sink: FactSink): void {
    const externalId = item.productExternalId;
    if (!externalId || !this.products.isNew(externalId)) return;
    sink.product({ externalId, title: item.title, ...(item.sku ? { sku: item.sku } : {}), ...(category ? { category } : {}) });
  }

  private has(field: string): boolean {
    return this.options.mapping[field] !== undefined;
  }

  private column(field: string): string {
    return this.options.mapping[field] ?? field;
  }

  private text(row: SourceRow, field: string): string {
    return this.has(field) ? cell(row, this.column(field)) : '';
  }

  private money(row: SourceRow, field: string, currency: string): bigint {
    return this.has(field) ? moneyOrZero(row, this.column(field), currency) : 0n;
  }

  private currencyOf(row: SourceRow): string {
    return this.has('currency') ? currencyCell(row, this.column('currency'), this.options.currency) : this.options.currency;
  }

  private firstStated(rows: readonly SourceRow[], field: string, currency: string): bigint {
    if (!this.has(field)) return 0n;
    for (const row of rows) {
      const amount = optionalMoney(row, this.column(field), currency);
      if (amount !== null) return amount;
    }
    return 0n;
  }
}

function statusOf(sourceStatus: string, lines: readonly ReadLine[]): OrderStatus {
  if (sourceStatus !== '') return STATUS_WORDS.find(([words]) => words.test(sourceStatus))?.[1] ?? 'processing';
  return lines.every((line) => line.booked === null) ? 'returned' : 'invoiced';
}

function returnEntry({ item, amountMinor }: ReadLine, ordered: Moment): LedgerFact {
  const { externalId, productExternalId, quantity } = item;
  return {
    sourceEventId: `line-${externalId}-return`,
    kind: 'RETURN',
    amountMinor: -absolute(amountMinor),
    quantity: quantity < 0 ? quantity : -quantity,
    itemExternalId: externalId,
    productExternalId: productExternalId ?? null,
    occurred: ordered,
    processed: ordered,
  };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
