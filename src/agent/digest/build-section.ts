import { wordWhy } from '@/analyst/wording/decisions';
import { languageOf } from '@/analyst/language/language-file';
import { resolveMetric } from '@/analyst/frames/metrics';
import { toSeen } from '@/analyst/wording/seen';
import { newArtifact, type Artifact } from '@/core/artifact/artifact';
import type { DigestSection } from '@/core/digest/digest';
import { sectionOf, type Section, type SectionQuery } from '@/core/digest/sections';
import { isAppError } from '@/core/errors';
import type { Period } from '@/core/query/query';
import { querySchema } from '@/core/query/query';
import { explainChange } from '@/services/query/explain-change';
import { isEmptyTable, runQuery, type QueryAnswer } from '@/services/query/run-query';
import type { ToolContext } from '@/tools/kit';
import { answerQuestion, type AgentDeps } from '../answer';
import { builtinModel } from '../model';
import { composeArtifact } from '../compose';
import { wordResults } from '../word-results';

/** Figures looked through for what changed most, in general ids. Rates move much on few orders and are left out. */
const WATCHED = ['netSales', 'orders', 'unitsSold', 'returns', 'fees'];
/** Smaller changes are the usual ups and downs. */
const WORTH_TELLING = 0.05;

/** The answer of one section. What cannot be answered is said in it and spoils no other section. */
export async function buildSection(
  deps: AgentDeps,
  context: ToolContext,
  { section, period }: { section: DigestSection; period: Period },
): Promise<Artifact> {
  const title = section.kind === 'standard' ? sectionOf(section.id).title : section.question;
  try {
    if (section.kind === 'question') return await ask(deps, context, section.question);
    return section.id === 'changes' ? await mostChanged(context, period) : await standard(context, sectionOf(section.id), period);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return newArtifact('refusal', title, [error.message, error.remedy].filter(Boolean).join(' '));
  }
}

async function ask(deps: AgentDeps, { workspace }: ToolContext, question: string): Promise<Artifact> {
  const messages = [{ id: 'question', role: 'user' as const, parts: [{ type: 'text' as const, text: question }] }];
  const { artifact } = await answerQuestion({ ...deps, model: builtinModel() }, { workspace, messages });
  return { ...artifact, title: question };
}

async function standard(context: ToolContext, section: Section, period: Period): Promise<Artifact> {
  const outputs: QueryAnswer[] = [];
  for (const asked of section.queries(period)) outputs.push(await run(context, asked));
  return toAnswer(section, outputs, wordResults(outputs.map(toHeadline), context.workspace.locale));
}

/** What is said of an output: its first figure where its table lists them all. What is missing stands in the line below. */
function toHeadline(output: QueryAnswer): QueryAnswer {
  const isList = output.tables[0]?.rows.length === 1;
  const provenance = output.provenance.map((entry) => ({
    ...entry,
    gaps: [],
    gapNotes: [],
    ...(isList && entry.query ? { query: { ...entry.query, metrics: entry.query.metrics.slice(0, 1) } } : {}),
  }));
  return { ...output, provenance };
}

function run(context: ToolContext, { query, chart }: SectionQuery): Promise<QueryAnswer> {
  const { workspace } = context;
  const resolve = (id: string): string => resolveMetric(id, query.dimensions ?? [], workspace);
  const resolved = querySchema.parse({
    ...query,
    metrics: query.metrics.map(resolve),
    having: query.having?.map((having) => ({ ...having, metric: resolve(having.metric) })),
  });
  return runQuery(context, { query: resolved, tableId: context.nextTableId(), tool: 'queryMetrics', chart });
}

/** Nothing to show is said in the section's own words, with the period it was looked for in. */
function toAnswer(section: Section, outputs: QueryAnswer[], text: string): Artifact {
  const { title } = section;
  const [first] = outputs[0]?.tables ?? [];
  if (!first || isEmptyTable(first)) return quietAnswer(section, outputs);
  return composeArtifact({ question: title, outputs, text, present: { kind: 'answer', title, followUps: [], options: [] } });
}

function quietAnswer({ title, quiet, unknown = quiet }: Section, outputs: readonly QueryAnswer[]): Artifact {
  const provenance = outputs.flatMap((output) => output.provenance);
  return { ...newArtifact('answer', title, provenance.every(({ rowsRead }) => rowsRead === 0) ? unknown : quiet), provenance };
}

/** The figure that moved most against the period before, and what moved it. */
async function mostChanged(context: ToolContext, period: Period): Promise<Artifact> {
  const section = sectionOf('changes');
  const figures = await run(context, { query: { metrics: WATCHED, period, compare: 'previousPeriod' } });
  const row = figures.tables[0]?.rows[0] ?? {};
  const moved = (figures.provenance[0]?.definitions ?? [])
    .map(({ id }) => ({ id, share: row[`${id}_changePct`] }))
    .flatMap(({ id, share }) => (typeof share === 'number' ? [{ id, size: Math.abs(share) }] : []))
    .sort((a, b) => b.size - a.size);
  const [most] = moved;
  if (!most || most.size < WORTH_TELLING) return quietAnswer(section, [figures]);
  const explained = await explainChange(context, {
    metric: most.id,
    period,
    compare: 'previousPeriod',
    filters: [],
    nextTableId: context.nextTableId,
  });
  const { locale } = context.workspace;
  const seen = {
    tables: explained.tables.map(toSeen),
    gaps: [],
    ...(explained.provenance[0] ? { period: explained.provenance[0].periodLabel } : {}),
  };
  const frame = { query: { metrics: [most.id] }, isSuperlative: false, notes: [] };
  const words = wordWhy({ kind: 'why', frame, period, compare: 'previousPeriod' }, seen, {
    language: languageOf('en'),
    locale,
    workspace: context.workspace,
  });
  return toAnswer(section, [explained], words.text);
}
