import type { LedgerFact, LedgerKind, Moment, OrderItemFact } from '@/core/model/facts';
import { toCountry } from '../countries';
import type { FactSink, FileMapper, FormatOptions } from '../contract';
import { FirstSeen } from '../names';
import { OrderGroups } from '../order-groups';
import { cell, idCell, integerCell, lineAmount, moneyCell, momentCell, RowProblem, type SourceRow } from '../row';

/** Codes that are not products. Decided in format.ts. */
const KINDS: Readonly<Record<string, LedgerKind>> = {
  POST: 'SHIPPING',
  DOT: 'SHIPPING',
  C2: 'SHIPPING',
  'BANK CHARGES': 'FEE',
  AMAZONFEE: 'FEE',
  CRUK: 'FEE',
  D: 'DISCOUNT',
  M: 'ADJUSTMENT',
  B: 'ADJUSTMENT',
  S: 'ADJUSTMENT',
};

/** Lines of one invoice can lie apart within a day; no day has this many invoices. */
const OPEN_INVOICES = 500;

export class OnlineRetailMapper implements FileMapper {
  private readonly options: FormatOptions;
  private readonly invoices: OrderGroups;
  private readonly people = new FirstSeen();
  /** Product code to how often each description was given. */
  private readonly descriptions = new Map<string, Map<string, number>>();

  constructor(options: FormatOptions) {
    this.options = options;
    this.invoices = new OrderGroups(OPEN_INVOICES, (invoice, rows, sink) => this.close(invoice, rows, sink));
  }

  read(_roleId: string, row: SourceRow, sink: FactSink): void {
    // Read here what the invoice will need, so that a bad line is rejected alone.
    momentCell(row, 'InvoiceDate', this.options);
    const quantity = integerCell(row, 'Quantity');
    lineAmount(row, 'UnitPrice', { quantity, currency: this.options.currency });
    const code = idCell(row, 'StockCode');
    if (quantity === 0) throw new RowProblem('Quantity', 'is 0');
    this.invoices.add(idCell(row, 'InvoiceNo'), row, sink);
    if (kindOf(code) === null) this.countDescription(code, cell(row, 'Description'));
  }

  end(_roleId: string, sink: FactSink): void {
    this.invoices.closeAll(sink);
    for (const [externalId, counts] of this.descriptions) {
      const [title] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0] as [string, number]);
      sink.product({ externalId, title: title || externalId, sku: externalId });
    }
  }

  private countDescription(code: string, description: string): void {
    const counts = this.descriptions.get(code) ?? new Map<string, number>();
    // Stock movements describe themselves ("damaged", "found"), mostly in lower case; names are in capitals.
    if (description !== '' && description === description.toUpperCase()) counts.set(description, (counts.get(description) ?? 0) + 1);
    this.descriptions.set(code, counts);
  }

  private close(invoice: string, rows: readonly SourceRow[], sink: FactSink): void {
    const [first] = rows;
    if (!first) return;
    const ordered = momentCell(first, 'InvoiceDate', this.options);
    const isCredit = /^C/i.test(invoice);
    const country = toCountry(cell(first, 'Country'));
    const customer = cell(first, 'CustomerID').replace(/\.0$/, '');
    const items: OrderItemFact[] = [];
    const ledger: LedgerFact[] = [];
    for (const [index, row] of rows.entries()) {
      const read = this.readLine(row, { externalId: String(index + 1), isCredit, hasCustomer: customer !== '', ordered });
      if (read.item) items.push(read.item);
      if (read.entry) ledger.push(read.entry);
    }
    if (customer !== '' && this.people.isNew(customer)) sink.customer({ externalId: customer, country });
    sink.order({
      externalId: invoice,
      name: invoice,
      status: isCredit ? 'returned' : ledger.length === 0 ? 'unavailable' : 'invoiced',
      sourceStatus: isCredit ? 'credit note' : ledger.length === 0 ? 'stock movement' : 'invoice',
      currency: this.options.currency,
      ordered,
      customerExternalId: customer || null,
      shipCountry: country,
      items,
      ledger,
      payments: [],
      shipments: [],
      sourceVersion: 0n,
    });
  }

  private readLine(
    row: SourceRow,
    line: { externalId: string; isCredit: boolean; hasCustomer: boolean; ordered: Moment },
  ): { item?: OrderItemFact; entry?: LedgerFact } {
    const { currency } = this.options;
    const code = cell(row, 'StockCode');
    const quantity = integerCell(row, 'Quantity');
    const amountMinor = lineAmount(row, 'UnitPrice', { quantity, currency });
    const common = { sourceEventId: `line-${line.externalId}`, amountMinor, occurred: line.ordered, processed: line.ordered };
    const kind = kindOf(code);
    if (kind !== null) return amountMinor === 0n ? {} : { entry: { ...common, kind, quantity: 0 } };
    const unitPriceMinor = moneyCell(row, 'UnitPrice', currency);
    const item = {
      externalId: line.externalId,
      productExternalId: code,
      title: cell(row, 'Description') || code,
      sku: code,
      quantity,
      unitPriceMinor,
    };
    if (amountMinor === 0n && unitPriceMinor === 0n && !(line.hasCustomer && quantity > 0) && !line.isCredit) return { item };
    const entry: LedgerFact = {
      ...common,
      kind: quantity < 0 ? 'RETURN' : 'SALE',
      quantity,
      itemExternalId: line.externalId,
      productExternalId: code,
    };
    return { item, entry };
  }
}

function kindOf(code: string): LedgerKind | null {
  const upper = code.toUpperCase();
  return KINDS[upper] ?? (upper.startsWith('GIFT_') ? 'ADJUSTMENT' : null);
}
