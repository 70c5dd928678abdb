import type { Freshness } from '@/core/artifact/artifact';
import type { ToolContext } from './kit';

/** The span of the data and how up to date each account is, as a provenance states it. */
export async function freshnessOf({
  coverage,
}: Pick<ToolContext, 'coverage'>): Promise<{ firstDay: string | null; lastDay: string | null; freshness: Freshness[] }> {
  const { connections, firstDay, lastDay } = await coverage.coverage();
  const freshness = connections.map(({ name, marketplace, asOf, firstDay: first, lastDay: last }) => ({
    connection: name,
    marketplace,
    asOf: asOf?.toISOString() ?? null,
    firstDay: first,
    lastDay: last,
  }));
  return { firstDay, lastDay, freshness };
}
