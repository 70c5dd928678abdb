import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roundExact } from '@/core/model/exact';
import { toMajor } from '@/core/model/money';
import { conversionFactor, type RateQuote } from '@/core/model/rates';
import { addDays, startOfGrain, toLocal } from '@/core/model/calendar';
import { ask, inBrowser, signIn } from './browser-suite';
import { lookAtPage } from './pictures';

/** Plain reads of the ledger, beside the product: what the pages show must equal what is written there. */
class Ledger {
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

  /** Total sales of some days in dollars, added up entry by entry. */
  async totalSales(from: string, to: string): Promise<number> {
    const rates = await this.read<RateQuote>(`SELECT quote::text, day::text, rate::text FROM "ExchangeRate" WHERE base = 'EUR'`);
    const entries = await this.read<{ amount: string; currency: string; day: string }>(
      `SELECT "amountMinor"::text AS amount, currency::text, "processedDay"::text AS day FROM "LedgerEntry"
       WHERE kind IN ('SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP') AND "processedDay" BETWEEN $1 AND $2`,
      [from, to],
    );
    const factors = new Map<string, bigint>();
    let sum = 0n;
    for (const { amount, currency, day } of entries) {
      const key = `${currency} ${day}`;
      const factor = factors.get(key) ?? conversionFactor(rates, currency, 'USD', day) ?? 0n;
      factors.set(key, factor);
      sum += BigInt(amount) * factor;
    }
    return toMajor(roundExact(sum), 'USD');
  }

  /** Units sold and returned by marketplace. */
  units(): Promise<{ marketplace: string; sold: number; returned: number }[]> {
    return this
      .read(`SELECT x.marketplace, sum(quantity) FILTER (WHERE kind = 'SALE')::int AS sold, -sum(quantity) FILTER (WHERE kind = 'RETURN')::int AS returned
      FROM "LedgerEntry" l JOIN "MarketplaceConnection" x ON x.id = l."connectionId" GROUP BY 1`);
  }

  /** The product with the most units on a marketplace. */
  async bestSeller(marketplace: string): Promise<{ title: string; units: number }> {
    const rows = await this.read<{ title: string; units: number }>(
      `SELECT p.title, sum(l.quantity)::int AS units FROM "LedgerEntry" l JOIN "UnifiedProduct" p ON p.id = l."productId"
       JOIN "MarketplaceConnection" x ON x.id = l."connectionId" WHERE l.kind = 'SALE' AND x.marketplace = $1 GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
      [marketplace],
    );
    if (!rows[0]) throw new Error(`nothing was sold on ${marketplace}`);
    return rows[0];
  }
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const count = new Intl.NumberFormat('en-US');

await inBrowser('the main job', (get) => {
  let ledger: Ledger | undefined;
  const open = async (): Promise<Ledger> => {
    if (!ledger) {
      ledger = new Ledger(get().app.dataDir);
      await ledger.open();
    }
    return ledger;
  };
  beforeAll(() => {
    ledger = undefined;
  });
  afterAll(async () => {
    await ledger?.close();
  });

  it('answers total sales of last month to the cent', async () => {
    const test = get();
    await signIn(test);
    await ask(test, 'What were my total sales last month?');
    const today = toLocal(new Date(), 'America/New_York').slice(0, 10);
    const thisMonth = startOfGrain(today, 'month');
    const last = addDays(thisMonth, -1);
    const expected = await (await open()).totalSales(startOfGrain(last, 'month'), last);
    expect(expected).toBeGreaterThan(0);
    expect(await test.page.getByRole('article').innerText()).toContain(dollars.format(expected));
    // The course of the month is drawn beside the figure.
    await test.page.getByRole('article').locator('canvas').first().waitFor();
    await lookAtPage(test.page, 'answer-number');
    expect(test.pageErrors).toEqual([]);
  });

  it('charts the return rate by marketplace', async () => {
    const test = get();
    await signIn(test);
    await ask(test, 'Show me my return rate by marketplace');
    const article = test.page.getByRole('article');
    await article.locator('canvas').first().waitFor();
    const text = await article.innerText();
    const worst = (await (await open()).units()).sort((a, b) => b.returned / b.sold - a.returned / a.sold)[0];
    expect(worst?.marketplace).toBe('flipkart');
    const rate = ((worst?.returned ?? 0) / (worst?.sold ?? 1)) * 100;
    expect(text).toContain(`${Number(rate.toFixed(2))}%`);
    await lookAtPage(test.page, 'answer-bars');
    expect(test.pageErrors).toEqual([]);
  });

  it('compares best sellers of two marketplaces, then by week', async () => {
    const test = get();
    await signIn(test);
    await ask(test, 'Which product sells best on Flipkart vs Shopify?');
    const first = test.page.getByRole('article').first();
    await first.locator('canvas').first().waitFor();
    const text = await first.innerText();
    for (const marketplace of ['flipkart', 'shopify']) {
      const best = await (await open()).bestSeller(marketplace);
      expect(text).toContain(best.title);
      expect(text).toContain(count.format(best.units));
    }
    await ask(test, 'and by week?');
    const second = test.page.getByRole('article').nth(1);
    await second.locator('canvas').first().waitFor();
    await second.getByRole('button', { name: 'Show how' }).click();
    await lookAtPage(test.page, 'answer-weeks');
    expect(test.pageErrors).toEqual([]);
  });

  it('asks back with the value of each reading, and refuses what is not in the data', async () => {
    const test = get();
    await signIn(test);
    await ask(test, 'Which product is best?');
    await lookAtPage(test.page, 'answer-clarify');
    await ask(test, 'What was our profit margin last quarter?');
    expect(await test.page.getByRole('article').last().innerText()).toContain('cost of your goods');
    await lookAtPage(test.page, 'answer-refusal');
    expect(test.pageErrors).toEqual([]);
  });
});
