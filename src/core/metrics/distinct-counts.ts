import { defineMetric, VALID, distinct, type Condition, type CountedId, type Metric } from './define-metric';

/** "How many sellers, cities, brands": distinct values behind the lines sold, for all orders and for valid ones. */
const COUNTED: readonly { id: string; of: Exclude<CountedId, 'order' | 'customer'>; title: string; synonyms: readonly string[] }[] = [
  {
    id: 'productsSold',
    of: 'product',
    title: 'Products sold',
    synonyms: ['products sold', 'distinct products', 'different products sold', 'active products', 'assortment'],
  },
  { id: 'activeSellers', of: 'seller', title: 'Active sellers', synonyms: ['active sellers', 'sellers with sales'] },
  { id: 'sellerRegions', of: 'sellerRegion', title: 'Seller states', synonyms: ['seller states', 'states of sellers'] },
  { id: 'categoriesSold', of: 'category', title: 'Categories sold', synonyms: ['categories sold', 'active categories'] },
  { id: 'brandsSold', of: 'vendor', title: 'Brands sold', synonyms: ['brands sold', 'vendors sold'] },
  { id: 'skusSold', of: 'sku', title: 'SKUs sold', synonyms: ['skus sold', 'active skus'] },
  { id: 'citiesReached', of: 'customerCity', title: 'Cities sold to', synonyms: ['cities sold to', 'cities reached'] },
  { id: 'regionsReached', of: 'customerRegion', title: 'States sold to', synonyms: ['states sold to', 'regions reached'] },
  { id: 'countriesReached', of: 'customerCountry', title: 'Countries sold to', synonyms: ['countries sold to', 'countries reached'] },
];

const SOLD: Condition = { attribute: 'kind', op: 'in', values: ['SALE'] };

function count(entry: (typeof COUNTED)[number], isValid: boolean): Metric {
  return defineMetric({
    id: isValid ? `valid${entry.id[0]?.toUpperCase()}${entry.id.slice(1)}` : entry.id,
    title: isValid ? `${entry.title} on valid orders` : entry.title,
    synonyms: isValid ? [] : entry.synonyms,
    unit: 'count',
    definition: `Distinct values of ${entry.title.toLowerCase().replace(/ (sold|sold to)$/, '')} with at least one unit sold${isValid ? ' on orders that are neither canceled nor unavailable' : ''}.`,
    source: 'ShopIQ',
    version: 1,
    measure: distinct('ledger', entry.of, SOLD, ...(isValid ? [VALID] : [])),
    higherIsBetter: true,
    counts: entry.of,
  });
}

export const DISTINCT_COUNTS: readonly Metric[] = COUNTED.flatMap((entry) => [count(entry, false), count(entry, true)]);

/** The count over valid orders that each general count stands for in the profile of valid orders. */
export const VALID_COUNTS: Readonly<Record<string, string>> = Object.fromEntries(COUNTED.map((entry) => [entry.id, count(entry, true).id]));
