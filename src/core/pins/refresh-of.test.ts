import { expect, it } from 'vitest';
import { provenanceSchema, type Provenance } from '@/core/artifact/artifact';
import { querySchema } from '@/core/query/query';
import { queriesOf, queryOn, refreshOf } from './refresh-of';

const CLOCK = { today: '2026-11-22', weekStart: 1 };
const query = querySchema.parse({ metrics: ['netSales'], period: { from: '2026-10-01', to: '2026-10-31' } });
const made = (tool: string, asked = tool === 'queryMetrics' ? query : undefined): Provenance =>
  provenanceSchema.parse({
    tool,
    tableIds: ['t1'],
    ...(asked ? { query: asked } : {}),
    definitions: [],
    period: null,
    periodLabel: '',
    timeZone: 'UTC',
    currency: null,
    basis: 'event',
    rowsRead: 0,
    freshness: [],
    gaps: [],
  });

it('runs an answer of queries again in the periods they move to', () => {
  const refresh = refreshOf({ provenance: [made('queryMetrics')] }, { isFirst: false, clock: CLOCK });
  expect(refresh).toEqual({ kind: 'queries', moving: [{ preset: 'last_month', compare: null }], isFixed: false });
  const later = { today: '2026-12-02', weekStart: 1 };
  expect(queryOn(refresh, query, { index: 0, clock: later }).period).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(queryOn({ ...refresh, isFixed: true } as typeof refresh, query, { index: 0, clock: later })).toEqual(query);
});

it('asks anything else again when it stands alone, and leaves it when it goes on from another answer', () => {
  const mixed = { provenance: [made('queryMetrics'), made('explainChange')] };
  expect(queriesOf(mixed)).toEqual([]);
  expect(refreshOf(mixed, { isFirst: true, clock: CLOCK })).toEqual({ kind: 'question' });
  expect(refreshOf({ provenance: [] }, { isFirst: false, clock: CLOCK })).toEqual({ kind: 'never' });
});
