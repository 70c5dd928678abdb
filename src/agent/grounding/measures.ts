import { METRICS, findMetric } from '@/core/metrics/registry';
import { leavesOf, type Leaf } from '@/core/metrics/define-metric';
import { profileMetric } from '@/core/metrics/profiles';
import type { Figure, MeasureMention } from './contract';

/** Things sellers ask for that no figure here is. */
const NOT_MEASURED = [
  'profit', 'profits', 'net profit', 'gross profit', 'profit margin', 'margin', 'margins', 'gross margin', 'net margin', 'cost of goods', 'cogs',
  'conversion rate', 'conversions', 'visitors', 'visits', 'sessions', 'page views', 'pageviews', 'traffic', 'ad spend', 'advertising spend',
  'roas', 'ltv', 'lifetime value', 'cac', 'churn', 'churn rate', 'cart abandonment', 'subscribers', 'followers', 'clicks', 'impressions', 'ebitda',
]; // prettier-ignore

/** Things that are counted: the noun after a number tells what it counts. */
const NOUNS: Readonly<Record<string, RegExp>> = {
  'orders?': /orders$|^orders|Orders$|cancell?ed/i,
  'units?|items?|pieces?|articles?': /units|items|stock/i,
  'customers?|buyers?|shoppers?|clients?': /customers/i,
  'reviews?|ratings?': /review/i,
  'deliveries|shipments?|parcels?|packages?': /deliver|shipment/i,
  'payments?': /payment/i,
  'cancell?ations?': /cancel/i,
  'refunds?|returns?': /return|refund/i,
  'installments?|instal?ments?': /installments/i,
};
const NOUN_PATTERNS = Object.entries(NOUNS).map(([words, ids]) => ({
  pattern: new RegExp(`(?<![\\p{L}-])(?:${words})(?![\\p{L}])`, 'giu'),
  ids,
}));

interface Phrase {
  words: string;
  metrics: readonly string[];
}

/** Titles and synonyms of the measures, the longest first. Words that many measures share stand for all of them. */
const PHRASES: readonly Phrase[] = readPhrases();

function readPhrases(): Phrase[] {
  const byWords = new Map<string, Set<string>>();
  const add = (words: string, id: string): void => {
    const key = words.toLowerCase();
    byWords.set(key, (byWords.get(key) ?? new Set()).add(id));
  };
  for (const metric of METRICS) {
    add(metric.title, metric.id);
    // A synonym of one word is how people ask, not what a figure is called: "sold" may be money or units.
    for (const synonym of metric.synonyms) if (synonym.includes(' ')) add(synonym, metric.id);
  }
  for (const words of NOT_MEASURED) if (!byWords.has(words)) byWords.set(words, new Set());
  return [...byWords].map(([words, ids]) => ({ words, metrics: [...ids] })).sort((a, b) => b.words.length - a.words.length);
}

const PHRASE = new RegExp(
  `(?<![\\p{L}-])(?:${PHRASES.map(({ words }) => words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '[\\s-]+')).join('|')})(?![\\p{L}])`,
  'giu',
);
const byWords = new Map(PHRASES.map((phrase) => [phrase.words, phrase.metrics]));

/** Measures named in a sentence: by their titles and phrases, and things counted. */
export function findMeasures(plain: string): MeasureMention[] {
  const found: MeasureMention[] = [];
  const add = (match: RegExpMatchArray, metrics: readonly string[], isNoun: boolean): void => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    if (!found.some((other) => start < other.end && end > other.start)) found.push({ start, end, text: match[0], metrics, isNoun });
  };
  for (const match of plain.matchAll(PHRASE)) {
    const words = match[0].toLowerCase().replace(/[\s-]+/g, ' ');
    // One plain noun ("orders", "returns") is handled as a thing that is counted.
    const isNoun = !words.includes(' ') && NOUN_PATTERNS.some(({ pattern }) => new RegExp(pattern.source, 'iu').test(words));
    if (!isNoun) add(match, byWords.get(words) ?? [...(byWords.get(words.replace(/-/g, ' ')) ?? [])], false);
  }
  for (const { pattern, ids } of NOUN_PATTERNS)
    for (const match of plain.matchAll(pattern))
      add(
        match,
        METRICS.filter((metric) => ids.test(metric.id)).map((metric) => metric.id),
        true,
      );
  return found.sort((a, b) => a.start - b.start);
}

/** The measure a column reports. Cohort and distribution columns that stand for no measure give undefined. */
export function metricOf(figure: Figure): string | undefined {
  const id = figure.column.source ?? figure.column.id;
  return findMetric(id) ? id : undefined;
}

/** Whether a figure may be called by a phrase: the same measure, or the one the seller's words stand for. */
export function isCalled(metric: string, mention: MeasureMention): boolean {
  return mention.metrics.some(
    (id) => id === metric || profileMetric('validOrders', id) === metric || (findMetric(metric)?.unrestricted?.metric ?? metric) === id,
  );
}

/** What the whole of a share is made of, in the words that may stand after "of": "31 % of orders". */
export function baseWords(figure: Figure): RegExp | null {
  const metric = findMetric(metricOf(figure) ?? '');
  if (!metric) return null;
  const { measure } = metric;
  if (figure.column.derivation === 'share' || figure.column.derivation === 'cumulativeShare')
    return wordsFor(leavesOf(measure)[0], metric.id);
  return measure.kind === 'ratio' && metric.unit === 'ratio' ? wordsFor(measure.denominator, '') : null;
}

function wordsFor(leaf: Leaf | undefined, id: string): RegExp | null {
  if (!leaf) return null;
  if (leaf.kind === 'sum' && leaf.field === 'amount')
    return /sales|revenue|value|turnover|takings|money|income|fees?|returns?|payouts?|discounts?|shipping|taxes|payments?|total/i;
  if (leaf.kind === 'sum' && leaf.field === 'quantity') return /units?|items?|pieces?|goods|products?|volume|sold|returns?/i;
  if (leaf.kind === 'distinct' && leaf.of === 'customer') return /customers?|buyers?|shoppers?|people|clients?/i;
  if (leaf.kind === 'repeaters') return /customers?|buyers?|shoppers?|people/i;
  switch (leaf.fact) {
    case 'shipments':
      return /deliver\w*|shipments?|parcels?|orders?|packages?/i;
    case 'reviews':
      return /reviews?|ratings?/i;
    case 'payments':
      return /payments?|orders?/i;
    case 'inventory':
      return /stock|units?/i;
    case 'orders':
    case 'ledger':
      return /^canceledOrders$/.test(id) ? /orders?|cancell?ations?/i : /orders?/i;
  }
}
