import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { caseSchema, DATA_SETS, paraphraseSchema, type DataSet, type EvalCase, type Paraphrase } from '~/evals/case';
import { EVALS_NOW } from '~/evals/clock';
import { scoreAnswer, type Score } from '~/evals/score';
import { AppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import { createClock } from '@/platform/clock';
import type { Container } from '@/server/container';
import { demoPorts } from '@/server/demo-ports';
import { seedDemo } from '@/services/seed-demo';
import { findWorkspace } from '@/store/workspaces';
import { ask } from './ask';
import { runParaphrases, type Asker } from './evals-paraphrases';
import { belowBaseline, printReport, toBaseline, toReport, type Result } from './evals-report';

interface EvalFlags {
  cases?: string;
  workspace?: string;
  model: string;
  only?: string;
  runs: string;
  paraphrases?: boolean;
  saveBaseline?: boolean;
  json?: boolean;
}

const OWN = path.resolve('evals');
const SHARED = path.resolve('../shared/evals/olist_public.jsonl');
const BASELINE = path.join(OWN, 'baseline.json');
/** Folders whose cases are not questions with gold answers. */
const OTHER_RUNNERS: ReadonlySet<string> = new Set(['paraphrases', 'red-team']);
const HOW_TO_GET: Record<DataSet, string> = {
  olist: 'Load it with: npx shopiq import olist <folder> --workspace olist.',
  retail: 'Load it with: npx shopiq import online-retail <folder> --workspace retail.',
  demo: '',
};

/** Add `shopiq evals`: questions with gold answers. Exit code 1 when an ability is below the committed baseline. */
export function registerEvals(program: Command, open: () => Promise<Container>): void {
  program
    .command('evals')
    .description('Score the analyst on questions with gold answers.')
    .option('--cases <path>', 'a JSON-lines file of cases, or a folder of them, instead of the built-in ones')
    .option('-w, --workspace <slug>', 'workspace the cases are about, whatever they say')
    .option('-m, --model <name>', 'builtin (default) or openai:<name>', 'builtin')
    .option('--only <abilities>', 'abilities to run, with commas between')
    .option('--runs <k>', 'ask each question k times and count those right every time (pass^k)', '1')
    .option('--paraphrases', 'ask each question in its ten wordings, --runs times, and compare the tool calls')
    .option('--save-baseline', 'write what was reached to evals/baseline.json')
    .option('--json', 'print results as JSON')
    .action(async (flags: EvalFlags) => {
      const container = standingStill(await open());
      const asker = createAsker(container, flags);
      if (flags.paraphrases === true)
        return runParaphrases(readParaphrases(flags), asker, { runs: readRuns(flags.runs), isJson: flags.json === true });
      const results = await runCases(findCases(flags), asker, readRuns(flags.runs));
      const report = toReport(results);
      if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
      else printReport(report);
      if (flags.saveBaseline === true) writeFileSync(BASELINE, `${JSON.stringify(toBaseline(report), null, 2)}\n`);
      else if (flags.cases === undefined && flags.workspace === undefined) assertBaseline(report);
    });
}

/** The container with a clock that does not move, so that "last month" is the same month on every run. */
function standingStill(container: Container): Container {
  const clock = createClock(EVALS_NOW);
  return { ...container, clock, agent: { ...container.agent, now: () => clock.now() } };
}

function createAsker(container: Container, flags: EvalFlags): Asker {
  const workspaces = new Map<DataSet, Promise<Workspace | null>>();
  return async (data, turn) => {
    if (!workspaces.has(data)) workspaces.set(data, openWorkspace(container, data, flags.workspace));
    const workspace = await workspaces.get(data);
    return workspace ? ask(container, workspace, { ...turn, model: flags.model }) : null;
  };
}

/** The workspace of a data set. The demo is made when it is not there yet; other data a person has to load. */
async function openWorkspace(container: Container, data: DataSet, given?: string): Promise<Workspace | null> {
  const slug = given ?? DATA_SETS[data];
  if (data === 'demo' && given === undefined) {
    process.stderr.write('Preparing the demo shop of the evals ...\n');
    const seeded = await seedDemo(demoPorts(container.db, container.clock), { slug });
    if (seeded.isSeeded) await container.settle(seeded.workspaceId);
  }
  const workspace = await findWorkspace(container.db, slug);
  if (!workspace) process.stderr.write(`${data}: skipped, there is no workspace "${slug}". ${HOW_TO_GET[data]}\n`);
  return workspace;
}

interface AbilityCases {
  ability: string;
  cases: EvalCase[];
}

function findCases(flags: EvalFlags): AbilityCases[] {
  if (flags.cases !== undefined) return caseFiles(flags.cases).map(toAbility);
  const abilities = caseFiles(OWN).map(toAbility);
  if (existsSync(SHARED)) abilities.push({ ability: 'olist_public', cases: readLines(SHARED, (line) => caseSchema.parse(line)) });
  else process.stderr.write('olist_public: skipped, ../shared/evals is not there.\n');
  const wanted = flags.only?.split(',');
  return wanted ? abilities.filter(({ ability }) => wanted.includes(ability)) : abilities;
}

const toAbility = (file: string): AbilityCases => ({
  ability: path.basename(file) === 'cases.jsonl' ? path.basename(path.dirname(file)) : path.basename(file, '.jsonl'),
  cases: readLines(file, (line) => caseSchema.parse(line)),
});

/** A file, or the case files in a folder and in its folders. */
function caseFiles(target: string): string[] {
  if (!existsSync(target))
    throw new AppError('not_found', `There is no case file or folder ${target}.`, {
      field: 'cases',
      remedy: 'Give the path of a JSON-lines file, or of a folder of them.',
    });
  if (!statSync(target).isDirectory()) return [target];
  const inFolders = readdirSync(target).map((name) => path.join(target, name, 'cases.jsonl'));
  const direct = readdirSync(target).flatMap((name) => (name.endsWith('.jsonl') ? [path.join(target, name)] : []));
  return [...direct, ...inFolders].filter((file) => existsSync(file) && !OTHER_RUNNERS.has(path.basename(path.dirname(file)))).sort();
}

function readParaphrases(flags: EvalFlags): Paraphrase[] {
  const file = flags.cases ?? path.join(OWN, 'paraphrases', 'cases.jsonl');
  return readLines(file, (line) => paraphraseSchema.parse(line));
}

function readLines<T>(file: string, parse: (line: unknown) => T): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parse(JSON.parse(line)));
}

function readRuns(text: string): number {
  const runs = Number(text);
  if (Number.isInteger(runs) && runs >= 1 && runs <= 100) return runs;
  throw new AppError('invalid_input', `--runs ${text} is not a number of runs.`, {
    field: 'runs',
    remedy: 'Give a whole number from 1 to 100.',
  });
}

async function runCases(abilities: readonly AbilityCases[], asker: Asker, runs: number): Promise<Result[]> {
  const results: Result[] = [];
  for (const { ability, cases } of abilities) {
    for (const evalCase of cases) {
      const { id, data, question } = evalCase;
      const scored: { score: Score; ms: number }[] = [];
      for (let run = 0; run < runs; run += 1) {
        const answer = await askCase(asker, evalCase);
        if (answer) scored.push(answer);
      }
      if (scored.length > 0) results.push({ ability, id, data, question, runs: scored });
    }
  }
  return results;
}

async function askCase(asker: Asker, evalCase: EvalCase): Promise<{ score: Score; ms: number } | null> {
  const thread = evalCase.history.length > 0 ? { thread: crypto.randomUUID() } : {};
  try {
    for (const question of evalCase.history) await asker(evalCase.data, { question, ...thread });
    const answer = await asker(evalCase.data, { question: evalCase.question, ...thread });
    return answer && { score: scoreAnswer(evalCase, answer), ms: answer.ms };
  } catch (error) {
    const reason = `failed: ${error instanceof Error ? error.message : String(error)}`;
    return { score: { verdict: 'wrong', isRight: false, reason }, ms: 0 };
  }
}

function assertBaseline(report: ReturnType<typeof toReport>): void {
  const problems = belowBaseline(report, JSON.parse(readFileSync(BASELINE, 'utf8')));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
