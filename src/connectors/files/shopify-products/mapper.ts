import { momentFromInstant } from '@/core/model/calendar';
import type { FactSink, FileMapper, FormatOptions } from '../contract';
import { FirstSeen, plainText, productKey } from '../names';
import { cell, idCell, integerCell, optionalMoney, RowProblem, type SourceRow } from '../row';

/** Columns that only the first row of a handle fills. */
interface Head {
  handle: string;
  title: string;
  vendor: string | null;
  category: string | null;
  description: string | null;
}

export class ShopifyProductsMapper implements FileMapper {
  private readonly options: FormatOptions;
  private readonly seen = new FirstSeen();
  private head: Head | null = null;

  constructor(options: FormatOptions) {
    this.options = options;
  }

  read(_roleId: string, row: SourceRow, sink: FactSink): void {
    const handle = idCell(row, 'Handle');
    if (cell(row, 'Title') !== '') this.head = readHead(row, handle);
    const head = this.head;
    if (head?.handle !== handle) throw new RowProblem('Title', `is empty in the first row of ${handle}`);
    if (cell(row, 'Variant Price') === '' && cell(row, 'Option1 Value') === '') return;
    this.readVariant(row, head, sink);
  }

  end(): void {}

  private readVariant(row: SourceRow, head: Head, sink: FactSink): void {
    const { currency } = this.options;
    const options = [1, 2, 3]
      .map((index) => cell(row, `Option${index} Value`))
      .filter((value) => value !== '' && value !== 'Default Title');
    const title = options.length > 0 ? `${head.title} - ${options.join(' / ')}` : head.title;
    const sku = cell(row, 'Variant SKU');
    const externalId = productKey(sku, title);
    const price = optionalMoney(row, 'Variant Price', currency);
    const cost = optionalMoney(row, 'Cost per item', currency);
    if (!this.seen.isNew(externalId)) sink.note('A product appears more than once; the last row counts.');
    sink.product({
      externalId,
      title,
      sku: sku || null,
      vendor: head.vendor,
      category: head.category,
      description: head.description,
      ...(price === null ? {} : { price: { amountMinor: price, currency } }),
      ...(cost === null ? {} : { cost: { amountMinor: cost, currency } }),
    });
    if (cell(row, 'Variant Inventory Qty') === '') return;
    sink.inventoryLevel({
      productExternalId: externalId,
      location: 'Shopify',
      available: integerCell(row, 'Variant Inventory Qty'),
      observed: momentFromInstant(row.fileTime, this.options.timeZone),
    });
  }
}

function readHead(row: SourceRow, handle: string): Head {
  const path = cell(row, 'Product Category').split('>').at(-1)?.trim() ?? '';
  return {
    handle,
    title: cell(row, 'Title'),
    vendor: cell(row, 'Vendor') || null,
    category: cell(row, 'Type') || path || null,
    description: plainText(cell(row, 'Body (HTML)')) || null,
  };
}
