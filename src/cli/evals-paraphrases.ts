import { z } from 'zod';
import type { DataSet, Paraphrase } from '~/evals/case';
import { previousPeriod, previousYear } from '@/core/query/period';
import { periodSchema } from '@/core/query/query';
import type { AskResult } from './ask';

/** Asks a question in the workspace of a data set, at the instant evals run at; null when its data is not there. */
export type Asker = (data: DataSet, turn: { question: string; thread?: string }) => Promise<AskResult | null>;

interface Difference {
  wording: string;
  expected: string;
  got: string;
}

interface ParaphraseResult {
  id: string;
  wordings: number;
  equal: number;
  differences: Difference[];
}

/** Tools that only look things up: which of them a wording needs says nothing about what is answered. */
const LOOKUPS: ReadonlySet<string> = new Set(['findEntities', 'describeData', 'checkFreshness']);

/** Ask every wording and compare its tool calls with those of the first. Prints the share that is equal and every difference. */
export async function runParaphrases(paraphrases: readonly Paraphrase[], asker: Asker, isJson: boolean): Promise<void> {
  const results: ParaphraseResult[] = [];
  for (const paraphrase of paraphrases) {
    const result = await compareWordings(paraphrase, asker);
    if (result === null) continue;
    results.push(result);
    if (isJson || result.differences.length === 0) continue;
    process.stdout.write(
      `${result.id}: ${result.equal} of ${result.wordings} equal; the first: ${result.differences[0]?.expected ?? ''}\n`,
    );
    for (const { wording, got } of result.differences) process.stdout.write(`  ${wording}\n    ${got}\n`);
  }
  const sum = (pick: (result: ParaphraseResult) => number): number => results.reduce((total, result) => total + pick(result), 0);
  const equal = sum((result) => result.equal);
  const wordings = sum((result) => result.wordings);
  const summary = { questions: results.length, wordings, equal, share: wordings === 0 ? 0 : equal / wordings };
  if (isJson) process.stdout.write(`${JSON.stringify({ ...summary, results })}\n`);
  else
    process.stdout.write(`\n${equal} of ${wordings} wordings (${(summary.share * 100).toFixed(1)} %) lead to the same call as the first\n`);
}

/** Null when the data of the question is not there. The first wording counts as one, equal to itself. */
async function compareWordings({ id, data, history, wordings }: Paraphrase, asker: Asker): Promise<ParaphraseResult | null> {
  const result: ParaphraseResult = { id, wordings: 0, equal: 0, differences: [] };
  let expected: string | null = null;
  for (const wording of wordings) {
    const thread = history.length > 0 ? { thread: crypto.randomUUID() } : {};
    for (const question of history) await asker(data, { question, ...thread });
    const answer = await asker(data, { question: wording, ...thread });
    if (answer === null) return null;
    const got = describeAnswer(answer);
    expected ??= got;
    result.wordings += 1;
    if (got === expected) result.equal += 1;
    else result.differences.push({ wording, expected, got });
  }
  return result;
}

/**
 * What an answer did: its main call, the first that is no look-up, in a form that differs only when it means something else.
 * Further calls (a series beside a number) are trimmings.
 */
export function describeAnswer({ status, toolCalls }: Pick<AskResult, 'status' | 'toolCalls'>): string {
  if (status !== 'answered') return status;
  const main = toolCalls.find(({ tool }) => !LOOKUPS.has(tool));
  return main ? `${main.tool} ${JSON.stringify(canonical(withDates(main.input)))}` : `answered with ${toolCalls[0]?.tool ?? 'no call'}`;
}

const comparedSchema = z.object({ period: periodSchema, compare: z.enum(['previousPeriod', 'previousYear']) });

/** An input whose comparison is named by its days: "the month before" and the name of that month are the same. */
function withDates(input: unknown): unknown {
  const compared = comparedSchema.safeParse(input).data;
  if (!compared) return input;
  const { period, compare } = compared;
  return { ...(input as object), compare: compare === 'previousYear' ? previousYear(period) : previousPeriod(period) };
}

/** Lists whose order means nothing: people name two measures now this way round, now that. */
const UNORDERED: ReadonlySet<string> = new Set(['metrics', 'filters', 'values', 'having']);

/** Values that mean the same as leaving the field out. */
const DEFAULTS: Readonly<Record<string, string>> = { op: '"in"', direction: '"desc"', shape: '{"kind":"aggregate"}' };

/** An input without empty and default fields, its keys in order, lists whose order means nothing sorted. */
function canonical(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return UNORDERED.has(key) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]) => [name, canonical(field, name)] as const)
      .filter(([name, field]) => {
        const text = JSON.stringify(field) as string | undefined;
        return text !== undefined && text !== '[]' && text !== '{}' && text !== 'null' && text !== DEFAULTS[name];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
