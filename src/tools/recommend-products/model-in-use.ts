import type { Provenance, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { dayOf, momentFromInstant } from '@/core/model/calendar';
import type { OpenRecommender } from '@/core/recommend/open-recommender';
import type { ModelVersion } from '@/core/recommend/ports';
import { freshnessOf } from '@/tools/freshness-of';
import type { ToolContext } from '@/tools/kit';

/** The model that recommends. @throws AppError no_data when nothing was ever sold. */
export async function modelInUse({ recommendations }: ToolContext): Promise<{ version: ModelVersion; recommender: OpenRecommender }> {
  const current = await recommendations.current();
  if (current) return current;
  throw new AppError('no_data', 'There is nothing to recommend from yet: no order holds a product.', {
    remedy: 'Import orders or connect a shop. The first model is trained by itself.',
  });
}

/** What a list of recommendations was made of. */
export async function modelProvenance(
  context: ToolContext,
  { tool, tables, version }: { tool: string; tables: readonly Table[]; version: ModelVersion },
): Promise<Provenance> {
  const { timeZone } = context.workspace;
  const { from, to, events } = version.card.data;
  const day = (at: number): string => dayOf(momentFromInstant(new Date(at), timeZone));
  return {
    tool,
    tableIds: tables.map(({ id }) => id),
    definitions: [
      {
        id: tool,
        title: tool === 'boughtTogether' ? 'Bought together' : 'Recommended',
        unit: 'none',
        text:
          tool === 'boughtTogether'
            ? 'Pairs in at least five orders that are in one order more often than chance has it (lift above 1), ranked by how sure that is (log-likelihood ratio).'
            : `Learned from this shop's orders, version ${version.version}. Of each purpose the method that did best on the shop's own last weeks; best sellers of late where none did better.`,
        source: `ShopIQ, docs/algorithms/${tool === 'boughtTogether' ? 'frequently-bought-together' : 'recommendations'}.md`,
        version: 1,
      },
    ],
    period: from !== null && to !== null ? { from: day(from), to: day(to) } : null,
    periodLabel: from !== null && to !== null ? `${day(from)} to ${day(to)}` : 'All data',
    timeZone,
    currency: null,
    rates: [],
    basis: 'event',
    rowsRead: events,
    freshness: (await freshnessOf(context)).freshness,
    gaps: [],
  };
}
