import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { findBrowser, launchBrowser } from '~/tests/support/browser';
import { startApp, type AppServer } from './app-server';

/** What a browser test works with; valid inside tests. */
export interface BrowserTest {
  page: Page;
  app: AppServer;
  /** Errors the page itself reported since the test began. */
  pageErrors: readonly string[];
}

const START_MS = 400_000;
const WIDE = { width: 1440, height: 900 };

/** Tests in a real browser against the real product, started with variables of its own when given. Skipped by name where there is no browser. */
export async function inBrowser(
  title: string,
  body: (get: () => BrowserTest) => void,
  environment: Record<string, string> = {},
): Promise<void> {
  const choice = await findBrowser();
  if ('missing' in choice) {
    describe.skip(`${title} (${choice.missing})`, () => body(notOpen));
    return;
  }
  describe(title, () => {
    let app: AppServer | undefined;
    let browser: Browser | undefined;
    let context: BrowserContext | undefined;
    let current: BrowserTest | undefined;
    beforeAll(async () => {
      [app, browser] = await Promise.all([startApp(environment), launchBrowser(choice)]);
    }, START_MS);
    afterAll(async () => {
      await browser?.close();
      await app?.stop();
    });
    beforeEach(async () => {
      if (!app || !browser) return;
      context = await browser.newContext({ viewport: WIDE, colorScheme: 'light', locale: 'en-US' });
      const page = await context.newPage();
      const pageErrors: string[] = [];
      page.on('pageerror', (error) => pageErrors.push(error.message));
      current = { page, app, pageErrors };
    });
    afterEach(async () => {
      await context?.close();
      current = undefined;
    });
    body(() => current ?? notOpen());
  });
}

function notOpen(): never {
  throw new Error('the browser is not open');
}

/** Sign in with the demo account as the page offers it. */
export async function signIn({ page, app }: BrowserTest): Promise<void> {
  await page.goto(`${app.url}/signin`);
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await page.waitForURL(`${app.url}/`);
}

/** Ask in the open thread and wait for the finished answer. */
export async function ask({ page }: BrowserTest, question: string): Promise<void> {
  const before = await page.getByRole('article').count();
  const field = page.getByLabel('Your question');
  await field.fill(question);
  await field.press('Enter');
  await page.getByRole('article').nth(before).waitFor();
  await page.getByRole('article').nth(before).locator('[aria-busy="false"]').first().waitFor();
}
