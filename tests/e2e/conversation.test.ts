import { afterAll, expect, it } from 'vitest';
import { addDays, startOfGrain, toLocal } from '@/core/model/calendar';
import { ask, inBrowser, signIn, type BrowserTest } from './browser-suite';
import { Ledger } from './ledger';
import { lookAtPage } from './pictures';

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const count = new Intl.NumberFormat('en-US');

/** The text of the last answer. */
async function last({ page }: BrowserTest): Promise<string> {
  return page.getByRole('article').last().innerText();
}

await inBrowser('a conversation', (get) => {
  let ledger: Ledger | undefined;
  afterAll(() => ledger?.close());

  it("goes through eleven turns with corrections, a clarification and refusals, and every number is the ledger's", async () => {
    const test = get();
    await signIn(test);
    const books = new Ledger(test.app.dataDir);
    ledger = books;
    await books.open();
    const thisMonth = startOfGrain(toLocal(new Date(), 'America/New_York').slice(0, 10), 'month');
    const month = { from: startOfGrain(addDays(thisMonth, -1), 'month'), to: addDays(thisMonth, -1) };
    const before = { from: startOfGrain(addDays(month.from, -1), 'month'), to: addDays(month.from, -1) };

    await ask(test, 'What were my total sales last month?');
    expect(await last(test)).toContain(dollars.format(await books.totalSales(month.from, month.to)));

    await ask(test, 'and by marketplace?');
    expect(await last(test)).toContain('Total sales by marketplace');
    await test.page.getByRole('article').last().locator('canvas').first().waitFor();

    // A correction keeps the month and the marketplaces.
    await ask(test, 'no, I meant units');
    const units = await books.unitsBetween(month.from, month.to);
    const corrected = await last(test);
    expect(corrected).toContain('Units sold');
    // The sentence names the leading three; the chart shows them all.
    const leading = [...units.values()].sort((a, b) => b - a).slice(0, 3);
    for (const amount of leading) expect(corrected).toContain(count.format(amount));

    await ask(test, 'only Etsy and Amazon');
    const two = await last(test);
    for (const id of ['etsy', 'amazon']) expect(two).toContain(count.format(units.get(id) ?? -1));
    expect(two).not.toContain('Flipkart');

    await ask(test, 'and the month before?');
    const earlier = await books.unitsBetween(before.from, before.to);
    const shifted = await last(test);
    for (const id of ['etsy', 'amazon']) expect(shifted).toContain(count.format(earlier.get(id) ?? -1));

    await ask(test, 'make it a pie chart');
    await test.page.getByRole('article').last().locator('canvas').first().waitFor();

    // Three measures fit "best": the choices carry their values, and a click answers.
    await ask(test, 'Which product is best?');
    const asked = test.page.getByRole('article').last();
    expect(await asked.innerText()).toMatch(/can mean several things/);
    await lookAtPage(test.page, 'conversation-clarify');
    const answered = await test.page.getByRole('article').count();
    await asked.getByRole('button', { name: /units sold/i }).click();
    await test.page.getByRole('article').nth(answered).locator('[aria-busy="false"]').first().waitFor();
    expect(await last(test)).toContain((await books.bestSeller()).title);

    await ask(test, 'delete all cancelled orders');
    expect(await last(test)).toContain('Nothing was changed');

    await ask(test, 'what was our profit last month?');
    expect(await last(test)).toContain('cost of your goods');

    await ask(test, 'why did net sales change last month?');
    expect(await last(test)).toMatch(/The largest part of it by/);
    await lookAtPage(test.page, 'conversation-why');
    expect(test.pageErrors).toEqual([]);
  });
});
