import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { roundExact } from '@/core/model/exact';
import { toMajor } from '@/core/model/money';
import { conversionFactor, type RateQuote } from '@/core/model/rates';

/** Plain reads of the ledger, beside the product: what the pages show must equal what is written there. */
export class Ledger {
  private readonly client: pg.Client;

  constructor(dataDir: string) {
    const { url } = JSON.parse(readFileSync(path.join(dataDir, 'pg.lock'), 'utf8')) as { url: string };
    this.client = new pg.Client({ connectionString: url });
  }

  async open(): Promise<void> {
    await this.client.connect();
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async read<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query<T>(sql, values)).rows;
  }

  /** True when every account that is synced was read back to where it was opened. */
  async isFilled(): Promise<boolean> {
    const rows = await this.read(
      `SELECT FROM "MarketplaceConnection" x LEFT JOIN "SyncStream" s ON s."connectionId" = x."id" AND s."readFrom" IS NOT NULL
       WHERE x."openedAt" IS NOT NULL GROUP BY x."id" HAVING count(s."stream") = 0 OR bool_or(s."readFrom" > x."openedAt" OR s."taskKind" = 'backfill')`,
    );
    return rows.length === 0;
  }

  /** Total sales of some days in dollars, added up entry by entry. */
  async totalSales(from: string, to: string): Promise<number> {
    const kinds = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP'];
    const sums = await this.exactSums(kinds, { from, to });
    return toMajor(roundExact([...sums.values()].reduce((sum, amount) => sum + amount, 0n)), 'USD');
  }

  /** Net sales of some days in dollars by marketplace, added up entry by entry. */
  async netSalesByMarketplace(from: string, to: string): Promise<Map<string, number>> {
    const sums = await this.exactSums(['SALE', 'DISCOUNT', 'RETURN'], { from, to });
    return new Map([...sums].map(([marketplace, sum]) => [marketplace, toMajor(roundExact(sum), 'USD')]));
  }

  /** Sums of entries in dollars by marketplace, each entry converted at the rate of its day, not rounded. */
  private async exactSums(kinds: readonly string[], { from, to }: { from: string; to: string }): Promise<Map<string, bigint>> {
    const rates = await this.read<RateQuote>(`SELECT quote::text, day::text, rate::text FROM "ExchangeRate" WHERE base = 'EUR'`);
    const entries = await this.read<{ marketplace: string; amount: string; currency: string; day: string }>(
      `SELECT x.marketplace, "amountMinor"::text AS amount, l.currency::text, "processedDay"::text AS day
       FROM "LedgerEntry" l JOIN "MarketplaceConnection" x ON x.id = l."connectionId"
       WHERE kind::text = ANY($3) AND "processedDay" BETWEEN $1 AND $2`,
      [from, to, kinds],
    );
    const factors = new Map<string, bigint>();
    const sums = new Map<string, bigint>();
    for (const { marketplace, amount, currency, day } of entries) {
      const key = `${currency} ${day}`;
      const factor = factors.get(key) ?? conversionFactor(rates, currency, 'USD', day) ?? 0n;
      factors.set(key, factor);
      sums.set(marketplace, (sums.get(marketplace) ?? 0n) + BigInt(amount) * factor);
    }
    return sums;
  }

  /** Units sold and returned by marketplace. */
  units(): Promise<{ marketplace: string; sold: number; returned: number }[]> {
    return this
      .read(`SELECT x.marketplace, sum(quantity) FILTER (WHERE kind = 'SALE')::int AS sold, -sum(quantity) FILTER (WHERE kind = 'RETURN')::int AS returned
      FROM "LedgerEntry" l JOIN "MarketplaceConnection" x ON x.id = l."connectionId" GROUP BY 1`);
  }

  /** Units sold by marketplace on some days. */
  async unitsBetween(from: string, to: string): Promise<Map<string, number>> {
    const rows = await this.read<{ marketplace: string; units: number }>(
      `SELECT x.marketplace, sum(quantity)::int AS units FROM "LedgerEntry" l JOIN "MarketplaceConnection" x ON x.id = l."connectionId"
       WHERE kind = 'SALE' AND "processedDay" BETWEEN $1 AND $2 GROUP BY 1`,
      [from, to],
    );
    return new Map(rows.map((row) => [row.marketplace, row.units]));
  }

  /** The product with the most units, on one marketplace or on all. */
  async bestSeller(marketplace: string | null = null): Promise<{ title: string; units: number }> {
    const rows = await this.read<{ title: string; units: number }>(
      `SELECT p.title, sum(l.quantity)::int AS units FROM "LedgerEntry" l JOIN "UnifiedProduct" p ON p.id = l."productId"
       JOIN "MarketplaceConnection" x ON x.id = l."connectionId" WHERE l.kind = 'SALE' AND ($1::text IS NULL OR x.marketplace = $1) GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
      [marketplace],
    );
    if (!rows[0]) throw new Error(`nothing was sold on ${marketplace ?? 'any marketplace'}`);
    return rows[0];
  }
}
