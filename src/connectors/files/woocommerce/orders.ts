import type { OrderItemFact, OrderStatus } from '@/core/model/facts';
import { bookOrder, type BookedLine } from '../book-order';
import { toCountry } from '../countries';
import type { FactSink, FormatOptions } from '../contract';
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
  optionalMoment,
  requiredCell,
  RowProblem,
  type SourceRow,
} from '../row';

const STATUSES: Readonly<Record<string, OrderStatus>> = {
  completed: 'delivered',
  processing: 'processing',
  'on hold': 'pending',
  pending: 'pending',
  'pending payment': 'pending',
  cancelled: 'canceled',
  failed: 'canceled',
  refunded: 'returned',
};

const NET_QUANTITY = 'Quantity (- Refund)';

export class WooOrdersReader {
  private readonly options: FormatOptions;
  private readonly products: FirstSeen;
  private readonly people = new FirstSeen();
  private readonly groups = new OrderGroups(1, (orderId, rows, sink) => this.close(orderId, rows, sink));

  constructor(options: FormatOptions, products: FirstSeen) {
    this.options = options;
    this.products = products;
  }

  read(row: SourceRow, sink: FactSink): void {
    this.groups.add(idCell(row, 'Order Number'), row, sink);
  }

  end(sink: FactSink): void {
    this.groups.closeAll(sink);
  }

  private close(orderId: string, rows: readonly SourceRow[], sink: FactSink): void {
    const [first] = rows;
    if (!first) return;
    try {
      this.writeOrder(orderId, { first, rows }, sink);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      for (const row of rows) sink.reject(row, error.column, `${error.message}; order ${orderId} was left out with all its lines`);
    }
  }

  private writeOrder(orderId: string, { first, rows }: { first: SourceRow; rows: readonly SourceRow[] }, sink: FactSink): void {
    const currency = currencyCell(first, 'Order Currency', this.options.currency);
    const ordered = momentCell(first, 'Order Date', this.options);
    const paid = optionalMoment(first, 'Paid Date', this.options);
    const sourceStatus = requiredCell(first, 'Order Status');
    const status = STATUSES[sourceStatus.toLowerCase().replace(/^wc-/, '').replace('-', ' ')] ?? 'processing';
    const isNetOfRefund = !first.columns.has('quantity');
    const refundMinor = moneyOrZero(first, 'Order Refund Amount', currency);
    const totalMinor = optionalMoney(first, 'Order Total Amount', currency);
    const lines = this.readLines(rows, { orderId, currency }, sink);
    const ledger = bookOrder({
      ordered,
      lines: lines.booked,
      orderDiscountMinor: moneyOrZero(first, 'Cart Discount Amount', currency),
      shippingMinor: moneyOrZero(first, 'Order Shipping Amount', currency),
      taxMinor: moneyOrZero(first, 'Order Total Tax Amount', currency),
      dutyMinor: 0n,
      isTaxIncluded: false,
      totalMinor: totalMinor !== null && isNetOfRefund ? totalMinor - refundMinor : totalMinor,
      refund: !isNetOfRefund && refundMinor > 0n ? { amountMinor: refundMinor, at: ordered } : null,
      canceled: status === 'canceled' ? ordered : null,
    });
    sink.order({
      externalId: orderId,
      name: `#${orderId}`,
      status,
      sourceStatus,
      currency,
      ordered,
      customerExternalId: this.writeCustomer(first, sink),
      shipCountry: toCountry(cell(first, 'Country Code (Shipping)') || cell(first, 'Country Code (Billing)')),
      shipRegion: cell(first, 'State Code (Shipping)') || cell(first, 'State Code (Billing)') || null,
      shipCity: cell(first, 'City (Shipping)') || cell(first, 'City (Billing)') || null,
      items: lines.items,
      ledger,
      payments:
        totalMinor !== null && (paid || status === 'delivered')
          ? [{ externalId: '1', method: cell(first, 'Payment Method Title') || 'unknown', amountMinor: totalMinor, paid }]
          : [],
      shipments: [],
      sourceVersion: 0n,
    });
  }

  private writeCustomer(first: SourceRow, sink: FactSink): string | null {
    const email = cell(first, 'Email (Billing)').toLowerCase();
    if (email === '') return null;
    if (this.people.isNew(email)) {
      const name = [cell(first, 'First Name (Billing)'), cell(first, 'Last Name (Billing)')].filter(Boolean).join(' ');
      const country = toCountry(cell(first, 'Country Code (Billing)'));
      sink.customer({
        externalId: email,
        email,
        name: name || null,
        country,
        region: cell(first, 'State Code (Billing)') || null,
        city: cell(first, 'City (Billing)') || null,
      });
    }
    return email;
  }

  private readLines(
    rows: readonly SourceRow[],
    order: { orderId: string; currency: string },
    sink: FactSink,
  ): { items: OrderItemFact[]; booked: BookedLine[] } {
    const items: OrderItemFact[] = [];
    const booked: BookedLine[] = [];
    for (const [index, row] of rows.entries()) {
      if (cell(row, 'Item Name') === '') continue; // an order without lines
      try {
        const line = readLine(row, { externalId: cell(row, 'Item #') || String(index + 1), currency: order.currency });
        if (items.some((item) => item.externalId === line.item.externalId))
          line.item.externalId = line.booked.externalId = `row-${index + 1}`;
        items.push(line.item);
        booked.push(line.booked);
        const { productExternalId, title, sku } = line.item;
        if (productExternalId && this.products.isNew(productExternalId))
          sink.product({ externalId: productExternalId, title, ...(sku ? { sku } : {}) });
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        sink.reject(
          row,
          error.column,
          `${error.message}; the line was left out, the rest of order ${order.orderId} was loaded and the difference to its total is an adjustment`,
        );
      }
    }
    return { items, booked };
  }
}

function readLine(
  row: SourceRow,
  { externalId, currency }: { externalId: string; currency: string },
): { item: OrderItemFact; booked: BookedLine } {
  const title = requiredCell(row, 'Item Name');
  const sku = cell(row, 'SKU');
  const column = row.columns.has('quantity') ? 'Quantity' : NET_QUANTITY;
  const quantity = integerCell(row, column);
  if (quantity < 0) throw new RowProblem(column, `"${quantity}" is negative`);
  const productExternalId = productKey(sku, title);
  const grossMinor = lineAmount(row, 'Item Cost', { quantity, currency });
  return {
    item: { externalId, productExternalId, title, sku: sku || null, quantity, unitPriceMinor: moneyCell(row, 'Item Cost', currency) },
    booked: { externalId, productExternalId, quantity, grossMinor, discountMinor: 0n },
  };
}
