import { momentFromInstant } from '@/core/model/calendar';
import type { FactSink, FormatOptions } from '../contract';
import { FirstSeen, plainText, productKey } from '../names';
import { cell, idCell, integerCell, optionalMoney, requiredCell, type SourceRow } from '../row';

export class WooProductsReader {
  readonly seen = new FirstSeen();
  private readonly options: FormatOptions;
  /** The store's number of a product to its key, for variations that name their parent as "id:741". */
  private readonly keys = new Map<string, string>();

  constructor(options: FormatOptions) {
    this.options = options;
  }

  read(row: SourceRow, sink: FactSink): void {
    const { currency, timeZone } = this.options;
    const id = idCell(row, 'ID');
    const title = requiredCell(row, 'Name');
    const sku = cell(row, 'SKU');
    const externalId = productKey(sku, title);
    const parent = cell(row, 'Parent');
    const price = optionalMoney(row, 'Sale price', currency) ?? optionalMoney(row, 'Regular price', currency);
    const category = lastStep(cell(row, 'Categories'));
    const description = plainText(cell(row, 'Description') || cell(row, 'Short description')).replaceAll(String.raw`\n`, ' ');
    const stock = cell(row, 'Stock') === '' ? null : integerCell(row, 'Stock');
    this.keys.set(`id:${id}`, externalId);
    if (!this.seen.isNew(externalId)) sink.note('A product appears more than once; the last row counts.');
    sink.product({
      externalId,
      title,
      sku: sku || null,
      description: description || null,
      parentExternalId: parent === '' ? null : (this.keys.get(parent) ?? (parent.startsWith('id:') ? null : parent)),
      // Variations leave the category to their parent.
      ...(category === null && parent !== '' ? {} : { category }),
      ...(price === null ? {} : { price: { amountMinor: price, currency } }),
    });
    if (stock !== null) {
      sink.inventoryLevel({
        productExternalId: externalId,
        location: 'WooCommerce',
        available: stock,
        observed: momentFromInstant(row.fileTime, timeZone),
      });
    }
  }
}

/** "Clothing > Tshirts, Sale" is Tshirts: the first of several categories, by its most particular step. */
function lastStep(categories: string): string | null {
  return categories.split(',')[0]?.split('>').at(-1)?.trim() || null;
}
