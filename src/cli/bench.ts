import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { caseSchema } from '~/evals/case';
import { answerQuestion } from '@/agent/answer';
import { getFileFormatOrThrow } from '@/connectors/files/registry';
import type { Workspace } from '@/core/model/workspace';
import { readEnv } from '@/platform/env';
import { createContainer, type Container } from '@/server/container';
import { seedDemoWorkspace } from '@/server/demo';
import { getWorkspaceOrThrow } from '@/store/workspaces';
import { runImport } from './import';

/** Ten questions everybody asks. */
const TYPICAL = [
  'What were my total sales last month?',
  'Revenue by month',
  'Show me my return rate by marketplace',
  'Which product sells best on Flipkart vs Shopify?',
  'Top 10 categories by revenue',
  'What is the average order value by country?',
  'How did net sales change compared with the same period last year in October 2026?',
  'What is the repeat purchase rate?',
  'At which hour of the day do we get the most orders?',
  'What share of deliveries is late?',
];
const REPEATS = 5;
/** Orders of the generated shops, as multiples of the demo's 25,000. */
const SCALES = [0.84, 8];

interface Line {
  name: string;
  value: number;
  unit: string;
}

/** Add `shopiq bench`: imports, question latency at two sizes, peak memory; written to bench/results.json. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('Measure imports, question latency and memory on the embedded database.')
    .option('--scale <numbers>', 'sizes as multiples of 25,000 orders, comma-separated', SCALES.join(','))
    .action(async (flags: { scale: string }) => {
      const lines: Line[] = [];
      for (const [format, folder] of [
        ['olist', '../shared/data/olist-21k'],
        ['online-retail', '../shared/data/online-retail/online_retail.csv.gz'],
      ] as const) {
        if (!existsSync(folder)) process.stderr.write(`${format}: skipped, ${folder} is not there.\n`);
        else lines.push(await withContainer((container) => benchImport(container, format, folder)));
      }
      const medians: number[] = [];
      for (const scale of flags.scale.split(',').map(Number)) {
        const measured = await withContainer((container) => benchQuestions(container, scale));
        medians.push(measured[1]?.value ?? 0);
        lines.push(...measured);
      }
      lines.push({
        name: 'p50 of the largest size against the smallest',
        value: round((medians.at(-1) ?? 0) / (medians[0] || 1)),
        unit: 'x',
      });
      lines.push({
        name: 'peak memory of the process, database included',
        value: Math.round(process.resourceUsage().maxRSS / 1024),
        unit: 'MB',
      });
      for (const { name, value, unit } of lines) process.stdout.write(`${name.padEnd(76)} ${String(value).padStart(10)} ${unit}\n`);
      mkdirSync('bench', { recursive: true });
      writeFileSync('bench/results.json', `${JSON.stringify(lines, null, 2)}\n`);
    });
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** A container on an empty embedded database that is thrown away. */
async function withContainer<T>(work: (container: Container) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-bench-'));
  const env = readEnv();
  const container = await createContainer({ ...env, DATABASE_URL: undefined, dataDir: folder }, 'own');
  try {
    return await work(container);
  } finally {
    await container.close();
    rmSync(folder, { recursive: true, force: true });
  }
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

async function benchQuestions(container: Container, scale: number): Promise<Line[]> {
  const started = performance.now();
  await seedDemoWorkspace(container, () => {}, scale);
  const workspace: Workspace = await getWorkspaceOrThrow(container.db, 'demo');
  const { orders } = await container.agent.dataOf(workspace).coverage.coverage();
  const seconds = (performance.now() - started) / 1000;
  const ask = async (question: string): Promise<number> => {
    const answer = await answerQuestion(container.agent, {
      workspace,
      messages: [{ id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text: question }] }],
    });
    return answer.ms;
  };
  // The first round warms up the lexicon and the database.
  for (const question of TYPICAL) await ask(question);
  const typical: number[] = [];
  for (let run = 0; run < REPEATS; run += 1) for (const question of TYPICAL) typical.push(await ask(question));
  const all: number[] = [];
  for (const question of demoQuestions()) all.push(await ask(question));
  const label = `${orders.toLocaleString('en-US')} orders`;
  return [
    { name: `${label}: written`, value: Math.round(orders / seconds), unit: 'orders/s' },
    ...quantiles(`${label}: ten typical questions`, typical),
    ...quantiles(`${label}: ${all.length} questions of the evals, each once`, all),
  ];
}

/** Every question of the evals about the demo shop that needs no conversation before it. */
function demoQuestions(): string[] {
  return readdirSync('evals')
    .map((ability) => path.join('evals', ability, 'cases.jsonl'))
    .filter((file) => existsSync(file) && !file.includes('paraphrases') && !file.includes('red-team'))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean))
    .map((line) => caseSchema.parse(JSON.parse(line)))
    .filter((evalCase) => evalCase.data === 'demo' && evalCase.history.length === 0)
    .map(({ question }) => question);
}

function quantiles(name: string, times: number[]): Line[] {
  times.sort((a, b) => a - b);
  return [0.5, 0.95].map((share) => ({
    name: `${name}, p${share * 100}`,
    value: times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0,
    unit: 'ms',
  }));
}
