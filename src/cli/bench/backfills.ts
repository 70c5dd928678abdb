import { chmodSync } from 'node:fs';
import path from 'node:path';
import { startNative } from '~/tests/support/native-process';
import { createDatabase } from '~/tests/support/temporary-database';
import { scaleOf } from '@/connectors/demo/generate';
import { AppError } from '@/core/errors';
import { startChild } from '@/platform/child-process';
import { readEnv } from '@/platform/env';
import { serveApart } from '@/server/serve-apart';
import type { Backfill, BackfillRequest } from './backfill-process';
import { withFolder } from './container';
import { round, type Line } from './lines';

interface Native {
  title: string;
  url: string;
  close(): Promise<void>;
}

/** Connect a served sandbox over HTTP and read all its past, into the embedded database and into a native one. */
export async function benchBackfills({ marketplace, orders }: { marketplace: string; orders: number }): Promise<Line[]> {
  const now = new Date().toISOString();
  const served = await serveApart({ marketplaces: [marketplace], scale: scaleOf(marketplace, orders), at: now, now });
  try {
    const [sandbox] = served.sandboxes;
    if (!sandbox) throw new AppError('internal', 'No sandbox was served.');
    const embedded = await withFolder((folder) => backfill({ marketplace, sandbox, folder }));
    const title = `${marketplace}, ${sandbox.orders.toLocaleString('en-US')} orders`;
    const lines = linesOf(`${title}, embedded`, embedded, 'database included');
    const native = await withFolder(async (folder) => {
      const server = await openNative(folder);
      if ('missing' in server) {
        process.stderr.write(`native PostgreSQL: skipped, ${server.missing}\n`);
        return [];
      }
      try {
        const measured = await backfill({ marketplace, sandbox, folder, databaseUrl: server.url });
        const ratio = {
          name: `${title}: speed of native against embedded`,
          value: round(speedOf(measured) / speedOf(embedded)),
          unit: 'x',
        };
        return [...linesOf(`${title}, ${server.title}`, measured, 'without the database, a process of its own'), ratio];
      } finally {
        await server.close();
      }
    });
    return [...lines, ...native];
  } finally {
    await served.stop();
  }
}

/** One backfill in a process of its own. @throws AppError internal when an order is missing: how fast it was says nothing then. */
async function backfill(request: BackfillRequest): Promise<Backfill> {
  const { line } = await startChild(script('backfill-process.ts'), [JSON.stringify(request)]);
  const measured = JSON.parse(line) as Backfill;
  const { orders } = request.sandbox;
  if (measured.orders !== orders) throw new AppError('internal', `${measured.orders} of ${orders} orders were stored.`);
  return measured;
}

/** Orders a second of our own work: what the vendor makes us wait for says nothing of it. */
const speedOf = ({ orders, seconds, waitedSeconds, answeringSeconds }: Backfill): number =>
  orders / (seconds - waitedSeconds - answeringSeconds);

function linesOf(title: string, measured: Backfill, whose: string): Line[] {
  const { orders, seconds, waitedSeconds, answeringSeconds, requests, pages, peakMegabytes, slowestQuestionMs, settleSeconds } = measured;
  return [
    { name: `${title}: read and written`, value: Math.round(orders / seconds), unit: 'orders/s' },
    { name: `${title}: the same, without waiting for the sandbox`, value: Math.round(speedOf(measured)), unit: 'orders/s' },
    { name: `${title}: time`, value: round(seconds), unit: 's' },
    { name: `${title}: of it, until limits allowed the next request`, value: round(waitedSeconds), unit: 's' },
    { name: `${title}: of it, until the sandbox answered`, value: round(answeringSeconds), unit: 's' },
    { name: `${title}: requests`, value: requests, unit: '' },
    { name: `${title}: pages`, value: pages, unit: '' },
    { name: `${title}: peak memory, ${whose}`, value: Math.round(peakMegabytes), unit: 'MB' },
    { name: `${title}: slowest of ten questions right after`, value: slowestQuestionMs, unit: 'ms' },
    { name: `${title}: computing ahead after it`, value: round(settleSeconds), unit: 's' },
  ];
}

/** An empty database on the server of DATABASE_URL, or on one that is started for this; or why there is none. */
async function openNative(folder: string): Promise<Native | { missing: string }> {
  const { DATABASE_URL } = readEnv();
  if (DATABASE_URL !== undefined) return { title: 'server of DATABASE_URL', ...(await createDatabase(DATABASE_URL, null)) };
  chmodSync(folder, 0o755); // the system user that runs the server must reach its folder
  try {
    const { url, stop } = await startNative(path.join(folder, 'native'), { isDurable: true });
    return { title: 'native PostgreSQL', url: `${url}/postgres`, close: stop };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

const script = (name: string): string => path.join(import.meta.dirname, name);
