import type { LedgerFact, Moment, OrderFact, OrderItemFact, OrderStatus, PaymentFact } from '@/core/model/facts';
import type { FactSink, FileMapper, FormatOptions } from '../contract';
import { FirstSeen } from '../names';
import { idCell, integerCell, moneyCell, momentCell, optionalCell, optionalMoment, requiredCell, RowProblem, type SourceRow } from '../row';

const STATUSES: Readonly<Record<string, OrderStatus>> = {
  created: 'pending',
  approved: 'approved',
  invoiced: 'invoiced',
  processing: 'processing',
  shipped: 'shipped',
  delivered: 'delivered',
  canceled: 'canceled',
  unavailable: 'unavailable',
};

interface Line {
  externalId: string;
  productId: string;
  sellerId: string;
  priceMinor: bigint;
  freightMinor: bigint;
}

interface Paid {
  externalId: string;
  method: string;
  installments: number;
  amountMinor: bigint;
}

const FIELD = '\t';
const RECORD = '\n';

/**
 * The side tables come first and are kept as one short string per order: ids and amounts only, about 120 bytes a line,
 * so that a hundred thousand orders need some tens of megabytes. Orders then stream through.
 */
export class OlistMapper implements FileMapper {
  private readonly options: FormatOptions;
  private readonly english = new Map<string, string>();
  private readonly sellerStates = new Map<string, string>();
  private readonly customers = new Map<string, string>();
  private readonly people = new FirstSeen();
  private readonly lines = new Map<string, string>();
  private readonly payments = new Map<string, string>();
  private readonly orders = new Set<string>();

  constructor(options: FormatOptions) {
    this.options = options;
  }

  read(roleId: string, row: SourceRow, sink: FactSink): void {
    switch (roleId) {
      case 'translation':
        this.english.set(requiredCell(row, 'product_category_name'), requiredCell(row, 'product_category_name_english'));
        return;
      case 'products':
        return this.readProduct(row, sink);
      case 'sellers':
        this.sellerStates.set(idCell(row, 'seller_id'), requiredCell(row, 'seller_state'));
        return;
      case 'customers':
        return this.readCustomer(row, sink);
      case 'items':
        return this.readLine(row);
      case 'payments':
        return this.readPayment(row);
      case 'orders':
        return this.readOrder(row, sink);
      default:
        return this.readReview(row, sink);
    }
  }

  end(roleId: string, sink: FactSink): void {
    if (roleId !== 'orders') return;
    for (const [table, ids] of [
      ['order_items', this.lines],
      ['order_payments', this.payments],
    ] as const) {
      for (const orderId of ids.keys())
        if (!this.orders.has(orderId)) sink.note(`An order of ${table} is not in the orders file; its rows were left out.`);
      ids.clear();
    }
  }

  private readProduct(row: SourceRow, sink: FactSink): void {
    const externalId = idCell(row, 'product_id');
    const name = optionalCell(row, 'product_category_name');
    sink.product({ externalId, title: externalId, category: name === null ? null : (this.english.get(name) ?? name) });
  }

  private readCustomer(row: SourceRow, sink: FactSink): void {
    const externalId = idCell(row, 'customer_unique_id');
    const region = optionalCell(row, 'customer_state');
    const city = optionalCell(row, 'customer_city');
    this.customers.set(idCell(row, 'customer_id'), [externalId, region ?? '', city ?? ''].join(FIELD));
    if (this.people.isNew(externalId)) sink.customer({ externalId, country: 'BR', region, city });
  }

  private readLine(row: SourceRow): void {
    const { currency } = this.options;
    const fields = [
      idCell(row, 'order_item_id'),
      idCell(row, 'product_id'),
      idCell(row, 'seller_id'),
      moneyCell(row, 'price', currency),
      moneyCell(row, 'freight_value', currency),
    ];
    append(this.lines, idCell(row, 'order_id'), fields.join(FIELD));
  }

  private readPayment(row: SourceRow): void {
    const fields = [
      idCell(row, 'payment_sequential'),
      requiredCell(row, 'payment_type'),
      integerCell(row, 'payment_installments'),
      moneyCell(row, 'payment_value', this.options.currency),
    ];
    append(this.payments, idCell(row, 'order_id'), fields.join(FIELD));
  }

  private readOrder(row: SourceRow, sink: FactSink): void {
    const externalId = idCell(row, 'order_id');
    const sourceStatus = requiredCell(row, 'order_status');
    const status = STATUSES[sourceStatus];
    if (status === undefined) throw new RowProblem('order_status', `"${sourceStatus}" is not a known state`);
    const ordered = momentCell(row, 'order_purchase_timestamp', this.options);
    const approved = optionalMoment(row, 'order_approved_at', this.options);
    const promised = optionalMoment(row, 'order_estimated_delivery_date', this.options);
    const shipped = optionalMoment(row, 'order_delivered_carrier_date', this.options);
    const delivered = optionalMoment(row, 'order_delivered_customer_date', this.options);
    const [customerExternalId, region, city] = (this.customers.get(idCell(row, 'customer_id')) ?? '').split(FIELD);
    if (!customerExternalId) sink.note('An order names a customer that is not in the customers file; it was loaded without one.');
    const lines = parseLines(this.lines.get(externalId));
    this.orders.add(externalId);
    const order: OrderFact = {
      externalId,
      status,
      sourceStatus,
      currency: this.options.currency,
      ordered,
      customerExternalId: customerExternalId || null,
      shipCountry: 'BR',
      shipRegion: region || null,
      shipCity: city || null,
      items: lines.map((line) => this.toItem(line)),
      ledger: lines.flatMap((line) => toEntries(line, ordered, status === 'canceled' || status === 'unavailable')),
      payments: parsePayments(this.payments.get(externalId), approved),
      shipments: [{ externalId: '1', promised, shipped, delivered }],
      sourceVersion: 0n,
    };
    sink.order(order);
  }

  private toItem(line: Line): OrderItemFact {
    return {
      externalId: line.externalId,
      productExternalId: line.productId,
      title: line.productId,
      quantity: 1,
      unitPriceMinor: line.priceMinor,
      sellerExternalId: line.sellerId,
      sellerRegion: this.sellerStates.get(line.sellerId) ?? null,
    };
  }

  private readReview(row: SourceRow, sink: FactSink): void {
    const orderExternalId = idCell(row, 'order_id');
    const score = integerCell(row, 'review_score');
    if (score < 1 || score > 5) throw new RowProblem('review_score', `"${score}" is not from 1 to 5`);
    const reviewed = momentCell(row, 'review_creation_date', this.options);
    const externalId = `${idCell(row, 'review_id')}:${orderExternalId}`;
    if (!this.orders.has(orderExternalId)) {
      sink.note('A review belongs to an order that is not in the orders file; it was left out.');
      return;
    }
    sink.review({
      externalId,
      orderExternalId,
      score,
      title: optionalCell(row, 'review_comment_title'),
      body: optionalCell(row, 'review_comment_message'),
      reviewed,
    });
  }
}

function toEntries(line: Line, ordered: Moment, isTakenBack: boolean): LedgerFact[] {
  const common = { itemExternalId: line.externalId, productExternalId: line.productId, occurred: ordered, processed: ordered };
  const entries: LedgerFact[] = [
    { sourceEventId: `item-${line.externalId}-sale`, kind: 'SALE', amountMinor: line.priceMinor, quantity: 1, ...common },
    { sourceEventId: `item-${line.externalId}-freight`, kind: 'SHIPPING', amountMinor: line.freightMinor, quantity: 0, ...common },
  ];
  if (isTakenBack) {
    entries.push({
      sourceEventId: `item-${line.externalId}-return`,
      kind: 'RETURN',
      amountMinor: -line.priceMinor,
      quantity: -1,
      ...common,
    });
    entries.push({
      sourceEventId: `item-${line.externalId}-freight-return`,
      kind: 'SHIPPING',
      amountMinor: -line.freightMinor,
      quantity: 0,
      ...common,
    });
  }
  return entries.filter((entry) => entry.amountMinor !== 0n || entry.quantity !== 0);
}

function append(table: Map<string, string>, orderId: string, record: string): void {
  const before = table.get(orderId);
  table.set(orderId, before === undefined ? record : before + RECORD + record);
}

/** Rows of the side table of one order; of rows with one number the last counts. */
function records(text: string | undefined): string[][] {
  const byNumber = new Map<string, string[]>();
  for (const record of text?.split(RECORD) ?? []) {
    const fields = record.split(FIELD);
    byNumber.set(fields[0] ?? '', fields);
  }
  return [...byNumber.values()];
}

function parseLines(text: string | undefined): Line[] {
  return records(text).map(([externalId = '', productId = '', sellerId = '', price = '0', freight = '0']) => ({
    externalId,
    productId,
    sellerId,
    priceMinor: BigInt(price),
    freightMinor: BigInt(freight),
  }));
}

function parsePayments(text: string | undefined, paid: Moment | null): PaymentFact[] {
  const payments: Paid[] = records(text).map(([externalId = '', method = '', installments = '0', amount = '0']) => ({
    externalId,
    method,
    installments: Number(installments),
    amountMinor: BigInt(amount),
  }));
  return payments.map((payment) => ({ ...payment, paid }));
}
