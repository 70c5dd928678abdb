import { readFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { startOpenAiServer } from '~/tests/support/openai-server';
import { ask, inBrowser, signIn } from './browser-suite';
import { lookAtPage } from './pictures';

const present = JSON.stringify({ kind: 'answer', followUps: ['Net sales by month'] });
const model = await startOpenAiServer([
  { calls: [{ name: 'queryMetrics', arguments: JSON.stringify({ metrics: ['netSales'], period: 'last_month' }) }] },
  { text: 'Net sales were $1.00 last month.', calls: [{ name: 'presentAnswer', arguments: present }] },
  { text: 'Net sales were [[t1/0/netSales]] last month.', calls: [{ name: 'presentAnswer', arguments: present }] },
]);
afterAll(() => model.close());

await inBrowser(
  'feedback and model use',
  (get) => {
    it('keeps what a person says about an answer, and shows what the model used', async () => {
      const test = get();
      const { page, app } = test;
      await signIn(test);
      await ask(test, 'What were my net sales last month?');
      const article = page.getByRole('article');
      expect(await article.innerText()).toMatch(/Net sales were \$[\d,]+\.\d\d last month/);
      // The first text was a lie: it was never shown.
      expect(await article.innerText()).not.toContain('$1.00');
      expect(model.requests).toHaveLength(3);

      await article.getByText(/^1 step/).click();
      expect(await article.innerText()).toMatch(/Worded by stub-model: 3,600 tokens in, 240 out, USD 0.0084/);

      const wrong = article.getByRole('button', { name: 'Wrong answer' });
      expect(await wrong.getAttribute('aria-pressed')).toBe('false');
      await wrong.focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('What is wrong?').fill('I meant gross sales');
      await lookAtPage(page, 'answer-feedback');
      await Promise.all([
        page.waitForResponse(
          (response) => response.url().endsWith('/api/feedback') && response.request().postData()?.includes('gross') === true,
        ),
        page.getByRole('button', { name: 'Save reason' }).click(),
      ]);
      expect(await wrong.getAttribute('aria-pressed')).toBe('true');

      await page.reload();
      await wrong.waitFor();
      expect(await wrong.getAttribute('aria-pressed')).toBe('true');
      await wrong.click();
      expect(await page.getByLabel('What is wrong?').inputValue()).toBe('I meant gross sales');
      await page.keyboard.press('Escape');

      await page.goto(`${app.url}/settings`);
      const use = page.getByRole('region', { name: 'Model use' });
      expect(await use.innerText()).toMatch(/stub-model answers here/);
      expect(await use.getByRole('table').first().innerText()).toMatch(/stub-model\s+1\s+3,600\s+240\s+\$0.0084/);
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download feedback' }).click()]);
      expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({
        question: 'What were my net sales last month?',
        history: [],
        data: 'demo',
        expected: null,
        reason: 'I meant gross sales',
        status: 'answered',
        model: 'stub-model',
      });
      await lookAtPage(page, 'settings-model-use');
      expect(test.pageErrors).toEqual([]);
    });
  },
  {
    OPENAI_BASE_URL: model.baseUrl,
    SHOPIQ_MODEL: 'stub-model',
    SHOPIQ_PRICE_INPUT: '1.5',
    SHOPIQ_PRICE_CACHED_INPUT: '1.5',
    SHOPIQ_PRICE_OUTPUT: '12.5',
    SHOPIQ_MONTH_TOKENS: '2000000',
  },
);
