import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { addDays, startOfGrain, toLocal } from '@/core/model/calendar';
import type { Database } from '@/store/client';
import { connectDatabase } from '@/store/client';
import { ensureConnection } from '@/store/connections';
import { getWorkspaceOrThrow } from '@/store/workspaces';
import { writeFacts } from '@/store/write-facts';
import { SHOPIFY, toOrder } from '~/tests/support/small-shop';
import { ask, inBrowser, signIn } from './browser-suite';
import { lookAtPage } from './pictures';

/** A day of last month, by the shop's clock. */
const dayOfLastMonth = (): string => {
  const last = addDays(startOfGrain(toLocal(new Date(), 'America/New_York').slice(0, 10), 'month'), -1);
  return addDays(startOfGrain(last, 'month'), 9);
};

/** An order of 12.34 dollars that comes in late, through the product's own way in. */
async function bookLateOrder(dataDir: string): Promise<void> {
  const { url } = JSON.parse(readFileSync(path.join(dataDir, 'pg.lock'), 'utf8')) as { url: string };
  const db: Database = connectDatabase(url, 1);
  try {
    const [{ slug } = { slug: '' }] = await db.shared.workspace.findMany({ where: { isDemo: true }, select: { slug: true }, take: 1 });
    const workspace = await getWorkspaceOrThrow(db, slug);
    const account = { marketplace: 'shopify', accountId: 'late', name: 'Late orders', timeZone: 'America/New_York', currency: 'USD' };
    const connection = await ensureConnection(db, workspace.id, account);
    const order = toOrder({ id: 'L1', day: dayOfLastMonth(), product: 'Blue mug', priceMinor: 1234, quantity: 1, customer: 'ann' });
    await writeFacts(db, { workspaceId: workspace.id, connection }, { ...SHOPIFY, orders: [order] });
  } finally {
    await db.close();
  }
}

const card = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('article', { name });
const choose = async (page: Page, title: string, item: string): Promise<void> => {
  await page
    .getByRole('main')
    .getByRole('button', { name: `More for "${title}"` })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

const SALES = 'What were my net sales last month?';
const ASKED_RATES = 'Show me my return rate by marketplace';
/** An answer that was not the first of its thread is called what it shows. */
const RATES = 'Return rate by marketplace';

await inBrowser('pinned answers', (get) => {
  it('are kept, arranged, compared, shared and ended', { timeout: 240_000 }, async () => {
    const test = get();
    const { page, app } = test;
    await signIn(test);
    await page.goto(`${app.url}/dashboard`);
    await page.getByText('Nothing is pinned yet').waitFor();
    await lookAtPage(page, 'dashboard-empty');

    await page.goto(app.url);
    for (const question of [SALES, ASKED_RATES]) {
      await ask(test, question);
      const article = page.getByRole('article').last();
      await article.getByRole('button', { name: 'Pin', exact: true }).click();
      await article.getByRole('button', { name: 'Pinned', pressed: true }).waitFor();
    }
    const chat = page.url();
    await page.reload();
    expect(await page.getByRole('button', { name: 'Pinned', pressed: true }).count()).toBe(2);

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
    await card(page, SALES).waitFor();
    const pinned = /\$([\d,]+\.\d\d)/.exec(await card(page, SALES).innerText())?.[1]?.replaceAll(',', '');
    expect(Number(pinned)).toBeGreaterThan(0);
    await page.getByRole('main').locator('canvas').first().waitFor();
    await lookAtPage(page, 'dashboard');

    // By keyboard: the first card becomes narrower.
    const widthOf = async (): Promise<number> => (await card(page, SALES).boundingBox())?.width ?? 0;
    await expect.poll(widthOf).toBeGreaterThan(300);
    const wide = await widthOf();
    await page.getByRole('button', { name: new RegExp(`^Move "${SALES.replace('?', '\\?')}"`) }).focus();
    const kept = page.waitForResponse((response) => response.url().endsWith('/api/pins/places'));
    await page.keyboard.press('Shift+ArrowLeft');
    await kept;
    await page.reload();
    await card(page, SALES).waitFor();
    await expect.poll(async () => Math.round(wide - (await widthOf()))).toBeGreaterThan(20);

    // By hand: dragged below the other one.
    const handle = await page.getByRole('button', { name: /^Move "What were/ }).boundingBox();
    if (!handle) throw new Error('the card has a handle');
    const dragged = page.waitForResponse((response) => response.url().endsWith('/api/pins/places'));
    await page.mouse.move(handle.x + 5, handle.y + 5);
    await page.mouse.down();
    await page.mouse.move(handle.x + 700, handle.y + 30, { steps: 12 });
    await page.mouse.up();
    await dragged;

    await bookLateOrder(app.dataDir);
    await choose(page, SALES, 'What changed');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('One ledger entry recorded since explains it').waitFor();
    const text = await sheet.innerText();
    expect(text).toContain('+$12.34');
    expect(text).toMatch(/#L1\s+Shopify\s+sale/);
    await lookAtPage(page, 'dashboard-changes');
    await page.keyboard.press('Escape');
    await choose(page, SALES, 'Refresh');
    const after = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(Number(pinned) + 12.34);
    await card(page, SALES).getByText(after).first().waitFor();

    const [download] = await Promise.all([page.waitForEvent('download'), choose(page, SALES, 'Download CSV')]);
    expect(await readFile(await download.path(), 'utf8')).toContain((Number(pinned) + 12.34).toFixed(2));

    await choose(page, SALES, 'Share');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const address = await page.getByLabel('The new link').inputValue();
    await page.getByText(/^Open, made/).waitFor();
    await lookAtPage(page, 'dashboard-share');
    const stranger = await page.context().browser()?.newContext();
    if (!stranger) throw new Error('there is a browser');
    const other = await stranger.newPage();
    const response = await other.goto(address);
    expect(response?.status()).toBe(200);
    expect(response?.headers()['referrer-policy']).toBe('no-referrer');
    expect(response?.headers()['x-robots-tag']).toContain('noindex');
    await other.getByText(/^Shared by .* ends /).waitFor();
    expect(await other.getByRole('main').innerText()).toContain(after);
    await lookAtPage(other, 'shared-answer');
    expect(await stranger.cookies()).toEqual([]);
    for (const format of ['csv', 'xlsx', 'png'])
      expect((await other.request.get(`${address.replace('/share/', '/api/share/')}/export?format=${format}`)).status()).toBe(200);

    await page.getByRole('button', { name: /^Revoke the link/ }).click();
    await page.getByText(/^Revoked, made/).waitFor();
    const wrong = address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const gone of [address, wrong]) {
      expect((await other.goto(gone))?.status()).toBe(404);
      expect(await other.getByRole('main').innerText()).toContain('This page does not exist');
      expect((await other.request.get(`${gone.replace('/share/', '/api/share/')}/export?format=csv`)).status()).toBe(404);
    }
    await stranger.close();
    await page.keyboard.press('Escape');

    await choose(page, RATES, 'Unpin');
    await page.getByRole('button', { name: 'Unpin', exact: true }).click();
    await card(page, RATES).waitFor({ state: 'detached' });
    await page.goto(chat);
    await page.getByRole('button', { name: 'Pinned', pressed: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Pinned', pressed: true }).count()).toBe(1);
    expect(test.pageErrors).toEqual([]);
  });
});
