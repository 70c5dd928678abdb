import { tool } from 'ai';
import { z } from 'zod';
import type { Column, Row, Table } from '@/core/artifact/artifact';
import { toPlainLine } from '@/core/artifact/plain-text';
import { AppError } from '@/core/errors';
import type { Method } from '@/core/recommend/recipe';
import type { ModelCard, PurposeCard } from '@/core/recommend/model-card';
import type { OpenRecommender, Suggestion } from '@/core/recommend/open-recommender';
import type { ModelVersion } from '@/core/recommend/ports';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { modelProvenance, modelInUse } from '@/tools/recommend-products/model-in-use';
import { orRefusal } from '@/tools/refusal';

const LONGEST = 180;

export const recommendProductsInput = z.object({
  by: z
    .enum(['similar', 'basket', 'customer', 'everyone', 'trending', 'buyAgain', 'model'])
    .describe(
      'similar: like one product; basket: to people who buy these products; customer: for one customer; everyone: for people nothing is known of; trending: gaining most now; buyAgain: bought again (of one customer, or of all); model: how good the recommendations are.',
    ),
  products: z.array(z.string()).min(1).max(20).optional().describe('Exact product titles (findEntities).'),
  customer: z.string().max(300).optional().describe('The customer as queryMetrics by customer shows him.'),
  limit: z.int().min(1).max(50).default(10),
});
type Input = z.infer<typeof recommendProductsInput>;

/** What to recommend, with why and how well it does on the shop's own past. Side effect: read. */
export function recommendProducts(context: ToolContext) {
  return tool({
    description:
      'Which products to recommend: similar ones, for a basket, for a customer, for newcomers, trending, or likely to be bought again; each with the purchases that speak for it. Learned from this shop and measured on its own past: where that is no better than best sellers, the table says so, and so must you.',
    inputSchema: recommendProductsInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => run(context, recommendProductsInput.parse(input))),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function run(context: ToolContext, input: Input): Promise<ToolOutput> {
  const { version, recommender } = await modelInUse(context);
  if (input.by === 'model') return describeModel(context, version);
  const found = await suggest(context, recommender, input);
  if (found.length === 0)
    throw new AppError('no_data', 'Nothing can be recommended here: none of it was ever bought.', {
      field: 'products',
      remedy: 'Name a product that was sold, or ask what is trending.',
    });
  const table = suggestionTable(context.nextTableId(), input, found);
  const standing = standingTable(context.nextTableId(), version, purposeOf(input));
  return {
    tables: [table, standing],
    charts: [],
    provenance: [await modelProvenance(context, { tool: 'recommendProducts', tables: [table, standing], version })],
  };
}

async function suggest(
  context: ToolContext,
  recommender: OpenRecommender,
  { by, products = [], customer, limit }: Input,
): Promise<Suggestion[]> {
  const options = { now: context.now().getTime() };
  switch (by) {
    case 'similar': {
      const [product] = products;
      if (product === undefined) throw missing('products', 'Name the product it should be similar to.');
      return recommender.similarTo(product, limit, options);
    }
    case 'basket':
      if (products.length === 0) throw missing('products', 'Name what is in the basket.');
      return recommender.forBasket(products, limit, options);
    case 'customer':
      return recommender.forCustomer(await historyOf(context, customer), limit, options);
    case 'everyone':
      return recommender.forCustomer([], limit, { ...options, diverse: true });
    case 'trending':
      return recommender.trending(limit, options);
    case 'buyAgain':
      return customer === undefined
        ? boughtAgain(context, limit)
        : recommender.buyAgain(await historyOf(context, customer), limit, options);
    case 'model':
      return [];
  }
}

/** Of all customers: what most people bought in two orders or more. */
async function boughtAgain(context: ToolContext, limit: number): Promise<Suggestion[]> {
  const counted = await context.recommendations.boughtAgain(limit);
  return counted.map(({ item, customers }) => ({ item, score: customers, method: 'ownHistory', because: [] }));
}

async function historyOf(context: ToolContext, customer: string | undefined) {
  if (customer === undefined) throw missing('customer', 'Name the customer as a list of customers shows him.');
  const history = await context.recommendations.historyOf(customer);
  if (history) return history;
  throw new AppError('not_found', `There is no customer "${toPlainLine(customer, LONGEST)}" here.`, {
    field: 'customer',
    remedy: 'Ask for a list of customers, and name one as it does.',
  });
}

const missing = (field: string, remedy: string): AppError =>
  new AppError('invalid_input', 'It is not said for what to recommend something.', { field, remedy });

/** Which back-test speaks for a list; none for what is only counted. */
function purposeOf({ by, customer }: Input): keyof ModelCard['purposes'] | null {
  switch (by) {
    case 'similar':
      return 'similarItems';
    case 'basket':
      return 'basket';
    case 'customer':
      return 'newItems';
    case 'buyAgain':
      return customer === undefined ? null : 'buyAgain';
    case 'everyone':
    case 'trending':
    case 'model':
      return null;
  }
}

const METHOD_TITLES: Readonly<Record<Method, string>> = {
  popularity: 'best sellers',
  recentPopularity: 'best sellers of late',
  trending: 'trend',
  itemItem: 'bought by the same people',
  ease: 'bought by the same people (EASE)',
  ials: 'tastes (factors)',
  content: 'described alike',
  recentWithContent: 'best sellers of late, described alike',
  ownHistory: 'bought before',
  ownHistoryWithFactors: 'bought before, and tastes',
};

const words = (id: string, label: string): Column => ({ id, label, role: 'dimension', type: 'string', unit: 'none' });
const number = (id: string, label: string, unit: Column['unit'] = 'none'): Column => ({ id, label, role: 'metric', type: 'number', unit });

function suggestionTable(id: string, input: Input, found: readonly Suggestion[]): Table {
  const best = Math.max(...found.map(({ score }) => score));
  const isCounted = input.by === 'buyAgain' && input.customer === undefined;
  return {
    id,
    title: titleOf(input),
    columns: [
      number('rank', 'Place', 'count'),
      { ...words('product', 'Product'), source: 'product' },
      isCounted ? number('customers', 'Customers who bought it again', 'count') : number('strength', 'Strength against the first', 'ratio'),
      words('because', 'Because of'),
      words('method', 'By'),
    ],
    rows: found.map(({ item, score, because, method }, index): Row => ({
      rank: index + 1,
      product: toPlainLine(item, LONGEST),
      ...(isCounted ? { customers: score } : { strength: best > 0 ? Number((score / best).toFixed(4)) : null }),
      because: because.length === 0 ? null : toPlainLine(because.map((reason) => reason.item).join('; '), 2 * LONGEST),
      method: METHOD_TITLES[method],
    })),
    complete: found.length < input.limit,
    totalRows: found.length,
  };
}

function titleOf({ by, products = [], customer }: Input): string {
  const named = toPlainLine(products.join(', '), LONGEST);
  switch (by) {
    case 'similar':
      return `Products like ${named}`;
    case 'basket':
      return `For people who buy ${named}`;
    case 'customer':
      return `For ${toPlainLine(customer ?? '', LONGEST)}`;
    case 'buyAgain':
      return customer === undefined ? 'Bought again' : `What ${toPlainLine(customer, LONGEST)} is likely to buy again`;
    case 'trending':
      return 'Trending now';
    case 'everyone':
    case 'model':
      return 'For people nothing is known of';
  }
}

/** What the back-test says of the list, in one row; of what is only counted, which version counted. */
function standingTable(id: string, { version, card }: ModelVersion, purpose: keyof ModelCard['purposes'] | null): Table {
  const measured = purpose === null ? null : card.purposes[purpose];
  return {
    id,
    title: 'How well this does',
    columns: [words('verdict', 'Back-test'), number('version', 'Version', 'count'), ...QUALITY_COLUMNS],
    rows: [{ verdict: measured?.verdict ?? 'counted', version, ...(measured ? qualityOf(measured) : {}) }],
    complete: true,
    totalRows: 1,
  };
}

const QUALITY_COLUMNS = [
  number('cases', 'Cases tested', 'count'),
  number('hit', 'Found at least one, of ten', 'ratio'),
  number('popularHit', 'Best sellers found one', 'ratio'),
  number('ndcg', 'NDCG@10'),
  number('popularNdcg', 'NDCG@10 of best sellers'),
  number('p', 'Chance of the difference (p)'),
] as const;

function qualityOf({ measured, chosen, pValue }: PurposeCard): Row {
  const own = measured.find(({ method }) => method === chosen.method)?.quality;
  const popular = measured.find(({ method }) => method === 'recentPopularity')?.quality;
  const short = (value: number | undefined): number | null => (value === undefined ? null : Number(value.toFixed(4)));
  return {
    cases: own?.cases ?? null,
    hit: short(own?.hit),
    popularHit: short(popular?.hit),
    ndcg: short(own?.ndcg),
    popularNdcg: short(popular?.ndcg),
    p: pValue === null ? null : Number(pValue.toPrecision(2)),
  };
}

const PURPOSES: Readonly<Record<keyof ModelCard['purposes'], string>> = {
  newItems: 'New to the customer',
  buyAgain: 'Bought again',
  similarItems: 'Similar products',
  basket: 'For a basket',
};

/** Every purpose with the method chosen for it, beside best sellers. */
async function describeModel(context: ToolContext, version: ModelVersion): Promise<ToolOutput> {
  const { card } = version;
  const purposes = Object.entries(card.purposes) as [keyof ModelCard['purposes'], PurposeCard][];
  const table: Table = {
    id: context.nextTableId(),
    title: `Recommendations, version ${version.version}`,
    columns: [words('purpose', 'For'), words('method', 'By'), words('verdict', 'Back-test'), ...QUALITY_COLUMNS],
    rows: purposes.map(([id, purpose]) => ({
      purpose: PURPOSES[id],
      method: METHOD_TITLES[purpose.chosen.method],
      verdict: purpose.verdict,
      ...qualityOf(purpose),
    })),
    complete: true,
    totalRows: purposes.length,
    totals: { version: version.version, orders: card.data.orders },
  };
  const learned: Table = {
    id: context.nextTableId(),
    title: 'What it learned from',
    columns: [
      number('version', 'Version', 'count'),
      number('orders', 'Orders', 'count'),
      number('customers', 'Customers', 'count'),
      number('items', 'Products', 'count'),
    ],
    rows: [{ version: version.version, orders: card.data.orders, customers: card.data.customers, items: card.data.items }],
    complete: true,
    totalRows: 1,
  };
  return {
    tables: [learned, table],
    charts: [],
    provenance: [await modelProvenance(context, { tool: 'recommendProducts', tables: [learned, table], version })],
  };
}
