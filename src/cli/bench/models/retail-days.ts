import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { DayValue } from '@/core/anomalies/unusual-days';

const DAY_MS = 86_400_000;

/** Orders and revenue of each trading day of Online Retail: rows with a customer, a positive quantity and price, not cancelled. */
export async function readRetailDays(file: string): Promise<{ orders: DayValue[]; revenue: DayValue[] }> {
  const days = new Map<number, { invoices: Set<string>; revenue: number }>();
  const rows: AsyncIterable<Record<string, string>> = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows) {
    const invoice = row['InvoiceNo'] ?? '';
    const quantity = Number(row['Quantity']);
    const price = Number(row['UnitPrice']);
    if (!row['CustomerID'] || quantity <= 0 || price <= 0 || invoice.startsWith('C')) continue;
    const day = Date.parse(row['InvoiceDate']?.slice(0, 10) ?? '') / DAY_MS;
    const found = days.get(day) ?? { invoices: new Set(), revenue: 0 };
    found.invoices.add(invoice);
    found.revenue += quantity * price;
    days.set(day, found);
  }
  const sorted = [...days].sort(([a], [b]) => a - b);
  return {
    orders: sorted.map(([day, { invoices }]) => ({ day, value: invoices.size })),
    revenue: sorted.map(([day, { revenue }]) => ({ day, value: revenue })),
  };
}
