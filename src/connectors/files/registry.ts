import { AppError } from '@/core/errors';
import type { FileFormat } from './contract';
import { etsySoldItemsFormat } from './etsy-sold-items/format';
import { genericCsvFormat } from './generic-csv/format';
import { olistFormat } from './olist/format';
import { onlineRetailFormat } from './online-retail/format';
import { shopifyOrdersFormat } from './shopify-orders/format';
import { shopifyProductsFormat } from './shopify-products/format';
import { wooCommerceFormat } from './woocommerce/format';

/** Every file format that can be imported: one line each. */
export const FILE_FORMATS: readonly FileFormat[] = [
  shopifyOrdersFormat,
  shopifyProductsFormat,
  wooCommerceFormat,
  etsySoldItemsFormat,
  olistFormat,
  onlineRetailFormat,
  genericCsvFormat,
];

/** @throws AppError unknown_format naming the formats there are. */
export function getFileFormatOrThrow(id: string): FileFormat {
  const format = FILE_FORMATS.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new AppError('unknown_format', `"${id}" is not a format that can be imported.`, {
    field: 'format',
    remedy: `Choose one of: ${FILE_FORMATS.map((candidate) => candidate.id).join(', ')}.`,
  });
}
