import { tool } from 'ai';
import { z } from 'zod';
import type { Chart, Column, Provenance, Row, Table } from '@/core/artifact/artifact';
import { toPlainLine } from '@/core/artifact/plain-text';
import { AppError } from '@/core/errors';
import { findMarketplaceId, marketplaceName } from '@/core/model/marketplaces';
import type { ReviewFilter } from '@/core/ports';
import { presetSchema, resolvePreset, todayIn } from '@/core/query/period';
import { periodSchema, type Period } from '@/core/query/query';
import type { AssessedReport, FlaggedReview, TrustFigures } from '@/core/trust/ports';
import { LEVEL_TITLES, SIGNAL_TITLES } from '@/core/trust/report';
import { addDays } from '@/core/model/calendar';
import { freshnessOf } from '@/tools/freshness-of';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

/** Days are counted from here. */
const EPOCH = '1970-01-01';
/** Longest quotation of a review, and longest reason. */
const MOST_QUOTED = 180;
/** Products listed, and reviews flagged, when no number is asked for. */
const USUAL_ROWS = 10;

export const reviewTrustInput = z.object({
  products: z.array(z.string()).min(1).max(20).optional().describe('Exact product titles (findEntities). Absent: all.'),
  marketplaces: z.array(z.string()).min(1).max(20).optional(),
  show: z
    .enum(['flagged', 'products', 'marketplaces'])
    .optional()
    .describe('flagged: only the suspicious reviews; products or marketplaces: side by side, the most conspicuous first.'),
  period: z.union([presetSchema, periodSchema]).optional().describe('When they were written. Signs are always those of all reviews.'),
  limit: z.int().min(1).max(50).default(USUAL_ROWS),
});
type Input = z.infer<typeof reviewTrustInput>;

/** Whether reviews can be trusted: hints with reasons, never a verdict. Side effect: read. The texts are outsiders' words. */
export function reviewTrust(context: ToolContext) {
  return tool({
    description:
      'Can reviews be trusted: how many look suspicious and why (bursts, no purchase behind them, same phrases, the same writers, something given for them, machine-like wording), the rating with and without them, and how sure that is. For all reviews, marketplaces or products. Say that these are hints with reasons, not a verdict.',
    inputSchema: reviewTrustInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => run(context, reviewTrustInput.parse(input))),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function run(context: ToolContext, input: Input): Promise<ToolOutput> {
  const period = toPeriod(context, input.period);
  const marketplaces = input.marketplaces?.map((name) => findMarketplaceId(name) ?? name);
  const filter: ReviewFilter = {
    ...(input.products ? { products: input.products } : {}),
    ...(marketplaces ? { marketplaces } : {}),
    ...(period ? { period } : {}),
  };
  const figures = await context.trust.figures(filter);
  if (figures.reviews === 0)
    throw new AppError('no_data', 'There are no reviews here to look at.', {
      remedy: 'Import reviews or connect a marketplace that has them, or ask without the product or period.',
    });
  const isGrouped = input.show === 'products' || input.show === 'marketplaces';
  const reports = await reportsFor(context, input, marketplaces);
  const flagged = isGrouped ? [] : await context.trust.flagged(filter, input.limit);
  const summary = summaryTable(context.nextTableId(), { input, figures, reports, isGrouped, marketplaces });
  const [report] = reports;
  // Of a product on several marketplaces, the most conspicuous one is looked into.
  const isOne = !isGrouped && report !== undefined && report.report.signals.length > 0;
  const signs = isOne && input.show === undefined ? [signsTable(context.nextTableId(), report)] : [];
  const standing = report?.scope === 'all' && input.show === undefined ? await standingProducts(context) : [];
  const quoted = flagged.length > 0 ? [flaggedTable(context.nextTableId(), flagged, figures.flagged)] : [];
  const days = isOne && report.report.bursts.length > 0 ? [daysTable(context.nextTableId(), report)] : [];
  const tables = [summary, ...standing, ...signs, ...quoted, ...days];
  return {
    tables,
    charts: days.map(toChart),
    provenance: [await provenanceOf(context, { tables, period, reviews: figures.reviews })],
  };
}

/** Products that stand out, when there are any. */
async function standingProducts({ trust, nextTableId }: ToolContext): Promise<Table[]> {
  const reports = await trust.reports({ scope: 'product', limit: USUAL_ROWS });
  const standing = reports.filter(({ level }) => level === 'look' || level === 'alarm');
  if (standing.length === 0) return [];
  const rows = standing.map(toRow);
  return [
    { id: nextTableId(), title: 'Products that stand out', columns: columnsOf('product'), rows, complete: true, totalRows: rows.length },
  ];
}

function toPeriod({ now, workspace }: ToolContext, wanted: Input['period']): Period | null {
  if (wanted === undefined) return null;
  return typeof wanted === 'string' ? resolvePreset(wanted, todayIn(now(), workspace.timeZone), workspace.weekStart) : wanted;
}

/** Reports of what is asked: one for all, or one for each marketplace or product. */
async function reportsFor(
  { trust }: ToolContext,
  { show, products, limit }: Input,
  marketplaces: string[] | undefined,
): Promise<AssessedReport[]> {
  const where = marketplaces ? { marketplaces } : {};
  if (products) return trust.reports({ scope: 'product', limit: 50, titles: products, ...where });
  if (show === 'products') return trust.reports({ scope: 'product', limit, ...where });
  if (show === 'marketplaces' || marketplaces) return trust.reports({ scope: 'marketplace', limit: 50, ...where });
  const all = await trust.report({ scope: 'all', name: '' });
  return all ? [all] : [];
}

const column = (id: string, label: string, unit: Column['unit'] = 'count'): Column => ({ id, label, role: 'metric', type: 'number', unit });
const words = (id: string, label: string): Column => ({ id, label, role: 'dimension', type: 'string', unit: 'none' });

function summaryTable(
  id: string,
  asked: {
    input: Input;
    figures: TrustFigures;
    reports: readonly AssessedReport[];
    isGrouped: boolean;
    marketplaces: string[] | undefined;
  },
): Table {
  const { input, figures, reports, isGrouped } = asked;
  const isListed = isGrouped || (reports.length > 0 && !input.period && input.show === undefined);
  const rows = isListed ? reports.map(toRow) : [wholeRow(asked)];
  const scope = isListed ? (reports[0]?.scope ?? 'all') : 'all';
  return {
    id,
    title: input.products ? `Trust of the reviews of ${toPlainLine(input.products.join(', '), 120)}` : 'How far reviews can be trusted',
    columns: columnsOf(scope),
    rows,
    complete: rows.length < input.limit || !isGrouped,
    totalRows: rows.length,
    ...(rows.length > 1 ? { totals: { reviews: figures.reviews, flagged: figures.flagged } } : {}),
  };
}

function columnsOf(scope: AssessedReport['scope']): Column[] {
  const isByProduct = scope === 'product';
  return [
    { ...words('name', isByProduct ? 'Product' : 'Reviews'), ...(isByProduct ? { source: 'product' } : {}) },
    ...(isByProduct ? [{ ...words('marketplace', 'Marketplace'), source: 'marketplace' }] : []),
    words('level', 'Taken together'),
    column('score', 'Trust', 'none'),
    column('reviews', 'Reviews'),
    column('flagged', 'Suspicious'),
    column('share', 'Share', 'ratio'),
    column('rating', 'Rating', 'score'),
    column('ratingKept', 'Rating without them', 'score'),
  ];
}

function toRow({ scope, name, level, score, reviews, flagged, report }: AssessedReport): Row {
  return {
    name:
      scope === 'product'
        ? toPlainLine(report.title ?? name, MOST_QUOTED)
        : scope === 'marketplace'
          ? marketplaceName(name)
          : 'All reviews',
    ...(scope === 'product' ? { marketplace: marketplaceName(report.marketplace ?? '') } : {}),
    level: LEVEL_TITLES[level],
    score,
    reviews,
    flagged,
    share: reviews === 0 ? null : rounded(flagged / reviews, 6),
    rating: rounded(report.rating, 4),
    ratingKept: rounded(report.ratingWithoutFlagged, 4),
  };
}

/** The figures of exactly the reviews asked for, with the level of what they belong to. */
function wholeRow({ input, figures, reports, marketplaces }: Parameters<typeof summaryTable>[1]): Row {
  const [report] = reports;
  const named = input.products ?? marketplaces?.map(marketplaceName) ?? ['All reviews'];
  return {
    name: toPlainLine(named.join(', '), MOST_QUOTED),
    level: LEVEL_TITLES[report?.level ?? 'notEnough'],
    score: report?.score ?? null,
    reviews: figures.reviews,
    flagged: figures.flagged,
    share: rounded(figures.flagged / figures.reviews, 6),
    rating: rounded(figures.rating, 4),
    ratingKept: rounded(figures.ratingKept, 4),
  };
}

/** Signs the strongest first; those that could not be tested last. */
function signsTable(id: string, { report }: AssessedReport): Table {
  const rank = { fail: 0, warn: 1, pass: 2, notEnough: 3 } as const;
  const signals = report.signals.toSorted((a, b) => rank[a.verdict] - rank[b.verdict] || b.share - a.share || (a.p ?? 1) - (b.p ?? 1));
  return {
    id,
    title: 'What was looked at',
    columns: [
      words('sign', 'Sign'),
      words('finding', 'Finding'),
      column('reviews', 'Reviews that show it'),
      column('value', 'Here', 'none'),
      column('usual', 'Usual', 'none'),
      words('chance', 'Chance of it (p)'),
      column('part', 'Part of the suspicion', 'ratio'),
    ],
    rows: signals.map((signal) => ({
      sign: SIGNAL_TITLES[signal.id],
      finding: FINDINGS[signal.verdict],
      reviews: signal.reviews,
      value: rounded(signal.value, 4),
      usual: rounded(signal.baseline, 4),
      chance: signal.p === null ? null : signal.p < LEAST_P ? `< ${LEAST_P}` : signal.p.toPrecision(2),
      part: rounded(signal.share, 4),
    })),
    complete: true,
    totalRows: signals.length,
  };
}

/** Smaller chances are one and the same to people. */
const LEAST_P = 0.0001;
const FINDINGS = { fail: 'stands out', warn: 'a little', pass: 'usual', notEnough: 'too few to tell' } as const;

/** The texts stand in a column that is no word of ours, so a turn that reads them can change nothing any more (tools/kit.ts). */
function flaggedTable(id: string, flagged: readonly FlaggedReview[], all: number): Table {
  return {
    id,
    title: 'Reviews that look suspicious',
    columns: [
      { id: 'day', label: 'Date', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
      { id: 'score', label: 'Stars', role: 'dimension', type: 'number', unit: 'none' },
      { ...words('review', 'Review'), isText: true },
      { ...words('why', 'Why'), isText: true },
      { ...words('product', 'Product'), source: 'product' },
      { ...words('marketplace', 'Marketplace'), source: 'marketplace' },
      column('suspicion', 'Suspicion', 'ratio'),
    ],
    rows: flagged.map((review) => ({
      day: review.day,
      score: review.score,
      review: `“${toPlainLine(review.text.replace(/\s*\n+\s*/g, '. '), MOST_QUOTED)}”`,
      why: toPlainLine(review.reasons.slice(0, 2).join(' '), 2 * MOST_QUOTED),
      product: review.product === null ? null : toPlainLine(review.product, MOST_QUOTED),
      marketplace: marketplaceName(review.marketplace),
      suspicion: rounded(review.suspicion, 4),
    })),
    complete: flagged.length === all,
    totalRows: all,
  };
}

function daysTable(id: string, { report }: AssessedReport): Table {
  return {
    id,
    title: `Reviews a day of ${toPlainLine(report.title ?? 'this product', MOST_QUOTED)}`,
    columns: [{ id: 'day', label: 'Day', role: 'time', type: 'date', unit: 'none', grain: 'day' }, column('reviews', 'Reviews')],
    rows: report.days.map(([day, reviews]) => ({ day: addDays(EPOCH, day), reviews })),
    complete: true,
    totalRows: report.days.length,
  };
}

const toChart = ({ id, title, rows }: Table): Chart => ({
  id: `${id}-chart`,
  kind: 'bar',
  title,
  tableId: id,
  x: 'day',
  y: ['reviews'],
  alt: `Bars, one a day with reviews; ${rows.length} days.`,
});

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

async function provenanceOf(
  context: ToolContext,
  { tables, period, reviews }: { tables: readonly Table[]; period: Period | null; reviews: number },
): Promise<Provenance> {
  const { firstDay, lastDay, freshness } = await freshnessOf(context);
  return {
    tool: 'reviewTrust',
    tableIds: tables.map(({ id }) => id),
    definitions: [
      {
        id: 'reviewTrust',
        title: 'Trust',
        unit: 'none',
        text: 'Of a hundred reviews, how many show nothing out of the ordinary, weighted by suspicion. Suspicious is a review whose signs together make it more likely bought, planted or written by a machine than not. A hint with reasons, never a verdict: only the reviews of this workspace are seen, not what their writers do elsewhere.',
        source: 'ShopIQ, docs/algorithms/review-trust.md',
        version: 1,
      },
    ],
    period: period ?? (firstDay !== null && lastDay !== null ? { from: firstDay, to: lastDay } : null),
    periodLabel: period ? `${period.from} to ${period.to}` : 'All data',
    timeZone: context.workspace.timeZone,
    currency: null,
    rates: [],
    basis: 'event',
    rowsRead: reviews,
    freshness,
    gaps: [],
  };
}
