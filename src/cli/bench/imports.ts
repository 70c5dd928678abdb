import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Container } from '@/server/container';
import { getFileFormatOrThrow } from '@/connectors/files/registry';
import { runImport } from '../import';
import { withContainer } from './container';
import type { Line } from './lines';

const SAMPLES = [
  ['olist', '../shared/data/olist-21k'],
  ['online-retail', '../shared/data/online-retail/online_retail.csv.gz'],
] as const;

/** Rows a second of importing the samples that are there. */
export async function benchImports(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [format, folder] of SAMPLES) {
    if (!existsSync(folder)) process.stderr.write(`${format}: skipped, ${folder} is not there.\n`);
    else lines.push(await withContainer((container) => benchImport(container, format, folder)));
  }
  return lines;
}

async function benchImport(container: Container, formatId: string, target: string): Promise<Line> {
  const started = performance.now();
  getFileFormatOrThrow(formatId);
  const report = await runImport(
    { formatId, target, flags: { workspace: 'bench', rejects: path.join(os.tmpdir(), 'bench-rejects.csv') } },
    async () => container,
    {
      out: () => {},
      err: () => {},
      isScreen: false,
    },
  );
  return { name: `${formatId} import`, value: Math.round(report.rowsRead / ((performance.now() - started) / 1000)), unit: 'rows/s' };
}
