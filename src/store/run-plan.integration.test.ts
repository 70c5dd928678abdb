import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { shopArbitrary, type GeneratedShop } from '~/tests/support/random-shop';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { leavesOf } from '@/core/metrics/define-metric';
import { METRICS } from '@/core/metrics/registry';
import { addDays, dayOf, GRAINS } from '@/core/model/calendar';
import { soldLines, type FactBatch, type OrderFact } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { evaluatePlan, type LeafRow } from '@/core/query/evaluate';
import { findMembers, plansOf, type MembersFound } from '@/core/query/members';
import { planQuery, type Plan } from '@/core/query/plan';
import { querySchema, type Query, type QueryInput } from '@/core/query/query';
import type { ShopData } from '@/core/query/rows';
import { ensureConnection } from './connections';
import { createMetricsReader } from './metrics-reader';
import { refreshRollups } from './rollups/refresh-rollups';
import { runPlan } from './run-plan';
import { ensureWorkspace } from './workspaces';
import { writeFacts } from './write-facts';

/** Shops per database. Each is asked several random questions. */
const SHOPS = 200;
const QUESTIONS = 4;

const settings = { name: 'Generated', profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', isDemo: false } as const;

/** Days after the first, some of them the first of a month. */
const daySeed = fc.oneof(fc.integer({ min: 0, max: 80 }), fc.constantFrom(9, 40));

const anyQuerySeed = fc.record({
  metrics: fc.uniqueArray(fc.constantFrom(...METRICS.map((metric) => metric.id)), { minLength: 1, maxLength: 4 }),
  dimensions: fc.uniqueArray(fc.constantFrom(...DIMENSIONS.map((dimension) => dimension.id)), { maxLength: 2 }),
  grain: fc.option(fc.constantFrom(...GRAINS)),
  from: daySeed,
  days: fc.option(fc.integer({ min: 0, max: 60 })),
  basis: fc.constantFrom('event', 'order'),
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  filters: fc.array(
    fc.oneof(
      fc.record({
        dimension: fc.constant('category'),
        op: fc.constantFrom('in', 'notIn'),
        values: fc.constantFrom(['mugs'], ['mugs', 'lamps']),
      }),
      fc.record({
        dimension: fc.constant('marketplace'),
        op: fc.constant('in'),
        values: fc.constantFrom(['Shopify'], ['flipkart', 'etsy']),
      }),
      fc.record({ dimension: fc.constant('customerRegion'), op: fc.constantFrom('in', 'notIn'), values: fc.constant(['SP']) }),
      fc.record({ dimension: fc.constant('weekday'), op: fc.constant('in'), values: fc.constant(['Monday', 'Sunday']) }),
      fc.record({ dimension: fc.constant('orderStatus'), op: fc.constant('notIn'), values: fc.constant(['canceled']) }),
      fc.record({
        dimension: fc.constantFrom('lineCount', 'unitCount', 'productCount', 'daysLate'),
        op: fc.constantFrom('gte', 'lte'),
        values: fc.constant([2]),
      }),
    ),
    { maxLength: 2 },
  ),
});

/** People, asked by what is the same on all their orders: they are counted by the visits before. */
const peopleSeed = fc.record({
  metrics: fc.uniqueArray(
    fc.constantFrom('customers', 'repeatPurchaseRate', 'returningCustomerRate', 'newCustomers', 'ordersPerCustomer', 'orders'),
    { minLength: 1, maxLength: 3 },
  ),
  dimensions: fc.uniqueArray(fc.constantFrom('marketplace', 'connection', 'customer'), { maxLength: 1 }),
  grain: fc.option(fc.constantFrom(...GRAINS)),
  from: daySeed,
  days: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 1 }),
  basis: fc.constantFrom('event', 'order'),
  currency: fc.constant('USD'),
  filters: fc.array(fc.record({ dimension: fc.constant('marketplace'), op: fc.constant('notIn'), values: fc.constant(['etsy']) }), {
    maxLength: 1,
  }),
});
/** What adds up, over months that are asked nearly whole: the days left out are taken off. */
const nearlyWholeSeed = fc.record({
  metrics: fc.constantFrom<string[][]>(['netSales', 'orders'], ['unitsSold'], ['orders', 'repeatPurchaseRate'], ['deliveryDays', 'taxes']),
  dimensions: fc.constantFrom<string[][]>([], ['marketplace'], ['customerRegion']),
  grain: fc.option(fc.constantFrom('month' as const, 'quarter' as const)),
  from: fc.integer({ min: 9, max: 11 }),
  days: fc.constantFrom(26, 28, 56, 58),
  basis: fc.constantFrom('event', 'order'),
  currency: fc.constant('USD'),
  filters: fc.constant([]),
});
const querySeed = fc.oneof(
  { arbitrary: anyQuerySeed, weight: 3 },
  { arbitrary: peopleSeed, weight: 1 },
  { arbitrary: nearlyWholeSeed, weight: 1 },
);

const from = '2025-02-20';
const condition = fc.oneof(
  fc.record({
    is: fc.constantFrom('some' as const, 'none' as const),
    period: fc.constantFrom({ from, to: '2025-03-20' }, { from: '2025-03-21', to: '2025-05-31' }),
  }),
  fc.record({
    is: fc.constantFrom('some' as const, 'none' as const),
    filters: fc.constantFrom(
      [{ dimension: 'customerRegion', op: 'in' as const, values: ['SP'] }],
      [{ dimension: 'marketplace', op: 'notIn' as const, values: ['shopify'] }],
      [{ dimension: 'newReturning', op: 'in' as const, values: ['new'] }],
    ),
  }),
  fc.constant({ is: 'everyBucket' as const, grain: 'month' as const, period: { from, to: '2025-03-31' } }),
);
const membersSeed = fc.record({
  metrics: fc.constantFrom(['orders'], ['unitsSold']),
  dimensions: fc.constantFrom(['customer'], ['product'], ['category'], ['customerRegion']),
  shape: fc.record({ kind: fc.constant('members' as const), conditions: fc.array(condition, { minLength: 1, maxLength: 3 }) }),
});

/** Questions about second orders: of everybody, and under filters that leave orders of a person out. */
const gapSeed = fc.record(
  {
    filters: fc.constantFrom([{ dimension: 'marketplace', values: ['shopify'] }], [{ dimension: 'customerRegion', values: ['SP', 'RJ'] }]),
    period: fc.constantFrom({ from, to: '2025-03-20' }, { from: '2025-03-01', to: '2025-05-31' }),
  },
  { requiredKeys: [] },
);

/** A shop as the reference evaluator reads it. */
const referenceOf = (shop: GeneratedShop): ShopData => ({
  connections: shop.connections.map(({ name, marketplace, batch }, id) => ({ id: String(id), name, marketplace, batch })),
  rates: shop.rates,
});

/** A seeded query cut to what can be asked together. */
function toQuery(seed: typeof querySeed extends fc.Arbitrary<infer T> ? T : never): Query {
  const facts = new Set(
    seed.metrics.flatMap((id) =>
      METRICS.filter((metric) => metric.id === id).flatMap((metric) => leavesOf(metric.measure).map((leaf) => leaf.fact)),
    ),
  );
  const isReachable = (id: string): boolean =>
    DIMENSIONS.some((dimension) => dimension.id === id && [...facts].every((fact) => dimension.facts.includes(fact)));
  const input: QueryInput = {
    metrics: seed.metrics,
    dimensions: seed.dimensions.filter(isReachable),
    filters: seed.filters.filter((filter) => isReachable(filter.dimension)).map((filter) => ({ ...filter, values: [...filter.values] })),
    basis: seed.basis as 'event' | 'order',
    currency: seed.currency,
    ...(seed.grain && !facts.has('inventory') ? { grain: seed.grain } : {}),
    ...(seed.days === null ? {} : { period: { from: addDays('2025-02-20', seed.from), to: addDays('2025-02-20', seed.from + seed.days) } }),
  };
  return querySchema.parse(input);
}

/** How a shop came to be what it is: its rollups never computed, computed, or older than its last page. */
const HISTORIES = ['not rolled up', 'rolled up', 'rolled up and written since'] as const;
type History = (typeof HISTORIES)[number];

async function write(
  test: TestDatabase,
  shop: GeneratedShop,
  history: History,
  settled: Partial<Workspace> & { slug: string },
): Promise<Workspace> {
  await test.db.shared.exchangeRate.deleteMany();
  await test.db.shared.exchangeRate.createMany({
    data: shop.rates.map((rate) => ({ base: 'EUR', quote: rate.quote, day: new Date(rate.day), rate: rate.rate, source: 'test' })),
  });
  const workspace = await ensureWorkspace(test.db, settled.slug, { ...settings, weekStart: settled.weekStart ?? 1 });
  if (history === 'rolled up and written since') {
    await writePages(test, workspace, shop, before);
    await refreshRollups(test.db, workspace.id);
  }
  await writePages(test, workspace, shop, (batch) => batch);
  if (history === 'rolled up') await refreshRollups(test.db, workspace.id);
  return workspace;
}

async function writePages(
  test: TestDatabase,
  workspace: Workspace,
  shop: GeneratedShop,
  change: (batch: FactBatch) => FactBatch,
): Promise<void> {
  for (const generated of shop.connections) {
    const connection = await ensureConnection(test.db, workspace.id, {
      marketplace: generated.marketplace,
      accountId: generated.name,
      name: generated.name,
      timeZone: generated.timeZone,
      currency: generated.currency,
    });
    await writeFacts(test.db, { workspaceId: workspace.id, connection }, change(generated.batch));
  }
}

/** The shop some time ago: every third order not there yet, others in another state, of another person, with less in the ledger. */
function before(batch: FactBatch): FactBatch {
  const orders = batch.orders
    .filter((_, place) => place % 3 !== 0)
    .map((order, place) => ({
      ...order,
      status: place % 2 === 0 ? ('pending' as const) : order.status,
      ...(place % 4 === 0 ? { customerExternalId: 'c0' } : {}),
      ledger: order.ledger.slice(0, place % 5),
      sourceVersion: order.sourceVersion - 1n,
    }));
  return { ...batch, orders };
}

/** Rows in a comparable form: sorted, with nothing-to-add as zero. */
function canonical(plan: Plan, rows: readonly LeafRow[]): string[] {
  return rows.map((row) => JSON.stringify([row.time, row.keys, plan.leaves.map((leaf) => String(row.values[leaf.id] ?? 0n))])).sort();
}

onEveryDatabase('SQL and the in-memory reference', (get) => {
  it(`agree to the last digit on ${SHOPS} generated shops`, async () => {
    let number = 0;
    let readFromRollups = 0;
    let takenOff = 0;
    let countedByVisits = 0;
    let countedByMonths = 0;
    await fc.assert(
      fc.asyncProperty(
        shopArbitrary,
        fc.array(querySeed, { minLength: QUESTIONS, maxLength: QUESTIONS }),
        fc.constantFrom(1, 7),
        fc.constantFrom(...HISTORIES),
        async (shop, seeds, weekStart, history) => {
          number += 1;
          const workspace = await write(get(), shop, history, { slug: `generated-${number}`, weekStart });
          const reference = referenceOf(shop);
          for (const seed of seeds) {
            const plan = planQuery(toQuery(seed), workspace);
            const expected = evaluatePlan(plan, reference);
            const actual = await runPlan(get().db, workspace.id, {
              plan,
              currencies: shop.connections.map((connection) => connection.currency),
            });
            readFromRollups += actual.sql.includes('FROM "Rollup"') ? 1 : 0;
            takenOff += actual.sql.includes(') surplus') ? 1 : 0;
            countedByVisits += actual.sql.includes('"previousDay" <') ? 1 : 0;
            countedByMonths += actual.sql.includes('"previousMonth" <') ? 1 : 0;
            expect(canonical(plan, actual.rows), actual.sql).toEqual(canonical(plan, expected.rows));
            expect(actual.rowsWithoutRate > 0).toBe(expected.rowsWithoutRate > 0);
          }
        },
      ),
      { numRuns: SHOPS },
    );
    // A test that no longer reaches them would pass for nothing.
    expect(readFromRollups).toBeGreaterThan(SHOPS / 4);
    expect(takenOff).toBeGreaterThan(SHOPS / 16);
    expect(countedByVisits).toBeGreaterThan(SHOPS / 8);
    expect(countedByMonths).toBeGreaterThan(SHOPS / 16);
  }, 900_000);

  it(`find the same members on ${SHOPS / 4} generated shops`, async () => {
    let number = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(shopArbitrary, fc.array(membersSeed, { minLength: QUESTIONS, maxLength: QUESTIONS }), async (shop, seeds) => {
        number += 1;
        const workspace = await write(get(), shop, 'not rolled up', { slug: `members-${number}` });
        const currencies = shop.connections.map((connection) => connection.currency);
        for (const query of seeds.map((seed) => querySchema.parse(seed))) {
          if (query.shape.kind !== 'members') continue;
          const { conditions } = query.shape;
          const plan = planQuery(query, workspace);
          const plans = plansOf(plan, conditions);
          const expected = plans.map((each) => ({ ...evaluatePlan(each, referenceOf(shop)), period: each.period }));
          const actual = await Promise.all(
            plans.map(async (each) => ({ ...(await runPlan(get().db, workspace.id, { plan: each, currencies })), period: each.period })),
          );
          const sorted = ({ names, base }: MembersFound): unknown => ({ names: [...names].map(String).sort(), base });
          const members = findMembers(plan, conditions, actual);
          found += members.names.length;
          expect(sorted(members)).toEqual(sorted(findMembers(plan, conditions, expected)));
        }
      }),
      { numRuns: SHOPS / 4 },
    );
    expect(found).toBeGreaterThan(0);
  }, 900_000);

  it(`find the same times between first and second orders on ${SHOPS / 4} generated shops`, async () => {
    let number = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(shopArbitrary, gapSeed, fc.constantFrom(...HISTORIES), async (shop, seed, history) => {
        number += 1;
        const workspace = await write(get(), shop, history, { slug: `gaps-${number}` });
        const query = querySchema.parse({ metrics: ['customers'], shape: { kind: 'orderGap' }, ...seed });
        const reader = createMetricsReader(get().db, workspace.id, async () => []);
        const { gaps } = await reader.orderGaps(planQuery(query, workspace));
        const expected = gapsOf(shop, query);
        found += expected.length;
        expect(gaps.flatMap(({ seconds, customers }) => Array<number>(customers).fill(seconds))).toEqual(expected);
      }),
      { numRuns: SHOPS / 4 },
    );
    expect(found).toBeGreaterThan(0);
  }, 900_000);
});

/** Seconds between everybody's first two orders, in order: the definition, the slow way. */
function gapsOf(shop: GeneratedShop, { filters, period }: Query): number[] {
  const people = new Map<string, OrderFact[]>();
  for (const { marketplace, batch } of shop.connections) {
    for (const order of batch.orders) {
      const passes = filters.every(({ dimension, values }) =>
        values.includes(dimension === 'marketplace' ? marketplace : (order.shipRegion ?? '')),
      );
      const person = `${marketplace}/${order.customerExternalId ?? ''}`;
      if (passes && order.customerExternalId !== null && soldLines(order) > 0) people.set(person, [...(people.get(person) ?? []), order]);
    }
  }
  return [...people.values()]
    .flatMap((orders) => {
      const [first, second] = orders.sort(
        (a, b) => a.ordered.at.getTime() - b.ordered.at.getTime() || (a.externalId < b.externalId ? -1 : 1),
      );
      if (!first || !second || (period && (dayOf(first.ordered) < period.from || dayOf(first.ordered) > period.to))) return [];
      return [Math.round((second.ordered.at.getTime() - first.ordered.at.getTime()) / 1000)];
    })
    .sort((a, b) => a - b);
}
