import type { Moment, OrderItemFact } from '@/core/model/facts';
import { bookOrder, type BookedLine } from '../book-order';
import { toCountry } from '../countries';
import type { FactSink, FileMapper, FormatOptions } from '../contract';
import { FirstSeen, plainText } from '../names';
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
  requiredCell,
  RowProblem,
  type SourceRow,
} from '../row';

/** Rows of an order stand together in the export; a sorted file may part them a little. */
const OPEN_ORDERS = 200;

export class EtsySoldItemsMapper implements FileMapper {
  private readonly options: FormatOptions;
  private readonly groups = new OrderGroups(OPEN_ORDERS, (orderId, rows, sink) => this.close(orderId, rows, sink));
  private readonly people = new FirstSeen();
  private readonly listings = new FirstSeen();

  constructor(options: FormatOptions) {
    this.options = options;
  }

  read(_roleId: string, row: SourceRow, sink: FactSink): void {
    // Read everything once here, so that a bad row is rejected alone and its order goes on without it.
    readLine(row, currencyCell(row, 'Currency', this.options.currency));
    this.readDates(row);
    this.groups.add(idCell(row, 'Order ID'), row, sink);
  }

  end(_roleId: string, sink: FactSink): void {
    this.groups.closeAll(sink);
  }

  private readDates(row: SourceRow): { sold: Moment; paid: Moment | null; shipped: Moment | null } {
    const options = { ...this.options, dateOrder: 'mdy' as const };
    return {
      sold: momentCell(row, 'Sale Date', options),
      paid: optionalMoment(row, 'Date Paid', options),
      shipped: optionalMoment(row, 'Date Shipped', options),
    };
  }

  private close(orderId: string, repeated: readonly SourceRow[], sink: FactSink): void {
    const rows = [...new Map(repeated.map((row) => [cell(row, 'Transaction ID'), row])).values()];
    if (rows.length < repeated.length) sink.note('A transaction appears more than once; its last row counts.');
    const [first] = rows;
    if (!first) return;
    const currency = currencyCell(first, 'Currency', this.options.currency);
    const { sold, paid, shipped } = this.readDates(first);
    const lines = rows.map((row) => readLine(row, currency));
    const shippingMinor = largest(rows, 'Order Shipping', currency) - largest(rows, 'Shipping Discount', currency);
    const ledger = bookOrder({
      ordered: sold,
      lines: lines.map((line) => line.booked),
      orderDiscountMinor: 0n,
      shippingMinor,
      taxMinor: largest(rows, 'Order Sales Tax', currency),
      dutyMinor: 0n,
      isTaxIncluded: false,
      totalMinor: null,
      refund: null,
      canceled: null,
    });
    const isShipped = rows.every((row) => cell(row, 'Date Shipped') !== '');
    sink.order({
      externalId: orderId,
      name: orderId,
      status: isShipped ? 'shipped' : paid ? 'approved' : 'pending',
      sourceStatus: isShipped ? 'shipped' : paid ? 'paid' : 'unpaid',
      currency,
      ordered: sold,
      customerExternalId: this.writeCustomer(first, sink),
      shipCountry: toCountry(cell(first, 'Ship Country')),
      shipRegion: optionalCell(first, 'Ship State'),
      shipCity: optionalCell(first, 'Ship City'),
      items: lines.map((line) => line.item),
      ledger,
      payments: paid
        ? [
            {
              externalId: '1',
              method: cell(first, 'Payment Type') || 'unknown',
              amountMinor: ledger.reduce((sum, entry) => sum + entry.amountMinor, 0n),
              paid,
            },
          ]
        : [],
      shipments: shipped ? [{ externalId: '1', shipped }] : [],
      sourceVersion: 0n,
    });
    this.writeListings(lines, sink);
  }

  private writeCustomer(row: SourceRow, sink: FactSink): string | null {
    const externalId = optionalCell(row, 'Buyer');
    if (externalId === null) return null;
    if (this.people.isNew(externalId)) {
      const [country, region, city] = [
        toCountry(cell(row, 'Ship Country')),
        optionalCell(row, 'Ship State'),
        optionalCell(row, 'Ship City'),
      ];
      sink.customer({ externalId, name: optionalCell(row, 'Ship Name'), country, region, city });
    }
    return externalId;
  }

  private writeListings(lines: readonly { item: OrderItemFact }[], sink: FactSink): void {
    for (const { item } of lines) {
      const externalId = item.productExternalId;
      if (externalId && this.listings.isNew(externalId))
        sink.product({ externalId, title: item.title, ...(item.sku ? { sku: item.sku } : {}) });
    }
  }
}

function readLine(row: SourceRow, currency: string): { item: OrderItemFact; booked: BookedLine } {
  const externalId = idCell(row, 'Transaction ID');
  const productExternalId = idCell(row, 'Listing ID');
  const quantity = integerCell(row, 'Quantity');
  if (quantity <= 0) throw new RowProblem('Quantity', `"${quantity}" is not a number of units sold`);
  const grossMinor = lineAmount(row, 'Price', { quantity, currency });
  for (const column of ['Order Shipping', 'Order Sales Tax', 'Shipping Discount']) moneyOrZero(row, column, currency);
  const unitPriceMinor = moneyCell(row, 'Price', currency);
  return {
    item: {
      externalId,
      productExternalId,
      title: plainText(requiredCell(row, 'Item Name')),
      sku: optionalCell(row, 'SKU'),
      quantity,
      unitPriceMinor,
    },
    booked: { externalId, productExternalId, quantity, grossMinor, discountMinor: moneyOrZero(row, 'Discount Amount', currency) },
  };
}

function largest(rows: readonly SourceRow[], column: string, currency: string): bigint {
  return rows.map((row) => moneyOrZero(row, column, currency)).reduce((best, value) => (value > best ? value : best), 0n);
}
