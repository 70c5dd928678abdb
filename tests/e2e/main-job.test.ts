import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, startOfGrain, toLocal } from '@/core/model/calendar';
import { ask, inBrowser, signIn } from './browser-suite';
import { Ledger } from './ledger';
import { lookAtPage } from './pictures';

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

  it('says which reviews look bought and why, in the chat and on a page of their own', async () => {
    const test = get();
    await signIn(test);
    await ask(test, 'How far can I trust the rating of the Travel Mug with Cork Band?');
    const article = test.page.getByRole('article');
    // Sixteen were planted (connectors/demo/planted-reviews).
    expect(await article.innerText()).toMatch(/strong signs[^]*16 of \d+ look suspicious[^]*not a verdict/);
    await article.locator('canvas').first().waitFor();
    await lookAtPage(test.page, 'answer-trust');
    await test.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' }).click();
    const main = test.page.getByRole('main');
    await main.getByRole('button', { name: /Travel Mug with Cork Band/ }).click();
    await main.getByRole('heading', { name: 'Reviews a day' }).waitFor();
    const text = await main.innerText();
    expect(text).toMatch(/16\s+of \d+/);
    expect(text).toContain('It came in a burst: 16 reviews of this product that day');
    await lookAtPage(test.page, 'trust');
    expect(test.pageErrors).toEqual([]);
  });

  it('recommends what goes together, says how good that is, of every product', async () => {
    const test = get();
    await signIn(test);
    await ask(test, 'Which products are frequently bought together?');
    const article = test.page.getByRole('article');
    expect(await article.innerText()).toMatch(/go together most clearly: in \d+ orders/);
    await lookAtPage(test.page, 'answer-together');
    await test.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Recommendations' }).click();
    const main = test.page.getByRole('main');
    await main.getByText('Bought together most surely').waitFor();
    expect(await main.innerText()).toMatch(/Learned from [\d,]+ orders/);
    expect(await main.innerText()).toContain('in use');
    await lookAtPage(test.page, 'recommendations');
    await main.getByLabel('With').selectOption('Dinner Plate, Reactive Blue');
    await main.getByRole('listitem').filter({ hasText: 'Side Plate, Reactive Blue' }).first().waitFor();
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
