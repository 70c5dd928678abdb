import type { ProductFact } from '@/core/model/facts';
import { idOf, type Line } from '../schema';

/** Lines of products that were deleted, and lines typed in by hand, are known by their SKU, else by their name. */
export function productIdOf({ variant, sku, name }: Line): string {
  return variant ? idOf(variant.id) : `line:${sku || name}`.slice(0, 300);
}

/** The product of a line that no catalog has; null when the catalog has it. */
export function lineProduct(line: Line): ProductFact | null {
  return line.variant ? null : { externalId: productIdOf(line), title: line.name, sku: line.sku || null };
}
