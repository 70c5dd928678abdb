import { AppError } from '@/core/errors';

export interface GenericField {
  id: string;
  /** What the column holds, for the documentation and the question on the terminal. */
  description: string;
  isRequired?: boolean;
  /** Header words that name the field, lower case and without punctuation. */
  headers: readonly string[];
}

/** What a free table of order lines can state. A mapping names a column of the file for each field it has. */
export const GENERIC_FIELDS: readonly GenericField[] = [
  {
    id: 'orderId',
    description: 'Number of the order; rows with one number are lines of one order',
    isRequired: true,
    headers: [
      'order id',
      'order number',
      'order no',
      'order',
      'order name',
      'invoice',
      'invoice no',
      'invoice number',
      'receipt id',
      'transaction id',
    ],
  },
  {
    id: 'orderedAt',
    description: 'Date, or date and time, of the order',
    isRequired: true,
    headers: [
      'order date',
      'ordered at',
      'created at',
      'date',
      'purchase date',
      'sale date',
      'invoice date',
      'order time',
      'created',
      'timestamp',
    ],
  },
  { id: 'quantity', description: 'Units of the line; 1 when not mapped', headers: ['quantity', 'qty', 'units', 'item quantity', 'count'] },
  {
    id: 'unitPrice',
    description: 'Price of one unit; this or lineTotal is needed',
    headers: ['unit price', 'price', 'item price', 'item cost', 'price each'],
  },
  {
    id: 'lineTotal',
    description: 'Price of all units of the line, before discounts; this or unitPrice is needed',
    headers: ['line total', 'item total', 'total price', 'amount', 'line amount', 'subtotal', 'total', 'sales', 'revenue'],
  },
  { id: 'lineDiscount', description: 'Discount of the line', headers: ['line discount', 'item discount', 'discount'] },
  { id: 'lineTax', description: 'Tax of the line, on top of the price', headers: ['line tax', 'item tax', 'tax', 'vat'] },
  {
    id: 'lineShipping',
    description: 'Shipping charged for the line',
    headers: ['line shipping', 'item shipping', 'shipping price', 'freight'],
  },
  {
    id: 'orderDiscount',
    description: 'Discount of the whole order; the first row that states it counts',
    headers: ['order discount', 'discount amount', 'cart discount'],
  },
  {
    id: 'orderShipping',
    description: 'Shipping of the whole order; the first row that states it counts',
    headers: ['order shipping', 'shipping', 'shipping amount', 'shipping cost', 'delivery'],
  },
  {
    id: 'orderTax',
    description: 'Tax of the whole order, on top of the prices; the first row that states it counts',
    headers: ['order tax', 'taxes', 'tax amount', 'sales tax'],
  },
  {
    id: 'orderRefund',
    description: 'Money given back for the order; the first row that states it counts',
    headers: ['refund', 'refunded amount', 'refund amount', 'refunded'],
  },
  {
    id: 'currency',
    description: 'Currency code of the amounts; --currency when not mapped',
    headers: ['currency', 'currency code', 'order currency'],
  },
  {
    id: 'status',
    description: 'State of the order, such as shipped or cancelled',
    headers: ['status', 'order status', 'state of order', 'financial status'],
  },
  {
    id: 'productId',
    description: 'Id of the product; the SKU or the title when not mapped',
    headers: ['product id', 'item id', 'listing id', 'asin', 'item number', 'stockcode', 'stock code'],
  },
  { id: 'sku', description: 'SKU of the line', headers: ['sku', 'item sku', 'product sku', 'variant sku', 'custom label'] },
  {
    id: 'productTitle',
    description: 'Name of the product',
    headers: ['product', 'product name', 'item', 'item name', 'title', 'item title', 'description', 'product title', 'article'],
  },
  { id: 'category', description: 'Category of the product', headers: ['category', 'product category', 'product type', 'type'] },
  {
    id: 'customerId',
    description: 'Id of the buyer; the e-mail address when not mapped',
    headers: ['customer id', 'customer', 'buyer', 'buyer id', 'client id', 'customerid', 'buyer username'],
  },
  { id: 'customerEmail', description: 'E-mail address of the buyer', headers: ['email', 'customer email', 'buyer email', 'e mail'] },
  { id: 'customerName', description: 'Name of the buyer', headers: ['customer name', 'buyer name', 'name', 'full name', 'billing name'] },
  {
    id: 'country',
    description: 'Country the order is sent to, by code or English name',
    headers: ['country', 'shipping country', 'ship country', 'ship to country', 'country code'],
  },
  {
    id: 'region',
    description: 'State, province or region',
    headers: ['state', 'region', 'province', 'ship state', 'shipping province', 'shipping state'],
  },
  { id: 'city', description: 'City', headers: ['city', 'ship city', 'shipping city', 'town'] },
  { id: 'paymentMethod', description: 'How the order was paid', headers: ['payment method', 'payment', 'payment type', 'paid with'] },
];

/** Settings a mapping file can hold besides columns. */
export const GENERIC_SETTINGS = { dateOrder: ['mdy', 'dmy'] } as const;

/** Find our fields in a header line by their usual names. Each column serves one field. */
export function guessGenericMapping(columns: readonly string[]): Record<string, string> {
  const free = new Map(columns.map((column) => [normalise(column), column]));
  const mapping: Record<string, string> = {};
  // The best name of every field first, then second best ones, so that a vague name does not take another's column.
  const rounds = Math.max(...GENERIC_FIELDS.map((field) => field.headers.length));
  for (let round = 0; round < rounds; round += 1) {
    for (const { id, headers } of GENERIC_FIELDS) {
      const header = headers[round];
      const column = header === undefined ? undefined : free.get(header);
      if (header === undefined || column === undefined || mapping[id] !== undefined) continue;
      mapping[id] = column;
      free.delete(header);
    }
  }
  if (mapping['unitPrice'] !== undefined) delete mapping['lineTotal']; // a column called total next to a unit price is the order's
  return mapping;
}

/** @throws AppError invalid_input naming unknown fields, or every field that is needed and missing. */
export function assertGenericMapping(mapping: Readonly<Record<string, string>>): void {
  const known = new Set<string>([...GENERIC_FIELDS.map((field) => field.id), ...Object.keys(GENERIC_SETTINGS)]);
  const unknown = Object.keys(mapping).filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new AppError('invalid_input', `The mapping names fields that do not exist: ${unknown.join(', ')}.`, {
      field: unknown[0] ?? 'mapping',
      remedy: `Use these: ${[...known].join(', ')}.`,
    });
  }
  const dateOrder = mapping['dateOrder'];
  if (dateOrder !== undefined && dateOrder !== 'mdy' && dateOrder !== 'dmy') {
    throw new AppError('invalid_input', `dateOrder is "${dateOrder}" in the mapping.`, {
      field: 'dateOrder',
      remedy: 'Use "mdy" for month/day/year or "dmy" for day/month/year.',
    });
  }
  const missing = GENERIC_FIELDS.filter((field) => field.isRequired && mapping[field.id] === undefined).map((field) => field.id);
  if (mapping['unitPrice'] === undefined && mapping['lineTotal'] === undefined) missing.push('unitPrice or lineTotal');
  if (missing.length > 0) {
    throw new AppError('missing_column', `No column of the file is known to be ${missing.join(', ')}.`, {
      field: missing[0] ?? 'mapping',
      remedy:
        'Name the columns in a JSON file, like {"orderId": "Ref", "orderedAt": "Day", "unitPrice": "Price"}, and give it with --mapping.',
    });
  }
}

function normalise(header: string): string {
  return header
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
