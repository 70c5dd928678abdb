import { z } from 'zod';
import type { DataSet, Paraphrase } from '~/evals/case';
import { previousPeriod, previousYear } from '@/core/query/period';
import { periodSchema } from '@/core/query/query';
import type { AskResult } from './ask';

/** Asks a question in the workspace of a data set, at the instant evals run at; null when its data is not there. */
export type Asker = (data: DataSet, turn: { question: string; thread?: string }) => Promise<AskResult | null>;

interface WordingResult {
  wording: string;
  /** Runs of it that led to the call of the first wording's first run. */
  equalRuns: number;
  /** The first other call, when there was one. */
  other: string | null;
}

interface ParaphraseResult {
  id: string;
  expected: string;
  wordings: WordingResult[];
}

/** Tools that only look things up: which of them a wording needs says nothing about what is answered. */
const LOOKUPS: ReadonlySet<string> = new Set(['findEntities', 'describeData', 'checkFreshness']);

/**
 * The robustness report: ask every wording `runs` times and compare the tool calls with that of the first. Prints every
 * difference, the share of wordings that is equal, and with several runs pass^k: how likely all of k runs are equal.
 */
export async function runParaphrases(
  paraphrases: readonly Paraphrase[],
  asker: Asker,
  { runs, isJson }: { runs: number; isJson: boolean },
): Promise<void> {
  const results: ParaphraseResult[] = [];
  for (const paraphrase of paraphrases) {
    const result = await compareWordings(paraphrase, asker, runs);
    if (result === null) continue;
    results.push(result);
    if (!isJson) printDifferences(result, runs);
  }
  const wordings = results.flatMap((result) => result.wordings);
  const passed = Array.from({ length: runs }, (_, index) => ({
    k: index + 1,
    share: wordings.reduce((sum, { equalRuns }) => sum + passHatK(equalRuns, runs, index + 1), 0) / (wordings.length || 1),
  }));
  const equal = wordings.filter(({ equalRuns }) => equalRuns === runs).length;
  if (isJson)
    process.stdout.write(
      `${JSON.stringify({ questions: results.length, wordings: wordings.length, equal, runs, passHatK: passed, results })}\n`,
    );
  else {
    const share = percent(equal / (wordings.length || 1));
    process.stdout.write(`\n${equal} of ${wordings.length} wordings (${share}) lead to the same call as the first\n`);
    if (runs > 1) process.stdout.write(`${passed.map(({ k, share: passing }) => `pass^${k} ${percent(passing)}`).join(', ')}\n`);
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function printDifferences({ id, expected, wordings }: ParaphraseResult, runs: number): void {
  const different = wordings.filter(({ equalRuns }) => equalRuns < runs);
  if (different.length === 0) return;
  process.stdout.write(`${id}: ${wordings.length - different.length} of ${wordings.length} equal; the first: ${expected}\n`);
  for (const { wording, other, equalRuns } of different)
    process.stdout.write(`  ${wording}${runs > 1 ? ` (${equalRuns} of ${runs} runs)` : ''}\n    ${other ?? ''}\n`);
}

/**
 * Likelihood that k runs are all right when c of n were: C(c, k) / C(n, k), the unbiased estimate of pass^k.
 * Source: Yao et al., tau-bench (2024).
 */
export function passHatK(c: number, n: number, k: number): number {
  let share = 1;
  for (let drawn = 0; drawn < k; drawn += 1) share *= Math.max(0, c - drawn) / (n - drawn);
  return share;
}

/** Null when the data of the question is not there. */
async function compareWordings({ id, data, history, wordings }: Paraphrase, asker: Asker, runs: number): Promise<ParaphraseResult | null> {
  let expected: string | null = null;
  const results: WordingResult[] = [];
  for (const wording of wordings) {
    const result: WordingResult = { wording, equalRuns: 0, other: null };
    for (let run = 0; run < runs; run += 1) {
      const thread = history.length > 0 ? { thread: crypto.randomUUID() } : {};
      for (const question of history) await asker(data, { question, ...thread });
      const answer = await asker(data, { question: wording, ...thread });
      if (answer === null) return null;
      const got = describeAnswer(answer);
      expected ??= got;
      if (got === expected) result.equalRuns += 1;
      else result.other ??= got;
    }
    results.push(result);
  }
  return { id, expected: expected ?? '', wordings: results };
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
