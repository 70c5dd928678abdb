import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { caseSchema, scoreAnswer, type EvalCase, type Score } from '~/evals/score';
import { AppError } from '@/core/errors';
import type { Container } from '@/server/container';
import { findWorkspace } from '@/store/workspaces';
import { ask } from './ask';

interface EvalFlags {
  cases?: string;
  workspace?: string;
  model?: string;
  json?: boolean;
}

/** What stands beside the cases of a set. */
const setSchema = z.object({ workspace: z.string() });

interface EvalSet {
  name: string;
  workspace: string;
  cases: EvalCase[];
}

interface Result {
  id: string;
  question: string;
  score: Score;
  ms: number;
}

/** Add `shopiq evals`: own cases and, when present, the shared ones. Exit code 1 below the committed baseline. */
export function registerEvals(program: Command, open: () => Promise<Container>): void {
  program
    .command('evals')
    .description('Score the analyst on questions with gold answers.')
    .option('--cases <file>', 'a JSON-lines file of cases instead of the built-in sets')
    .option('-w, --workspace <slug>', 'workspace the cases are about')
    .option('-m, --model <name>', 'builtin (default) or openai:<name>', 'builtin')
    .option('--json', 'print results as JSON')
    .action(async (flags: EvalFlags) => {
      const container = await open();
      const baseline = JSON.parse(readFileSync(path.resolve('evals/baseline.json'), 'utf8')) as Record<string, number>;
      const report: Record<string, unknown> = {};
      for (const set of findSets(flags)) {
        const workspace = await findWorkspace(container.db, set.workspace);
        if (!workspace) {
          process.stderr.write(`${set.name}: skipped, there is no workspace "${set.workspace}". Import its data first.\n`);
          continue;
        }
        const results: Result[] = [];
        for (const evalCase of set.cases) results.push(await runCase(container, workspace, { evalCase, model: flags.model ?? 'builtin' }));
        const summary = summarize(results);
        report[set.name] = { ...summary, results };
        if (!flags.json) print(set.name, summary, results);
        const minimum = baseline[set.name];
        if (minimum !== undefined && summary.right < minimum) {
          process.stderr.write(`${set.name}: ${summary.right} right is below the baseline of ${minimum}.\n`);
          process.exitCode = 1;
        }
      }
      if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    });
}

function findSets(flags: EvalFlags): EvalSet[] {
  if (flags.cases)
    return [{ name: path.basename(flags.cases, '.jsonl'), workspace: flags.workspace ?? 'olist', cases: readCases(flags.cases) }];
  const own = path.resolve('evals');
  const sets = readdirSync(own, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(own, entry.name, 'cases.jsonl')))
    .map((entry): EvalSet => ({
      name: entry.name,
      workspace: flags.workspace ?? workspaceOf(path.join(own, entry.name)),
      cases: readCases(path.join(own, entry.name, 'cases.jsonl')),
    }));
  const shared = path.resolve('../shared/evals/olist_public.jsonl');
  if (existsSync(shared)) sets.push({ name: 'olist_public', workspace: 'olist', cases: readCases(shared) });
  else process.stderr.write('olist_public: skipped, ../shared/evals is not there.\n');
  return sets;
}

/** The workspace the cases of a folder are about: its set.json, else the demo. */
function workspaceOf(folder: string): string {
  const file = path.join(folder, 'set.json');
  return existsSync(file) ? setSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).workspace : 'demo';
}

function readCases(file: string): EvalCase[] {
  if (!existsSync(file))
    throw new AppError('not_found', `There is no case file ${file}.`, { field: 'cases', remedy: 'Give the path of a JSON-lines file.' });
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => caseSchema.parse(JSON.parse(line)));
}

async function runCase(
  container: Container,
  workspace: Parameters<typeof ask>[1],
  run: { evalCase: EvalCase; model: string },
): Promise<Result> {
  const { evalCase, model } = run;
  const thread = evalCase.history.length > 0 ? crypto.randomUUID() : undefined;
  for (const question of evalCase.history) await ask(container, workspace, { question, model, ...(thread ? { thread } : {}) });
  const answer = await ask(container, workspace, { question: evalCase.question, model, ...(thread ? { thread } : {}) });
  return { id: evalCase.id, question: evalCase.question, score: scoreAnswer(evalCase, answer), ms: answer.ms };
}

interface Summary {
  cases: number;
  right: number;
  exact: number;
  clarify: number;
  refuse: number;
  wrong: number;
  p50Ms: number;
  p95Ms: number;
}

function summarize(results: readonly Result[]): Summary {
  const count = (verdict: Score['verdict']): number => results.filter((result) => result.score.verdict === verdict).length;
  const sorted = results.map((result) => result.ms).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    cases: results.length,
    right: results.filter((result) => result.score.isRight).length,
    exact: count('exact'),
    clarify: count('clarify'),
    refuse: count('refuse'),
    wrong: count('wrong'),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
}

function print(name: string, summary: Summary, results: readonly Result[]): void {
  for (const { id, question, score, ms } of results) {
    if (!score.isRight) process.stdout.write(`  ${score.verdict.padEnd(8)} ${id} (${ms} ms) ${question}\n           ${score.reason}\n`);
  }
  process.stdout.write(
    `${name}: ${summary.right} of ${summary.cases} right (exact ${summary.exact}, clarify ${summary.clarify}, refuse ${summary.refuse}, wrong ${summary.wrong}); p50 ${summary.p50Ms} ms, p95 ${summary.p95Ms} ms\n`,
  );
}
