import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderChartPng } from '@/render/chart-image';
import { toSlackParts } from '@/render/slack-blocks';
import { findBrowser, launchBrowser } from '~/tests/support/browser';
import { MAIL_ANSWERS } from '~/tests/support/mail-answers';
import { slackPage, type ShownMessage } from '~/tests/support/slack-picture';

const FOLDER = 'docs/screenshots';
const choice = await findBrowser();
const nowMs = Date.parse('2026-11-22T08:00:00Z');

/** Answers as they are posted, and one that waits for an approval. */
function messages(): ShownMessage[] {
  return MAIL_ANSWERS.slice(0, 2).flatMap((answer, index) =>
    toSlackParts(answer, {
      locale: 'en-US',
      nowMs,
      openUrl: 'https://shop.example/c/1',
      rated: { chatId: 'c', messageId: `m${index}` },
      ...(index === 0 ? { asked: { slackUserId: 'ann', question: 'What were my net sales in October?' } } : {}),
    }).map((part): ShownMessage => {
      if (part.kind === 'message') return { blocks: part.blocks };
      const png = renderChartPng(part.chart, part.table, { theme: 'light', locale: 'en-US' });
      return png ? { blocks: [], image: { png, alt: part.alt, title: part.chart.title } } : { blocks: [] };
    }),
  );
}

describe.skipIf('missing' in choice)(`an answer in Slack${'missing' in choice ? ` (${choice.missing})` : ''}`, () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!('missing' in choice)) browser = await launchBrowser(choice);
  });
  afterAll(() => browser?.close());

  it.each([
    [900, 'light'],
    [900, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('has its sentence first, its charts as pictures and its tables whole at %i px in %s', async (width, colorScheme) => {
    if (!browser) throw new Error('the browser is not open');
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    try {
      await page.setContent(slackPage(messages()));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await page.locator('img').count()).toBeGreaterThan(0);
      expect(await page.locator('img').first().getAttribute('alt')).toMatch(/\w+ \w+/);
      if (process.env['SCREENSHOTS'] === '1') {
        mkdirSync(FOLDER, { recursive: true });
        await page.screenshot({ path: path.join(FOLDER, `slack-${width}-${colorScheme}.png`), fullPage: true });
      }
    } finally {
      await page.close();
    }
  });
});
