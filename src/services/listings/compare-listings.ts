import type { Chart, Column, Row, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import {
  estimateListings,
  judgeListing,
  REASON_TITLES,
  type Judgement,
  type ListingEstimate,
  type MarketFigures,
} from '@/core/listings/judge-listing';
import { addDays, daysInclusive } from '@/core/model/calendar';
import { marketplaceName } from '@/core/model/marketplaces';
import { currencyExponent } from '@/core/model/money';
import { round } from '@/core/query/metric-value';
import { querySchema, type Filter, type Period } from '@/core/query/query';
import { runQuery, type QueryAnswer, type QueryDeps } from '@/services/query/run-query';

export interface ListingRequest {
  /** Exact title of the product. */
  product: string;
  /** Id of the marketplace in question; absent: all where it is not sold. */
  marketplace?: string | undefined;
  /** Absent: the last 365 days the data holds. */
  period?: Period | undefined;
  nextTableId: () => string;
}

/** Days looked at when none are named: a year, so that no season is left out. */
const USUAL_DAYS = 365;
const DAYS_PER_MONTH = 365.25 / 12;

/**
 * How a product does where it is sold and what it would bring elsewhere: its own figures, those of its category, fees and
 * stock by marketplace, and what of it speaks for and against (core/listings).
 * @throws AppError no_data when nothing of the product was sold, not_supported when the marketplace holds no orders.
 */
export async function compareListings(deps: QueryDeps, request: ListingRequest): Promise<QueryAnswer> {
  const coverage = await deps.coverage.coverage();
  const days = request.period ?? lastYear(coverage.firstDay, coverage.lastDay);
  if (!days) throw new AppError('no_data', 'There are no orders in this workspace yet.', { remedy: 'Import a file or connect a shop.' });
  const { marketplace } = request;
  const markets = [...new Set(coverage.connections.map((connection) => connection.marketplace))];
  if (marketplace !== undefined && !markets.includes(marketplace))
    throw new AppError('not_supported', `Nothing is known of ${marketplaceName(marketplace)} here: no account of it is connected.`, {
      field: 'marketplace',
      remedy: `Connect an account, or ask about ${markets.map(marketplaceName).join(', ')}.`,
    });
  const asked = { deps, days, request };
  const category = await categoryOf(asked);
  const read = await readFigures(asked, { category, markets });
  const months = daysInclusive(days.from, days.to) / DAYS_PER_MONTH;
  const estimates = estimateListings(read.figures, { months, price: read.price });
  const targets = read.figures.filter((market) => (marketplace === undefined ? market.units === 0 : market.marketplace === marketplace));
  const judged = targets.map((target) => ({ target, judgement: judgeListing(read.figures, target, { months, price: read.price }) }));
  return toAnswer(asked, { ...read, estimates, judged, category });
}

interface Asked {
  deps: QueryDeps;
  days: Period;
  request: ListingRequest;
}

function lastYear(firstDay: string | null, lastDay: string | null): Period | null {
  if (firstDay === null || lastDay === null) return null;
  const from = addDays(lastDay, 1 - USUAL_DAYS);
  return { from: from < firstDay ? firstDay : from, to: lastDay };
}

const ofProduct = (product: string): Filter => ({ dimension: 'product', op: 'in', values: [product] });

/** A table by group, and the answer it came with. */
async function readBy(
  { deps, days }: Asked,
  dimension: string,
  metrics: string[],
  filters: Filter[],
): Promise<{ answer: QueryAnswer; rows: Row[] }> {
  const query = querySchema.parse({ metrics, dimensions: dimension === '' ? [] : [dimension], period: days, filters });
  const answer = await runQuery(deps, { query, tableId: 'figures', tool: 'compareListings' });
  return { answer, rows: answer.tables[0]?.rows ?? [] };
}

/** The category most of its units were sold in. @throws AppError no_data. */
async function categoryOf(asked: Asked): Promise<string | null> {
  const { product } = asked.request;
  const { rows } = await readBy(asked, 'category', ['unitsSold'], [ofProduct(product)]);
  const [most] = rows.toSorted((a, b) => Number(b['unitsSold'] ?? 0) - Number(a['unitsSold'] ?? 0));
  if (!most || Number(most['unitsSold'] ?? 0) === 0)
    throw new AppError('no_data', `Nothing called "${product}" was sold in this period.`, {
      field: 'product',
      remedy: 'Name another product, or a longer period.',
    });
  return most['category'] === 'uncategorized' ? null : String(most['category']);
}

interface Figures {
  figures: MarketFigures[];
  /** Average over all marketplaces. */
  price: number | null;
  answer: QueryAnswer;
}

async function readFigures(asked: Asked, { category, markets }: { category: string | null; markets: readonly string[] }): Promise<Figures> {
  const product = [ofProduct(asked.request.product)];
  const own = await readBy(asked, 'marketplace', ['unitsSold', 'averageUnitPrice', 'returnRate', 'stockOnHand'], product);
  const whole = await readBy(asked, '', ['averageUnitPrice'], product);
  const kind: Filter[] = category === null ? [] : [{ dimension: 'category', op: 'in', values: [category] }];
  const ofKind = await readBy(asked, 'marketplace', ['unitsSold', 'productsSold', 'averageUnitPrice', 'returnRate'], kind);
  const fees = await readBy(asked, 'marketplace', ['feeRate'], []);
  const figures = markets.map((marketplace): MarketFigures => {
    const at = (rows: readonly Row[], metric: string): number | null => {
      const value = rows.find((row) => row['marketplace'] === marketplaceName(marketplace))?.[metric];
      return typeof value === 'number' ? value : null;
    };
    const feeRate = at(fees.rows, 'feeRate');
    return {
      marketplace,
      units: at(own.rows, 'unitsSold') ?? 0,
      price: at(own.rows, 'averageUnitPrice'),
      returnRate: at(own.rows, 'returnRate'),
      stock: at(own.rows, 'stockOnHand') ?? 0,
      categoryUnits: at(ofKind.rows, 'unitsSold') ?? 0,
      categoryProducts: at(ofKind.rows, 'productsSold') ?? 0,
      categoryPrice: at(ofKind.rows, 'averageUnitPrice'),
      categoryReturnRate: at(ofKind.rows, 'returnRate'),
      // No fee at all was booked: it is not known, and not nothing.
      feeRate: feeRate === 0 ? null : feeRate,
    };
  });
  const price = whole.rows[0]?.['averageUnitPrice'];
  return { figures, price: typeof price === 'number' ? price : null, answer: own.answer };
}

interface Compared extends Figures {
  estimates: ListingEstimate[];
  judged: { target: MarketFigures; judgement: Judgement }[];
  category: string | null;
}

function toAnswer(asked: Asked, compared: Compared): QueryAnswer {
  const { deps, request } = asked;
  const { answer, category } = compared;
  const figures = figuresTable(request.nextTableId(), asked, compared);
  const reasons = reasonsTable(request.nextTableId(), compared);
  const [provenance] = answer.provenance;
  const tables = reasons.rows.length > 0 ? [figures, reasons] : [figures];
  const { query: _query, sql: _sql, ...rest } = provenance ?? { gaps: [] };
  return {
    tables,
    charts: [toChart(figures)],
    provenance: provenance
      ? [
          {
            ...(rest as typeof provenance),
            tableIds: tables.map(({ id }) => id),
            definitions: [...provenance.definitions, ...definitionsOf(category)],
            currency: deps.workspace.currency,
          },
        ]
      : [],
  };
}

const definitionsOf = (category: string | null): QueryAnswer['provenance'][number]['definitions'] => [
  {
    id: 'expectedUnits',
    title: 'Units a month',
    unit: 'count',
    text: `Where it is sold: units sold in a month of 30.44 days. Elsewhere: what a product ${category === null ? '' : `of ${category} `}sells there, times how much more or less than such a product it sells where it is. A proportion, not a forecast.`,
    source: 'ShopIQ, docs/algorithms/compare-listings.md',
    version: 1,
  },
  {
    id: 'netPerUnit',
    title: 'Left of a unit',
    unit: 'money',
    text: 'The average unit price, less the share of fees on all sales there, less the share of units that comes back. Goods, postage and advertising are not in it.',
    source: 'ShopIQ, docs/algorithms/compare-listings.md',
    version: 1,
  },
];

function figuresTable(id: string, { deps, request }: Asked, { figures, estimates }: Compared): Table {
  const { currency } = deps.workspace;
  const number = (column: string, label: string, unit: Column['unit'] = 'count'): Column => ({
    id: column,
    label,
    role: 'metric',
    type: 'number',
    unit,
    ...(unit === 'money' ? { currency } : {}),
  });
  const money = (value: number | null): number | null => (value === null ? null : round(value, currencyExponent(currency)));
  return {
    id,
    title: `${request.product} on each marketplace`,
    columns: [
      { id: 'marketplace', label: 'Marketplace', role: 'dimension', type: 'string', unit: 'none', source: 'marketplace' },
      { id: 'sold', label: 'Sold there', role: 'dimension', type: 'string', unit: 'none' },
      number('units', 'Units sold'),
      number('unitsPerMonth', 'Units a month'),
      number('price', 'Price', 'money'),
      number('feeRate', 'Fee rate', 'ratio'),
      number('returnRate', 'Return rate', 'ratio'),
      number('netPerUnit', 'Left of a unit', 'money'),
      number('netPerMonth', 'Left a month', 'money'),
      number('categoryUnits', 'Units of its category'),
      number('categoryPrice', 'Price of its category', 'money'),
      number('categoryReturnRate', 'Return rate of its category', 'ratio'),
      number('stock', 'Stock'),
    ],
    rows: figures.map((market, index) => {
      const estimate = estimates[index];
      return {
        marketplace: marketplaceName(market.marketplace),
        sold: market.units > 0 ? 'yes' : 'estimated',
        units: market.units,
        unitsPerMonth: estimate?.unitsPerMonth == null ? null : round(estimate.unitsPerMonth, 1),
        price: market.price,
        feeRate: market.feeRate,
        returnRate: market.returnRate,
        netPerUnit: money(estimate?.netPerUnit ?? null),
        netPerMonth: money(estimate?.netPerMonth ?? null),
        categoryUnits: market.categoryUnits,
        categoryPrice: market.categoryPrice,
        categoryReturnRate: market.categoryReturnRate,
        stock: market.stock,
      };
    }),
    complete: true,
    totalRows: figures.length,
  };
}

function reasonsTable(id: string, { judged }: Compared): Table {
  const word = (column: string, label: string): Column => ({ id: column, label, role: 'dimension', type: 'string', unit: 'none' });
  const rows = judged.flatMap(({ target, judgement: { verdict, reasons } }): Row[] => {
    const marketplace = marketplaceName(target.marketplace);
    if (reasons.length === 0) return [{ marketplace, verdict, reason: null, speaks: null }];
    return reasons.map((reason) => ({ marketplace, verdict, reason: REASON_TITLES[reason.id], speaks: reason.side }));
  });
  return {
    id,
    title: 'What speaks for it and what against',
    columns: [word('marketplace', 'Marketplace'), word('verdict', 'Taken together'), word('reason', 'Reason'), word('speaks', 'Speaks')],
    rows,
    complete: true,
    totalRows: rows.length,
  };
}

function toChart({ id, title, rows }: Table): Chart {
  const [best] = rows.toSorted((a, b) => Number(b['netPerMonth'] ?? 0) - Number(a['netPerMonth'] ?? 0));
  return {
    id: `${id}-chart`,
    kind: 'bar',
    title: `${title}: left a month after fees and returns`,
    tableId: id,
    x: 'marketplace',
    y: ['netPerMonth'],
    alt: `Bars, one a marketplace; the highest is ${String(best?.['marketplace'] ?? 'none')}. Where it is not sold, estimated.`,
  };
}
