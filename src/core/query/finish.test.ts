import { describe, expect, it } from 'vitest';
import type { Table } from '@/core/artifact/artifact';
import { exactFromInteger } from '@/core/model/exact';
import type { Workspace } from '@/core/model/workspace';
import type { LeafRow } from './evaluate';
import { finishQuery } from './finish';
import { planQuery } from './plan';
import { querySchema, type QueryInput } from './query';

const workspace: Workspace = {
  id: 'w',
  slug: 'w',
  name: 'W',
  profile: 'shopify',
  timeZone: 'UTC',
  currency: 'USD',
  locale: 'en-US',
  weekStart: 1,
  isDemo: false,
};

/** A row of leaf values in minor units or counts: time bucket, dimension keys, one value for each leaf in order. */
type Seed = [time: string | null, keys: (string | number | null)[], ...values: number[]];

function rowsOf(seeds: readonly Seed[]): LeafRow[] {
  return seeds.map(([time, keys, ...values]) => ({
    time,
    keys,
    values: Object.fromEntries(values.map((value, index) => [`m${index}`, exactFromInteger(value)])),
    rows: 1,
  }));
}

function finish(input: QueryInput, seeds: readonly Seed[], before?: { from: string; seeds: readonly Seed[] }): Table {
  const query = querySchema.parse(input);
  const plan = planQuery(query, workspace);
  return finishQuery({
    query,
    plan,
    result: { rows: rowsOf(seeds), rowsRead: seeds.length, rowsWithoutRate: 0 },
    ...(before ? { comparison: { result: { rows: rowsOf(before.seeds), rowsRead: 1, rowsWithoutRate: 0 }, from: before.from } } : {}),
    tableId: 't1',
    title: 'Test',
  });
}

const column = (table: Table, id: string): unknown[] => table.rows.map((row) => row[id]);
const months: Seed[] = [
  ['2026-03', [], 30_000],
  ['2026-01', [], 10_000],
  ['2026-02', [], 20_000],
  ['2026-04', [], 0],
  ['2026-05', [], 5000],
];
const categories: Seed[] = [
  [null, ['mugs'], 5000],
  [null, ['trays'], 3000],
  [null, [null], 2000],
];

describe('shares', () => {
  it('add up to one over all groups, with groups named that have no value', () => {
    const table = finish(
      { metrics: ['grossSales'], dimensions: ['category'], transforms: [{ kind: 'share', metric: 'grossSales' }] },
      categories,
    );
    expect(column(table, 'grossSales_share')).toEqual([0.5, 0.3, 0.2]);
    expect(table.rows[2]?.['category']).not.toBeNull();
    expect(table.totals).toEqual({ grossSales: 100 });
  });

  it('are of the whole, also when a limit or threshold hides groups', () => {
    const input: QueryInput = { metrics: ['grossSales'], dimensions: ['category'], transforms: [{ kind: 'share', metric: 'grossSales' }] };
    expect(column(finish({ ...input, limit: 1 }, categories), 'grossSales_share')).toEqual([0.5]);
    const having = [{ metric: 'grossSales', op: 'lt' as const, value: 40 }];
    expect(column(finish({ ...input, having }, categories), 'grossSales_share')).toEqual([0.3, 0.2]);
  });

  it('within a dimension add up to one for each of its values', () => {
    const table = finish(
      {
        metrics: ['grossSales'],
        dimensions: ['marketplace', 'category'],
        transforms: [{ kind: 'share', metric: 'grossSales', within: 'marketplace' }],
      },
      [
        [null, ['shopify', 'mugs'], 100],
        [null, ['shopify', 'trays'], 300],
        [null, ['etsy', 'mugs'], 50],
      ],
    );
    const byKey = Object.fromEntries(table.rows.map((row) => [`${row['marketplace']} ${row['category']}`, row['grossSales_share']]));
    expect(byKey).toEqual({ 'Shopify mugs': 0.25, 'Shopify trays': 0.75, 'Etsy mugs': 1 });
  });

  it('have no value when the whole is zero, and ratios have none at all', () => {
    const empty = finish({ metrics: ['grossSales'], dimensions: ['category'], transforms: [{ kind: 'share', metric: 'grossSales' }] }, [
      [null, ['mugs'], 0],
    ]);
    expect(column(empty, 'grossSales_share')).toEqual([null]);
    expect(() =>
      finish(
        { metrics: ['averageOrderValue'], dimensions: ['marketplace'], transforms: [{ kind: 'share', metric: 'averageOrderValue' }] },
        [[null, ['etsy'], 100, 1]],
      ),
    ).toThrow(/no share/);
  });

  it('run up to one in rank order', () => {
    const table = finish(
      { metrics: ['grossSales'], dimensions: ['category'], transforms: [{ kind: 'cumulativeShare', metric: 'grossSales' }] },
      categories,
    );
    expect(column(table, 'grossSales_cumulativeShare')).toEqual([0.5, 0.8, 1]);
  });
});

describe('running values', () => {
  it('follow time, whatever order the rows come in', () => {
    const table = finish(
      {
        metrics: ['grossSales'],
        grain: 'month',
        transforms: [
          { kind: 'cumulative', metric: 'grossSales' },
          { kind: 'growth', metric: 'grossSales' },
          { kind: 'movingAverage', metric: 'grossSales', window: 3 },
        ],
      },
      months,
    );
    expect(column(table, 'time')).toEqual(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05']);
    expect(column(table, 'grossSales_cumulative')).toEqual([100, 300, 600, 600, 650]);
    expect(column(table, 'grossSales_growth')).toEqual([null, 1, 0.5, -1, null]);
    expect(column(table, 'grossSales_movingAverage')).toEqual([null, null, 200, 166.67, 116.67]);
  });

  it('run apart for each series', () => {
    const table = finish(
      { metrics: ['grossSales'], dimensions: ['category'], grain: 'month', transforms: [{ kind: 'cumulative', metric: 'grossSales' }] },
      [
        ['2026-01', ['mugs'], 100],
        ['2026-01', ['trays'], 1000],
        ['2026-02', ['mugs'], 200],
        ['2026-02', ['trays'], 2000],
      ],
    );
    const byKey = Object.fromEntries(table.rows.map((row) => [`${row['time']} ${row['category']}`, row['grossSales_cumulative']]));
    expect(byKey).toEqual({ '2026-01 mugs': 1, '2026-01 trays': 10, '2026-02 mugs': 3, '2026-02 trays': 30 });
  });

  it('need a time axis', () => {
    expect(() =>
      finish({ metrics: ['grossSales'], dimensions: ['category'], transforms: [{ kind: 'growth', metric: 'grossSales' }] }, categories),
    ).toThrow(/time axis/);
  });
});

describe('comparison', () => {
  it('matches months by their place in the period, also over a year turn', () => {
    const table = finish(
      { metrics: ['grossSales'], grain: 'month', period: { from: '2026-01-01', to: '2026-02-28' }, compare: 'previousPeriod' },
      [
        ['2026-01', [], 1000],
        ['2026-02', [], 3000],
      ],
      {
        from: '2025-11-01',
        seeds: [
          ['2025-11', [], 500],
          ['2025-12', [], 4000],
        ],
      },
    );
    expect(column(table, 'grossSales_previous')).toEqual([5, 40]);
    expect(column(table, 'grossSales_change')).toEqual([5, -10]);
    expect(column(table, 'grossSales_changePct')).toEqual([1, -0.25]);
    expect(table.totals).toEqual({ grossSales: 40, grossSales_previous: 45, grossSales_change: -5, grossSales_changePct: -0.11111111 });
  });

  it('matches days by their place when the months differ in length', () => {
    const table = finish(
      { metrics: ['grossSales'], grain: 'day', period: { from: '2026-03-01', to: '2026-03-31' }, compare: 'previousPeriod' },
      [
        ['2026-03-01', [], 100],
        ['2026-03-28', [], 200],
        ['2026-03-31', [], 300],
      ],
      {
        from: '2026-02-01',
        seeds: [
          ['2026-02-01', [], 10],
          ['2026-02-28', [], 20],
        ],
      },
    );
    expect(column(table, 'grossSales_previous')).toEqual([0.1, 0.2, 0]);
    expect(column(table, 'grossSales_changePct')).toEqual([9, 9, null]);
  });

  it('treats a missing group as zero for sums and as nothing for ratios', () => {
    const table = finish(
      { metrics: ['grossSales', 'averageOrderValue'], dimensions: ['marketplace'], compare: 'previousYear' },
      [[null, ['etsy'], 1000, 1000, 2]],
      { from: '2025-01-01', seeds: [[null, ['shopify'], 700, 700, 1]] },
    );
    expect(table.rows[0]).toMatchObject({ grossSales_previous: 0, grossSales_change: 10, grossSales_changePct: null });
    expect(table.rows[0]).toMatchObject({ averageOrderValue_previous: null, averageOrderValue_change: null });
  });
});

describe('order and limits', () => {
  const input: QueryInput = { metrics: ['grossSales'], dimensions: ['category'] };

  it('puts the greatest first by default, ties by key, and nothing last in both directions', () => {
    const seeds: Seed[] = [
      [null, ['b'], 100],
      [null, ['a'], 100],
      [null, ['c'], 900],
    ];
    expect(column(finish(input, seeds), 'category')).toEqual(['c', 'a', 'b']);
    expect(column(finish({ ...input, orderBy: { by: 'grossSales', direction: 'asc' } }, seeds), 'category')).toEqual(['a', 'b', 'c']);
    const ratio: QueryInput = { metrics: ['averageOrderValue'], dimensions: ['marketplace'] };
    const ratios: Seed[] = [
      [null, ['etsy'], 100, 0],
      [null, ['ebay'], 100, 1],
      [null, ['shopify'], 300, 1],
    ];
    expect(column(finish(ratio, ratios), 'averageOrderValue')).toEqual([3, 1, null]);
    expect(column(finish({ ...ratio, orderBy: { by: 'averageOrderValue', direction: 'asc' } }, ratios), 'averageOrderValue')).toEqual([
      1,
      3,
      null,
    ]);
  });

  it('keeps the order in which values were named, unless a ranking is asked', () => {
    const named: QueryInput = { ...input, filters: [{ dimension: 'category', op: 'in', values: ['trays', 'mugs'] }] };
    const seeds: Seed[] = [
      [null, ['mugs'], 5000],
      [null, ['trays'], 3000],
    ];
    expect(column(finish(named, seeds), 'category')).toEqual(['trays', 'mugs']);
    expect(column(finish({ ...named, orderBy: { by: 'grossSales', direction: 'desc' } }, seeds), 'category')).toEqual(['mugs', 'trays']);
  });

  it('reads weekdays in their own order', () => {
    const table = finish({ metrics: ['grossSales'], dimensions: ['weekday'] }, [
      [null, [7], 900],
      [null, [1], 100],
      [null, [3], 500],
    ]);
    expect(column(table, 'weekday')).toEqual(['Monday', 'Wednesday', 'Sunday']);
  });

  it('says how many rows there are when a limit cuts them', () => {
    const table = finish({ ...input, limit: 2 }, categories);
    expect([table.rows.length, table.totalRows, table.complete]).toEqual([2, 3, false]);
    expect(table.totals).toEqual({ grossSales: 100 });
  });

  it('keeps a number of rows for each value of a dimension', () => {
    const table = finish({ metrics: ['grossSales'], dimensions: ['marketplace', 'category'], limit: 1, limitPer: 'marketplace' }, [
      [null, ['etsy', 'mugs'], 100],
      [null, ['etsy', 'trays'], 200],
      [null, ['shopify', 'mugs'], 50],
      [null, ['shopify', 'trays'], 20],
    ]);
    expect(table.rows.map((row) => `${row['marketplace']} ${row['category']}`)).toEqual(['Etsy trays', 'Shopify mugs']);
  });

  it.each([
    ['gte', 30, ['mugs', 'trays']],
    ['gt', 30, ['mugs']],
    ['lte', 30, ['trays', 'lamps']],
    ['lt', 30, ['lamps']],
    ['eq', 30, ['trays']],
  ] as const)('keeps groups with sales %s %i', (op, value, expected) => {
    const seeds: Seed[] = [
      [null, ['mugs'], 5000],
      [null, ['trays'], 3000],
      [null, ['lamps'], 2000],
    ];
    expect(column(finish({ ...input, having: [{ metric: 'grossSales', op, value }] }, seeds), 'category')).toEqual(expected);
  });

  it('leaves groups without a value out of a threshold', () => {
    const table = finish(
      { metrics: ['averageOrderValue'], dimensions: ['marketplace'], having: [{ metric: 'averageOrderValue', op: 'lt', value: 10 }] },
      [[null, ['etsy'], 100, 0]],
    );
    expect(table.rows).toEqual([]);
  });
});

describe('rounding', () => {
  it('rounds money once, half away from zero, and never shows a negative zero', () => {
    const table = finish({ metrics: ['averageOrderValue'], dimensions: ['marketplace'] }, [
      [null, ['a'], 1001, 2],
      [null, ['b'], -1001, 2],
      [null, ['c'], 0, 3],
    ]);
    expect(column(table, 'averageOrderValue')).toEqual([5.01, 0, -5.01]);
    expect(table.rows.every((row) => !Object.is(row['averageOrderValue'], -0))).toBe(true);
  });
});

describe('courses of several groups', () => {
  const course: Seed[] = [
    ['2026-01', ['mugs'], 1000],
    ['2026-01', ['trays'], 9000],
    ['2026-01', ['lamps'], 8000],
    ['2026-02', ['mugs'], 20_000],
    ['2026-02', ['trays'], 100],
    ['2026-02', ['lamps'], 500],
  ];
  const input: QueryInput = { metrics: ['netSales'], dimensions: ['category'], grain: 'month' };

  it('keeps the groups that lead over the whole period, each with its whole course', () => {
    const table = finish({ ...input, leading: { groups: 2 } }, course);
    expect(new Set(column(table, 'category'))).toEqual(new Set(['mugs', 'trays']));
    expect(table).toMatchObject({ totalRows: 4, complete: false });
  });

  it('keeps those that come last when the least are asked for', () => {
    expect(column(finish({ ...input, leading: { groups: 1, direction: 'asc' } }, course), 'category')).toEqual(['lamps', 'lamps']);
  });

  it('keeps the first of each bucket, in the order of time', () => {
    const table = finish({ ...input, orderBy: { by: 'netSales' }, limit: 1, limitPer: 'time' }, course);
    expect(table.rows.map((row) => [row['time'], row['category']])).toEqual([
      ['2026-01', 'trays'],
      ['2026-02', 'mugs'],
    ]);
  });

  it('takes shares within each bucket', () => {
    const table = finish({ ...input, transforms: [{ kind: 'share', metric: 'netSales', within: 'time' }] }, course);
    expect(table.rows.filter((row) => row['time'] === '2026-01').map((row) => row['netSales_share'])).toEqual([
      0.5, 0.44444444, 0.05555556,
    ]);
  });
});

describe('shares of what rows do not add up to', () => {
  it('divides people by the people of their group, who may stand in two rows', () => {
    const query = querySchema.parse({
      metrics: ['customers'],
      dimensions: ['newReturning', 'marketplace'],
      transforms: [{ kind: 'share', metric: 'customers', within: 'marketplace' }],
    });
    const table = finishQuery({
      query,
      plan: planQuery(query, workspace),
      result: {
        rows: rowsOf([
          [null, ['new', 'etsy'], 8],
          [null, ['returning', 'etsy'], 4],
        ]),
        rowsRead: 12,
        rowsWithoutRate: 0,
      },
      whole: { within: 'marketplace', by: ['marketplace'], rows: rowsOf([[null, ['etsy'], 10]]) },
      tableId: 't1',
      title: 'Test',
    });
    expect(column(table, 'customers_share')).toEqual([0.8, 0.4]);
  });
});
