import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { caseSchema } from '~/evals/case';
import { answerQuestion } from '@/agent/answer';
import type { Workspace } from '@/core/model/workspace';
import type { Container } from '@/server/container';
import { seedDemoWorkspace } from '@/server/demo';
import { getWorkspaceOrThrow } from '@/store/workspaces';
import { withContainer } from './container';
import { quantiles, round, type Line } from './lines';

/** Ten questions everybody asks. */
export const TYPICAL = [
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

/** Latency of questions in generated shops of some sizes, as multiples of the demo's 25,000 orders. */
export async function benchQuestions(scales: readonly number[]): Promise<Line[]> {
  const lines: Line[] = [];
  const medians: number[] = [];
  for (const scale of scales) {
    const measured = await withContainer((container) => benchShop(container, scale));
    medians.push(measured[1]?.value ?? 0);
    lines.push(...measured);
  }
  const ratio = round((medians.at(-1) ?? 0) / (medians[0] || 1));
  return [...lines, { name: 'p50 of the largest size against the smallest', value: ratio, unit: 'x' }];
}

/** Milliseconds that an answer takes. */
export async function timeOf(container: Container, workspace: Workspace, question: string): Promise<number> {
  const { ms } = await answerQuestion(container.agent, {
    workspace,
    messages: [{ id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text: question }] }],
  });
  return ms;
}

async function benchShop(container: Container, scale: number): Promise<Line[]> {
  const started = performance.now();
  await seedDemoWorkspace(container, () => {}, scale);
  const workspace: Workspace = await getWorkspaceOrThrow(container.db, 'demo');
  const { orders } = await container.agent.dataOf(workspace).coverage.coverage();
  const seconds = (performance.now() - started) / 1000;
  const ask = (question: string): Promise<number> => timeOf(container, workspace, question);
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
