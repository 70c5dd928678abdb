import { z } from 'zod';
import type { AskResult } from '@/cli/ask';
import type { Table } from '@/core/artifact/artifact';

/** A question with its gold answer. Percentages of gold values are in percent; artifacts hold fractions. */
export const caseSchema = z.object({
  id: z.string(),
  question: z.string(),
  history: z.array(z.string()).default([]),
  kind: z.enum(['value', 'table', 'clarify', 'unanswerable', 'refuse_then_value']),
  definition: z.string().optional(),
  gold: z.unknown(),
  columns: z.array(z.string()).optional(),
  tolerance: z.object({ rel: z.number().optional(), abs: z.number().optional() }).nullable().optional(),
  tags: z.array(z.string()).default([]),
});
export type EvalCase = z.infer<typeof caseSchema>;

/** exact: the gold answer; clarify and refuse: said so instead of answering; wrong: another number, stated as fact. */
export type Verdict = 'exact' | 'clarify' | 'refuse' | 'wrong';

export interface Score {
  verdict: Verdict;
  /** True when the case wanted this. */
  isRight: boolean;
  reason: string;
}

type GoldCell = string | number | null;

/** Score an answer against a case. Only the main table counts: a number that is somewhere else in the answer is no answer. */
export function scoreAnswer(evalCase: EvalCase, answer: AskResult): Score {
  if (answer.status === 'clarify') return { verdict: 'clarify', isRight: evalCase.kind === 'clarify', reason: 'asked back' };
  if (answer.status === 'refused')
    return {
      verdict: 'refuse',
      isRight: evalCase.kind === 'unanswerable' || evalCase.kind === 'refuse_then_value',
      reason: answer.text.slice(0, 120),
    };
  switch (evalCase.kind) {
    case 'unanswerable':
      return { verdict: 'wrong', isRight: false, reason: 'answered what the data does not hold' };
    case 'clarify': {
      const isStated = /\bby (units|revenue|sales|net sales|rating|average)|measure/i.test(answer.text);
      return {
        verdict: isStated ? 'exact' : 'wrong',
        isRight: isStated,
        reason: isStated ? 'named its reading' : 'took a reading without saying so',
      };
    }
    case 'value':
    case 'refuse_then_value':
      return scoreValue(evalCase, answer);
    case 'table':
      return scoreTable(evalCase, answer);
  }
}

function isClose(actual: unknown, gold: number, evalCase: EvalCase): boolean {
  if (typeof actual !== 'number') return false;
  const { rel = 0, abs = 0 } = evalCase.tolerance ?? {};
  return Math.abs(actual - gold) <= Math.max(rel * Math.abs(gold), abs) + 1e-9;
}

/** Values a cell may stand for: itself, and for a ratio also in percent. */
function candidates(table: Table, row: Table['rows'][number]): number[] {
  return table.columns.flatMap((column) => {
    const value = row[column.id];
    return typeof value === 'number' ? [column.unit === 'ratio' ? value * 100 : value] : [];
  });
}

/** The value must be the first metric of the only row, or the change when the question asks for growth. */
function scoreValue(evalCase: EvalCase, answer: AskResult): Score {
  const gold = Number(evalCase.gold);
  const [table] = answer.artifact.tables;
  const row = table?.rows.length === 1 ? table.rows[0] : table?.totals;
  if (!table || !row) return { verdict: 'wrong', isRight: false, reason: 'no single value' };
  const isRight = candidates(table, row).some((value) => isClose(value, gold, evalCase)) && saysValue(answer, table, gold, evalCase);
  return {
    verdict: isRight ? 'exact' : 'wrong',
    isRight,
    reason: isRight ? '' : `wanted ${gold}, got ${candidates(table, row).join(', ')}`,
  };
}

/** The sentence itself must state it: a number only in a side column is no answer. */
function saysValue(answer: AskResult, table: Table, gold: number, evalCase: EvalCase): boolean {
  return [...answer.artifact.prose.matchAll(/\[\[([\w-]+)\/(\d+|total)\/([\w.-]+)\]\]/g)].some((match) => {
    const row = match[2] === 'total' ? table.totals : table.rows[Number(match[2])];
    const column = table.columns.find((candidate) => candidate.id === match[3]);
    const value = row?.[match[3] ?? ''];
    return match[1] === table.id && typeof value === 'number' && isClose(column?.unit === 'ratio' ? value * 100 : value, gold, evalCase);
  });
}

function scoreTable(evalCase: EvalCase, answer: AskResult): Score {
  const gold = evalCase.gold as GoldCell[][];
  const loose = evalCase.tags.includes('ties');
  for (const table of answer.artifact.tables) {
    if (table.rows.length >= gold.length && (loose ? matchLoose(gold, table, evalCase) : matchInOrder(gold, table, evalCase)))
      return { verdict: 'exact', isRight: true, reason: '' };
  }
  if (matchSpread(gold, answer.artifact.tables, evalCase)) return { verdict: 'exact', isRight: true, reason: '' };
  const shown = answer.artifact.tables[0]?.rows.slice(0, 3).map((row) => Object.values(row).join('|'));
  return {
    verdict: 'wrong',
    isRight: false,
    reason: `wanted ${JSON.stringify(gold.slice(0, 3))}, got ${shown?.join(' ; ') ?? 'no table'}`,
  };
}

function matchInOrder(gold: GoldCell[][], table: Table, evalCase: EvalCase): boolean {
  return table.rows.length === gold.length && gold.every((wanted, index) => matchRow(wanted, table, table.rows[index] ?? {}, evalCase));
}

/** With ties at the end: the values must agree row by row, the keys at all places whose value is not the last one. */
function matchLoose(gold: GoldCell[][], table: Table, evalCase: EvalCase): boolean {
  const last = gold.at(-1)?.[1];
  return (
    table.rows.length === gold.length &&
    gold.every((wanted, index) =>
      matchRow(wanted[1] === last ? [null, ...wanted.slice(1)] : wanted, table, table.rows[index] ?? {}, evalCase),
    )
  );
}

/** Gold that mixes a mean with a distribution: each row may come from another table. */
function matchSpread(gold: GoldCell[][], tables: readonly Table[], evalCase: EvalCase): boolean {
  if (tables.length < 2) return false;
  return gold.every(([key, ...values]) =>
    tables.some((table) =>
      table.rows.some((row) => matchRow(table.rows.length === 1 ? [null, ...values] : [key ?? null, ...values], table, row, evalCase)),
    ),
  );
}

function matchRow(wanted: readonly GoldCell[], table: Table, row: Table['rows'][number], evalCase: EvalCase): boolean {
  const [key, ...values] = wanted;
  const keys = table.columns
    .filter((column) => column.role === 'dimension' || column.role === 'time')
    .map((column) => String(row[column.id] ?? ''));
  if (key !== null && key !== undefined && keys.join(' ') !== String(key)) return false;
  const available = candidates(table, row);
  return values.every((value) => value === null || available.some((candidate) => isClose(candidate, Number(value), evalCase)));
}
