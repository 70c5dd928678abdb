import { z } from 'zod';
import type { DataSet } from '~/evals/case';
import type { Score, Verdict } from '~/evals/score';

/** One case with the score of each time it was asked. */
export interface Result {
  ability: string;
  id: string;
  data: DataSet;
  question: string;
  runs: { score: Score; ms: number }[];
}

export interface Tally {
  cases: number;
  /** Right every time it was asked. */
  right: number;
  exact: number;
  clarify: number;
  refuse: number;
  /** Wrong without saying so: another answer, stated as fact. The count that matters most. */
  wrong: number;
}

export interface Report {
  runs: number;
  byAbility: Record<string, Tally>;
  byData: Record<string, Tally>;
  /** Ability to data set. */
  cells: Record<string, Record<string, Tally>>;
  total: Tally & { p50Ms: number; p95Ms: number };
  results: Result[];
}

const baselineSchema = z.record(z.string(), z.record(z.string(), z.object({ right: z.int(), wrong: z.int() })));
type Baseline = z.infer<typeof baselineSchema>;

/** Count results. A case asked several times has the verdict of its worst run, and is right only when all runs are. */
export function toReport(results: readonly Result[]): Report {
  const sorted = results.flatMap(({ runs }) => runs.map(({ ms }) => ms)).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const cells = Object.entries(groupBy(results, ({ ability }) => ability)).map(([ability, own]) => [
    ability,
    tallies(groupBy(own, ({ data }) => data)),
  ]);
  return {
    runs: Math.max(1, ...results.map(({ runs }) => runs.length)),
    byAbility: tallies(groupBy(results, ({ ability }) => ability)),
    byData: tallies(groupBy(results, ({ data }) => data)),
    cells: Object.fromEntries(cells) as Report['cells'],
    total: { ...tallyOf(results), p50Ms: at(0.5), p95Ms: at(0.95) },
    results: [...results],
  };
}

function groupBy(results: readonly Result[], keyOf: (result: Result) => string): Record<string, Result[]> {
  const groups: Record<string, Result[]> = {};
  for (const result of results) (groups[keyOf(result)] ??= []).push(result);
  return groups;
}

const tallies = (groups: Record<string, Result[]>): Record<string, Tally> =>
  Object.fromEntries(Object.entries(groups).map(([name, results]) => [name, tallyOf(results)]));

function tallyOf(results: readonly Result[]): Tally {
  const count = (verdict: Verdict): number => results.filter((result) => worstRun(result).score.verdict === verdict).length;
  return {
    cases: results.length,
    right: results.filter(({ runs }) => runs.every(({ score }) => score.isRight)).length,
    exact: count('exact'),
    clarify: count('clarify'),
    refuse: count('refuse'),
    wrong: count('wrong'),
  };
}

/** The run to show: one that is wrong without saying so, else one that is not right, else the first. */
function worstRun({ runs }: Result): Result['runs'][number] {
  const worst = runs.find(({ score }) => score.verdict === 'wrong') ?? runs.find(({ score }) => !score.isRight) ?? runs[0];
  if (!worst) throw new Error('A result without a run.');
  return worst;
}

/** Print what is not right, then a table by ability and by data set, and the totals. */
export function printReport(report: Report): void {
  const { runs, results, total } = report;
  for (const result of results) {
    const { score, ms } = worstRun(result);
    const right = result.runs.filter((run) => run.score.isRight).length;
    if (right === result.runs.length) continue;
    const share = runs > 1 ? ` ${right}/${result.runs.length}` : '';
    say(`  ${score.verdict.padEnd(8)}${share} ${result.id} [${result.data}] (${ms} ms) ${result.question}\n           ${score.reason}`);
  }
  const right = runs > 1 ? `pass^${runs}` : 'right';
  say(`\n${['', 'cases', right, 'exact', 'clarify', 'refuse', 'wrong'].map(pad).join('')}`);
  for (const [name, tally] of [...Object.entries(report.byAbility), ...Object.entries(report.byData), ['total', total] as const])
    say([name, tally.cases, tally.right, tally.exact, tally.clarify, tally.refuse, tally.wrong].map(pad).join(''));
  say(
    `\n${total.right} of ${total.cases} right (${((total.right / Math.max(1, total.cases)) * 100).toFixed(1)} %); wrong without saying so: ${total.wrong}; p50 ${total.p50Ms} ms, p95 ${total.p95Ms} ms`,
  );
}

const pad = (cell: string | number, index: number): string => (index === 0 ? String(cell).padEnd(18) : String(cell).padStart(9));

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a later run must reach, for each ability and data set. */
export function toBaseline({ cells }: Report): Baseline {
  return Object.fromEntries(
    Object.entries(cells).map(([ability, tallied]) => [
      ability,
      Object.fromEntries(Object.entries(tallied).map(([data, { right, wrong }]) => [data, { right, wrong }])),
    ]),
  );
}

/**
 * Where a report is worse than the baseline: fewer right, or more wrong without saying so. Data that was skipped is not compared.
 * @throws ZodError when the baseline is not one.
 */
export function belowBaseline({ cells }: Report, baseline: unknown): string[] {
  return Object.entries(baselineSchema.parse(baseline)).flatMap(([ability, wanted]) =>
    Object.entries(wanted).flatMap(([data, least]) => {
      const reached = cells[ability]?.[data];
      if (!reached) return [];
      const name = `${ability} (${data})`;
      return [
        ...(reached.right < least.right ? [`${name}: ${reached.right} right is below the baseline of ${least.right}.`] : []),
        ...(reached.wrong > least.wrong ? [`${name}: ${reached.wrong} wrong without saying so, the baseline is ${least.wrong}.`] : []),
      ];
    }),
  );
}
