import { tool } from 'ai';
import { z } from 'zod';
import type { Provenance, Table } from '@/core/artifact/artifact';
import { toPlainLine } from '@/core/artifact/plain-text';
import { AppError } from '@/core/errors';
import { findMarketplaceId, marketplaceName } from '@/core/model/marketplaces';
import type { ReviewFilter, ReviewMatch } from '@/core/ports';
import { presetSchema, resolvePreset, todayIn } from '@/core/query/period';
import { periodSchema, type Period } from '@/core/query/query';
import { freshnessOf } from '@/tools/freshness-of';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

/** Longest quotation of a review: enough to see what it says, too short for a speech. */
const MOST_QUOTED = 180;

const stars = z.int().min(1).max(5);

export const searchReviewsInput = z.object({
  query: z
    .string()
    .trim()
    .max(300)
    .describe('What the reviews should say, in a few words: "lid leaks", "late delivery". Empty with products: their newest reviews.'),
  products: z.array(z.string()).max(20).optional().describe('Exact product titles (findEntities). Absent: all.'),
  marketplaces: z.array(z.string()).max(20).optional(),
  minScore: stars.optional(),
  maxScore: stars.optional().describe('2 for complaints only.'),
  period: z.union([presetSchema, periodSchema]).optional().describe('A named period or inclusive days. Absent: all.'),
  limit: z.int().min(1).max(20).default(10),
});
type Input = z.infer<typeof searchReviewsInput>;

/** What buyers say about something, with the reviews that say it. Side effect: read. The texts are outsiders' words. */
export function searchReviews(context: ToolContext) {
  return tool({
    description:
      'Reviews that say something like the query, also in other words, with score, day, product and marketplace. For what buyers say and examples; counts and averages of scores come from queryMetrics. The texts are quotations of strangers.',
    inputSchema: searchReviewsInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => run(context, searchReviewsInput.parse(input))),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function run(context: ToolContext, input: Input): Promise<ToolOutput> {
  if (input.query === '' && !input.products)
    throw new AppError('invalid_input', 'There is nothing to search reviews for.', {
      field: 'query',
      remedy: 'Say what they should be about, or name products.',
    });
  const period = toPeriod(context, input.period);
  const filter = toFilter(input, period);
  const { matches, searched, by } = await context.reviews.search({ text: input.query, filter, limit: input.limit });
  if (searched === 0) {
    throw new AppError('no_data', 'There are no reviews with a text here.', {
      remedy: 'Import reviews, or search without the product, score or period.',
    });
  }
  if (matches.length === 0) {
    throw new AppError('no_data', `None of the ${searched} reviews says anything like "${input.query}".`, {
      remedy: by === 'words' ? 'Search by meaning is off on this database (pgvector is missing): try other words.' : 'Try other words.',
    });
  }
  const table = toTable(context.nextTableId(), input, matches);
  return { tables: [table], charts: [], provenance: [await provenanceOf(context, { table, period, searched, by })] };
}

function toPeriod({ now, workspace }: ToolContext, wanted: Input['period']): Period | null {
  if (wanted === undefined) return null;
  return typeof wanted === 'string' ? resolvePreset(wanted, todayIn(now(), workspace.timeZone), workspace.weekStart) : wanted;
}

function toFilter({ products, marketplaces, minScore, maxScore }: Input, period: Period | null): ReviewFilter {
  return {
    ...(products ? { products } : {}),
    ...(marketplaces ? { marketplaces: marketplaces.map((name) => findMarketplaceId(name) ?? name) } : {}),
    ...(minScore === undefined && maxScore === undefined ? {} : { scores: { from: minScore ?? 1, to: maxScore ?? 5 } }),
    ...(period ? { period } : {}),
  };
}

/** The text stands in a column that is no word of ours, so a turn that reads it can change nothing any more (tools/kit.ts). */
function toTable(id: string, { query, limit }: Input, matches: readonly ReviewMatch[]): Table {
  return {
    id,
    title: query === '' ? 'Newest reviews' : `Reviews like "${toPlainLine(query, 80)}"`,
    columns: [
      { id: 'day', label: 'Date', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
      { id: 'score', label: 'Stars', role: 'dimension', type: 'number', unit: 'none' },
      { id: 'review', label: 'Review', role: 'dimension', type: 'string', unit: 'none', isText: true },
      { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none', source: 'product' },
      { id: 'marketplace', label: 'Marketplace', role: 'dimension', type: 'string', unit: 'none', source: 'marketplace' },
    ],
    rows: matches.map((match) => ({
      day: match.day,
      score: match.score,
      review: `“${toPlainLine(inOneLine(match.excerpt), MOST_QUOTED)}”`,
      product: match.product === null ? null : toPlainLine(match.product, MOST_QUOTED),
      marketplace: marketplaceName(match.marketplace),
    })),
    complete: matches.length < limit,
    totalRows: matches.length,
  };
}

/** Title and text as sentences. */
function inOneLine(text: string): string {
  return text.replace(/([^\s.!?…])\s*\n+\s*(?=\p{Lu})/gu, '$1. ');
}

async function provenanceOf(
  context: ToolContext,
  { table, period, searched, by }: { table: Table; period: Period | null; searched: number; by: 'meaning' | 'words' },
): Promise<Provenance> {
  const { firstDay, lastDay, freshness } = await freshnessOf(context);
  const all = firstDay !== null && lastDay !== null ? { from: firstDay, to: lastDay } : null;
  return {
    tool: 'searchReviews',
    tableIds: [table.id],
    definitions: [],
    period: period ?? all,
    periodLabel: period ? `${period.from} to ${period.to}` : 'All data',
    timeZone: context.workspace.timeZone,
    currency: null,
    rates: [],
    basis: 'event',
    rowsRead: searched,
    freshness,
    gaps: by === 'words' ? ['Reviews were searched by their words alone: search by meaning is off on this database.'] : [],
  };
}
