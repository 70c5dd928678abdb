import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const FOLDER = path.resolve('docs/screenshots');

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Charts are drawn after their library has loaded, and again after a resize. */
const SETTLE_MS = 500;

/**
 * Look at the page at 1440 and 390 px, light and dark: none scrolls sideways. With SCREENSHOTS=1 the pictures are kept
 * in docs/screenshots; otherwise a test run leaves the tree as it was.
 */
export async function lookAtPage(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(SETTLE_MS);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow, `${name} scrolls sideways at ${size.width} px`).toBeLessThanOrEqual(0);
      if (process.env['SCREENSHOTS'] === '1') {
        mkdirSync(FOLDER, { recursive: true });
        await page.screenshot({ path: path.join(FOLDER, `${name}-${size.width}-${colorScheme}.png`) });
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}
