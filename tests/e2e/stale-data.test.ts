import { afterEach, expect, it } from 'vitest';
import { addDays, startOfGrain, toLocal } from '@/core/model/calendar';
import { ask, inBrowser, signIn, type BrowserTest } from './browser-suite';
import { connectShops, soldBy, type ConnectedShops } from './connected-shops';
import { lookAtPage } from './pictures';

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const DAY_MS = 86_400_000;
const SECRET = 'a secret for schedulers';

/** The whole month before this one, by the shop's clock. */
function lastMonth(): { from: string; to: string } {
  const to = addDays(startOfGrain(toLocal(new Date(), 'America/New_York').slice(0, 10), 'month'), -1);
  return { from: startOfGrain(to, 'month'), to };
}

/** The accounts were last read in the middle of that month. */
const readAt = (): Date => new Date(Date.parse(`${lastMonth().from}T12:00:00Z`) + 14 * DAY_MS);

await inBrowser(
  'a question on data that is old',
  (get) => {
    let connected: ConnectedShops | null = null;
    afterEach(async () => {
      await connected?.close();
      connected = null;
    });
    const open = async (test: BrowserTest, marketplaces: readonly string[]): Promise<ConnectedShops> => {
      connected = await connectShops(test.app.dataDir, marketplaces, readAt());
      await test.page.context().addCookies([{ name: 'shopiq-workspace', value: connected.slug, url: test.app.url }]);
      await signIn(test);
      return connected;
    };

    it('reads what is new first, answers to the cent and says so', { timeout: 180_000 }, async () => {
      const test = get();
      const { shops } = await open(test, ['shopify']);
      const [shopify] = shops;
      if (!shopify) throw new Error('a shop was served');
      await ask(test, 'What were my total sales last month?');
      const text = await test.page.getByRole('article').innerText();
      expect(text).toContain(dollars.format(soldBy(shopify, lastMonth())));
      // On a slow machine the stock may be read still, after the orders.
      expect(text).toMatch(/(Read again before answering|Still being read): .*web shop/);
      expect(text).toContain('Synced just now');
      await lookAtPage(test.page, 'answer-refreshed');
      await test.page.goto(`${test.app.url}/connections`);
      await test.page.getByText('Juniper & Clay web shop').waitFor();
      await test.page.getByText('History').click();
      expect(await test.page.getByRole('table').innerText()).toContain('For a question');
      await lookAtPage(test.page, 'connections');
      expect(test.pageErrors).toEqual([]);
    });

    it('answers with one marketplace down and names the gap', { timeout: 180_000 }, async () => {
      const test = get();
      const { shops } = await open(test, ['shopify', 'etsy']);
      const [shopify, etsy] = shops;
      if (!shopify || !etsy) throw new Error('two shops were served');
      await etsy.close();
      await ask(test, 'What were my total sales last month by marketplace?');
      const text = await test.page.getByRole('article').innerText();
      expect(text).toContain(dollars.format(soldBy(shopify, lastMonth())));
      expect(text).toMatch(/Etsy.* could not be read since /);
      expect(text).toContain('what came after is not in the answer');
      await lookAtPage(test.page, 'answer-gap');
      expect(test.pageErrors).toEqual([]);
    });

    it('lets a scheduler outside ask for what is due, with the secret only', async () => {
      const { app } = get();
      const call = (authorization: string) => fetch(`${app.url}/api/cron/sync`, { headers: { authorization } });
      expect((await call('Bearer wrong')).status).toBe(401);
      expect((await call(`Bearer ${SECRET}`)).status).toBe(202);
    });
  },
  // Nobody but a question reads the accounts.
  { SHOPIQ_CRON_SECRET: SECRET, SHOPIQ_WORKER: 'off', SHOPIQ_DEMO_SCALE: '0' },
);
