import { tool } from 'ai';
import { z } from 'zod';
import type { Provenance, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { findMarketplaceId } from '@/core/model/marketplaces';
import type { ReviewFilter } from '@/core/ports';
import { presetSchema, resolvePreset, todayIn } from '@/core/query/period';
import { periodSchema, type Period } from '@/core/query/query';
import type { AssessedReport } from '@/core/trust/ports';
import { freshnessOf } from '@/tools/freshness-of';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';
import { daysChart, daysTable, flaggedTable, signsTable, standingTable, summaryTable } from './tables';

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
  const isListed = isGrouped || (reports.length > 0 && !period && input.show === undefined);
  const { products, limit } = input;
  const summary = summaryTable(context.nextTableId(), { products, marketplaces, isListed, limit, figures, reports });
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
    charts: days.map(daysChart),
    provenance: [await provenanceOf(context, { tables, period, reviews: figures.reviews })],
  };
}

/** Products that stand out, when there are any. */
async function standingProducts({ trust, nextTableId }: ToolContext): Promise<Table[]> {
  const reports = await trust.reports({ scope: 'product', limit: USUAL_ROWS });
  const standing = reports.filter(({ level }) => level === 'look' || level === 'alarm');
  if (standing.length === 0) return [];
  return [standingTable(nextTableId(), standing)];
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
