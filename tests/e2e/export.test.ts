import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { addDays, startOfGrain, toLocal } from '@/core/model/calendar';
import { ask, inBrowser, signIn } from './browser-suite';
import { Ledger } from './ledger';

await inBrowser('an answer as a file', (get) => {
  it('is downloaded as a workbook with its definitions, as CSV and as a picture, by its person only', async () => {
    const test = get();
    const { page } = test;
    await signIn(test);
    await ask(test, 'net sales by marketplace last month');
    const answer = page.getByRole('article').last();
    await answer.locator('canvas').first().waitFor();
    const link = answer.getByRole('link', { name: 'Download Excel, with definitions' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^net-sales-by-marketplace.*\.xlsx$/);
    const sheets = await readExcelFile(readFileSync(await download.path()));
    expect(sheets.at(-1)?.sheet).toBe('Definitions');
    expect(sheets.at(-1)?.data.some((row) => row[1] === 'Definition' && row[2] === 'Net sales')).toBe(true);
    const rows = sheets[0]?.data.slice(1) ?? [];
    // Every figure of the file is the ledger's.
    const books = new Ledger(test.app.dataDir);
    await books.open();
    const thisMonth = startOfGrain(toLocal(new Date(), 'America/New_York').slice(0, 10), 'month');
    const to = addDays(thisMonth, -1);
    const sales = await books.netSalesByMarketplace(startOfGrain(to, 'month'), to);
    await books.close();
    const shown = rows.flatMap(([name, value]) => (name === 'All' ? [] : [[String(name).toLowerCase(), value]]));
    expect(sales.size).toBeGreaterThan(2);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(sales));

    const address = new URL((await link.getAttribute('href')) ?? '', test.app.url);
    const fetched = async (wanted: Record<string, string>): Promise<{ status: number; type: string; body: Buffer }> => {
      const url = new URL(address);
      for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
      const response = await page.request.get(url.href);
      return { status: response.status(), type: response.headers()['content-type'] ?? '', body: await response.body() };
    };
    const csv = await fetched({ format: 'csv' });
    expect(csv).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' });
    // The workbook may end with a line of totals, which a CSV never has.
    const lines = (parse(csv.body, { bom: true }) as string[][]).slice(1);
    expect(lines.map((line) => Number(line[1]))).toEqual(rows.slice(0, lines.length).map((row) => row[1]));
    for (const theme of ['light', 'dark']) {
      const picture = await fetched({ format: 'png', theme });
      expect(picture).toMatchObject({ status: 200, type: 'image/png' });
      expect(picture.body.length).toBeGreaterThan(10_000);
      if (process.env['SCREENSHOTS'] === '1') {
        mkdirSync('docs/screenshots', { recursive: true });
        writeFileSync(path.join('docs/screenshots', `export-chart-${theme}.png`), picture.body);
      }
    }
    expect((await fetched({ format: 'pdf' })).status).toBe(400);
    expect((await fetched({ format: 'csv', part: 't99' })).status).toBe(404);
    expect((await fetch(`${address.href}&format=csv`)).status).toBe(401);
    expect(test.pageErrors).toEqual([]);
  });
});
