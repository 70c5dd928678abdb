import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** Names a Chromium goes by on the path, the free one first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing in the background that would touch the network or the machine's own profile. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Meant for tiny machines: the whole browser would end with its first window. */
const ONE_PROCESS = '--single-process';

export interface BrowserChoice {
  executablePath: string;
  args: string[];
  /** For the name of a skipped or run test. */
  source: string;
}

function findOnPath(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const candidate = path.join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not here: look on.
      }
    }
  }
  return null;
}

/** A Chromium on the path, else the one an npm package brings, else why there is none. */
export async function findBrowser(): Promise<BrowserChoice | { missing: string }> {
  const found = findOnPath();
  if (found) return { executablePath: found, args: FLAGS, source: found };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: `no Chromium on the path of ${process.platform} ${process.arch}` };
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return {
      executablePath: await packaged.executablePath(),
      args: [...new Set([...packaged.args.filter((flag) => flag !== ONE_PROCESS), ...FLAGS])],
      source: '@sparticuz/chromium',
    };
  } catch (error) {
    return {
      missing: `no Chromium on the path, and @sparticuz/chromium did not start: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** Start the browser found. */
export function launchBrowser(choice: BrowserChoice): Promise<Browser> {
  return chromium.launch({ executablePath: choice.executablePath, args: choice.args });
}
