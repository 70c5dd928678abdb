import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '~/tests/support/browser';
import { MAIL_ANSWERS } from '~/tests/support/mail-answers';
import { renderEmail } from '@/render/email/render-email';

const FOLDER = 'docs/screenshots';
const choice = await findBrowser();

describe.skipIf('missing' in choice)(`a mail${'missing' in choice ? ` (${choice.missing})` : ''}`, () => {
  let browser: Browser | undefined;
  let html = '';
  beforeAll(async () => {
    if (!('missing' in choice)) browser = await launchBrowser(choice);
    const mail = await renderEmail({
      subject: 'Your week at Mar & Sol',
      preheader: 'Net sales rose in October; the sea blue mug leads.',
      sections: MAIL_ANSWERS,
      footer: {
        reason: 'You get this mail because you asked for a weekly digest.',
        links: [
          { label: 'Change it', href: '/settings' },
          { label: 'Stop these mails', href: '/stop' },
        ],
      },
      locale: 'en-US',
      baseUrl: 'https://shop.example',
    });
    // A browser has no attachments: the pictures stand where mail programs put them.
    html = mail.attachments.reduce(
      (text, { cid, content, contentType }) =>
        text.replaceAll(`cid:${cid}`, `data:${contentType};base64,${Buffer.from(content).toString('base64')}`),
      mail.html,
    );
  });
  afterAll(() => browser?.close());

  it.each([
    [600, 'light'],
    [600, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)('fits %i px in %s: no sideways scroll, all pictures, text that is seen', async (width, colorScheme) => {
    if (!browser) throw new Error('the browser is not open');
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    try {
      await page.setContent(html);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.evaluate('[...document.images].every((image) => image.complete && image.naturalWidth > 0)')).toBe(true);
      const [text, surface] = (await page.evaluate(
        `['h1', '.s'].map((name, index) => getComputedStyle(document.querySelector(name))[index === 0 ? 'color' : 'backgroundColor'])`,
      )) as string[];
      expect([text, surface]).toEqual(
        colorScheme === 'dark' ? ['rgb(236, 235, 232)', 'rgb(25, 26, 28)'] : ['rgb(29, 28, 26)', 'rgb(255, 255, 255)'],
      );
      if (process.env['SCREENSHOTS'] === '1') {
        mkdirSync(FOLDER, { recursive: true });
        await page.screenshot({ path: path.join(FOLDER, `mail-${width}-${colorScheme}.png`), fullPage: true });
      }
    } finally {
      await page.close();
    }
  });
});
