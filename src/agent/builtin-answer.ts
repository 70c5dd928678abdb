import { formatCell } from '@/core/artifact/format';
import type { Option } from '@/core/artifact/artifact';
import { decide, type Decision } from '@/analyst/decide';
import type { Previous } from '@/analyst/follow-up';
import type { Frame } from '@/analyst/frame';
import { followUpsFor } from '@/analyst/suggest';
import { wordAnswer, type SeenOutput, type SeenTable } from '@/analyst/wording';
import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { daysInclusive } from '@/core/model/calendar';
import { resolveMetric } from '@/analyst/frame';
import type { ToolContext } from '@/tools/kit';
import { findName, openAnalystSession } from './analyst-session';
import type { PresentAnswer } from './present-answer';

/** A step of the built-in analyst: calls to make, or the finished words. */
export type AnalystStep =
  { kind: 'calls'; calls: { toolName: string; input: object }[] } | { kind: 'answer'; text: string; present: PresentAnswer };

/** Rows shown around a one-row answer. */
const CONTEXT_ROWS = 12;
/** Days a period must have for its course to be drawn. */
const SHORTEST_TREND = 7;

type Session = Awaited<ReturnType<typeof openAnalystSession>>;

/** First step: read the question. Second step, with the outputs: word the answer. Deterministic, so both agree. */
export async function stepAnalyst(
  context: ToolContext,
  turn: { question: string; previous: Previous | null; outputs: readonly SeenOutput[] | null },
): Promise<AnalystStep> {
  const session = await openAnalystSession(context);
  const decision = await decide(turn.question, {
    ...session.frame,
    lexicon: session.lexicon,
    previous: turn.previous,
    find: findName(context.entities),
  });
  if (turn.outputs === null) {
    const calls = callsFor(decision);
    if (calls.length > 0) return { kind: 'calls', calls };
  }
  return wordDecision(decision, { session, context, outputs: turn.outputs ?? [] });
}

function queryCall(frame: Frame): { toolName: string; input: object } {
  return { toolName: 'queryMetrics', input: { ...frame.query, ...(frame.chart ? { chart: frame.chart } : {}) } };
}

/** What is drawn around a one-row answer: the ranking around a superlative, the course of a total over its period. */
function contextFrame(frame: Frame): Frame | null {
  if (!frame.isSuperlative) return trendFrame(frame);
  const query = { ...frame.query, limit: frame.query.limitPer ? 5 : CONTEXT_ROWS };
  const dimensions = query.dimensions ?? [];
  // Months and hours are read in their own order.
  if (query.grain || dimensions.includes('hour') || dimensions.includes('weekday')) {
    const { orderBy: _order, limit: _limit, ...rest } = query;
    return { ...frame, query: rest, isSuperlative: false };
  }
  return { ...frame, query, isSuperlative: false };
}

function callsFor(decision: Decision): { toolName: string; input: object }[] {
  switch (decision.kind) {
    case 'query':
      return decision.frames.flatMap((frame) => {
        const around = contextFrame(frame);
        return around ? [queryCall(frame), queryCall(around)] : [queryCall(frame)];
      });
    case 'readings':
      return decision.frames.map(queryCall);
    case 'describe':
      return [{ toolName: 'describeData', input: { topic: decision.topic } }];
    case 'difference':
      return [{ toolName: 'explainDifference', input: { metric: decision.metric, between: 'bases', period: decision.period } }];
    case 'define':
    case 'missing':
    case 'refuseWrite':
    case 'notFound':
    case 'notUnderstood':
      return [];
  }
}

/** The course of one figure over the period asked for, when that is long enough to have one. */
function trendFrame(frame: Frame): Frame | null {
  const { query } = frame;
  const metric = findMetric(query.metrics[0] ?? '');
  const isTotal =
    query.metrics.length === 1 && !query.dimensions?.length && !query.grain && !query.compare && !query.shape && !query.transforms?.length;
  const hasHistory = metric !== undefined && leavesOf(metric.measure).every((leaf) => leaf.fact !== 'inventory');
  if (!isTotal || !hasHistory || !query.period) return null;
  const days = daysInclusive(query.period.from, query.period.to);
  if (days < SHORTEST_TREND) return null;
  const grain = days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
  return { ...frame, query: { ...query, grain } };
}

interface WordContext {
  session: Session;
  context: ToolContext;
  outputs: readonly SeenOutput[];
}

function answer(text: string, followUps: string[] = []): AnalystStep {
  return { kind: 'answer', text, present: { kind: 'answer', followUps, options: [] } };
}

function refuse(text: string, followUps: string[]): AnalystStep {
  return { kind: 'answer', text, present: { kind: 'refusal', followUps, options: [] } };
}

function wordDecision(decision: Decision, words: WordContext): AnalystStep {
  const { workspace } = words.context;
  switch (decision.kind) {
    case 'query':
      return wordQuery(decision, words);
    case 'readings':
      return wordReadings(decision, words);
    case 'describe':
      return wordDescribe(words);
    case 'difference':
      return wordDifference(words);
    case 'define': {
      const metric = findMetric(decision.metric);
      return answer(`**${metric?.title ?? decision.metric}**: ${metric?.definition ?? ''} (Source: ${metric?.source ?? 'ShopIQ'}.)`, [
        `What is our ${metric?.title.toLowerCase() ?? 'figure'}?`,
      ]);
    }
    case 'missing': {
      const nearest = decision.concept.nearest.map((id) => findMetric(resolveMetric(id, [], workspace))?.title.toLowerCase() ?? id);
      return refuse(
        `I cannot answer that: ${decision.concept.what} would need ${decision.concept.needs}. What can be asked instead: ${nearest.join(' or ')}.`,
        nearest.map((title) => `What were our ${title}?`.replace('What were our', title.endsWith('s') ? 'What were our' : 'What was our')),
      );
    }
    case 'refuseWrite':
      return refuse('I only read: a question never changes or deletes data, here or on a marketplace. Nothing was changed.', [
        'What were our net sales by month?',
      ]);
    case 'notFound':
      return refuse(
        `Nothing in the data is called "${decision.name}", so I give no number for it. Check the spelling, or ask for the list of products or categories.`,
        ['Top 10 products by revenue', 'Top 10 categories by revenue'],
      );
    case 'notUnderstood':
      return refuse(
        'I did not understand that as a question about your sales, orders, customers, deliveries, returns, payments or reviews.',
        ['What can I ask?', 'What was the revenue by month?', 'Top 10 products by revenue'],
      );
  }
}

function wordQuery(decision: Extract<Decision, { kind: 'query' }>, { session, context, outputs }: WordContext): AnalystStep {
  const { locale } = context.workspace;
  const texts: string[] = [];
  const refusals: string[] = [];
  let at = 0;
  for (const frame of decision.frames) {
    const output = outputs[at];
    at += contextFrame(frame) ? 2 : 1;
    if (!output) continue;
    if (output.refusal) refusals.push(`${output.refusal.message} ${output.refusal.remedy ?? ''}`.trim());
    else texts.push(wordAnswer(frame, output, locale));
  }
  const ignored = decision.ignored.length > 0 ? [`Not taken into account: ${decision.ignored.map((word) => `"${word}"`).join(', ')}.`] : [];
  const [first] = decision.frames;
  const followUps = first ? followUpsFor(first, session.coverage) : [];
  if (texts.length === 0) return refuse([...refusals, ...ignored].join(' '), ['What data is there?', ...followUps.slice(0, 1)]);
  return answer([...texts, ...refusals, ...ignored].join('\n\n'), followUps);
}

/** Ask only when the readings lead to different answers; else answer, naming them. */
function wordReadings(decision: Extract<Decision, { kind: 'readings' }>, { context, outputs }: WordContext): AnalystStep {
  const { locale } = context.workspace;
  const read = decision.frames.flatMap((frame, index) => {
    const table = outputs[index]?.tables[0];
    const row = table?.rows[0];
    const metric = findMetric(decision.metrics[index] ?? '');
    if (!table || !row || !metric) return [];
    const dimension = frame.query.dimensions?.[0] ?? '';
    return [{ frame, table, metric, name: String(row[dimension] ?? ''), dimension }];
  });
  const names = new Set(read.map((entry) => entry.name));
  const [first] = read;
  if (!first) return refuse('There is no data to compare.', ['What data is there?']);
  const byWhat = read.map((entry) => entry.metric.title.toLowerCase());
  if (names.size === 1) return answer(`**${first.name}** is ${decision.word} by ${listed(byWhat, 'and')}.`, []);
  const options = read.map((entry): Option => ({
    label: `By ${entry.metric.title.toLowerCase()}`,
    value: `${entry.name}: ${cellText(entry.table, entry.frame.query.metrics[0] ?? '', locale)}`,
    question: `Which ${entry.dimension} is ${decision.word} by ${entry.metric.title.toLowerCase()}?`,
  }));
  return {
    kind: 'answer',
    text: `"${decision.word === 'best' ? 'Best' : 'Worst'}" can mean several things here, and they give different answers. Do you mean by ${listed(byWhat, 'or')}?`,
    present: { kind: 'clarify', followUps: [], options },
  };
}

function listed(words: readonly string[], joint: string): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}` : (words[0] ?? '');
}

function cellText(table: SeenTable, column: string, locale: string): string {
  const shown = table.columns.find((candidate) => candidate.id === column);
  return shown ? formatCell(table.rows[0]?.[column] ?? null, { ...shown, role: 'metric', type: 'number' }, locale) : '';
}

function wordDescribe({ session, outputs }: WordContext): AnalystStep {
  const table = outputs[0]?.tables[0];
  if (!table) return refuse('There is no data yet. Import a file or connect a shop.', []);
  const text =
    table.total?.['orders'] === undefined
      ? 'These are the measures, each with its definition.'
      : `There are [[${table.id}/total/orders]] orders from ${session.coverage.firstDay} to ${session.coverage.lastDay}.`;
  return answer(
    text,
    ['What was the revenue by month?', 'Top 10 products by revenue', 'What can I ask?'].filter(
      (question) => question !== 'What can I ask?' || table.total !== undefined,
    ),
  );
}

function wordDifference({ outputs }: WordContext): AnalystStep {
  const output = outputs[0];
  const [event, order, entries] = output?.tables ?? [];
  if (!output || output.refusal || !event || !order || !entries)
    return refuse(output?.refusal?.message ?? 'There is nothing to compare.', []);
  const column = event.columns[0]?.id ?? '';
  return answer(
    `By the day things were booked the figure is [[${event.id}/0/${column}]], by the day of the order [[${order.id}/0/${column}]]. The gap is made of the entries below, which count on one basis only.`,
    ['What were the returns by month?'],
  );
}
