import type { FactSink, FileMapper, FormatOptions } from '../contract';
import type { SourceRow } from '../row';
import { WooOrdersReader } from './orders';
import { WooProductsReader } from './products';

/** Products and orders share the store's products, so one mapper reads both files. */
export class WooCommerceMapper implements FileMapper {
  private readonly products: WooProductsReader;
  private readonly orders: WooOrdersReader;

  constructor(options: FormatOptions) {
    this.products = new WooProductsReader(options);
    this.orders = new WooOrdersReader(options, this.products.seen);
  }

  read(roleId: string, row: SourceRow, sink: FactSink): void {
    if (roleId === 'products') this.products.read(row, sink);
    else this.orders.read(row, sink);
  }

  end(roleId: string, sink: FactSink): void {
    if (roleId === 'orders') this.orders.end(sink);
  }
}
