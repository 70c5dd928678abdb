import { findDimension } from '@/core/dimensions/registry';
import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Coverage } from '@/core/ports';
import type { Frame } from '@/analyst/frames/frame';
import { reaches } from '@/analyst/frames/metrics';
import type { LanguageFile } from '@/analyst/language/language-file';
import { say } from './say';

/** Most follow-ups shown with an answer. */
const MAX_FOLLOW_UPS = 3;

/** Follow-up questions the data can answer, for a frame. */
export function followUpsFor(frame: Frame, coverage: Coverage, language: LanguageFile): string[] {
  const { query } = frame;
  const metric = query.metrics[0] ?? '';
  const has = (id: string): boolean => query.dimensions?.includes(id) ?? false;
  const isNow = leavesOf(findMetric(metric)?.measure ?? { kind: 'count', fact: 'inventory', where: [] }).some(
    (leaf) => leaf.fact === 'inventory',
  );
  const several = new Set(coverage.connections.map((connection) => connection.marketplace)).size > 1;
  const keys: string[] = [];
  if (query.shape && query.shape.kind !== 'aggregate') keys.push('ask.repeat', 'ask.aovByMonth');
  else {
    if (query.compare && !query.grain) keys.push('ask.why');
    if (!query.grain && !isNow) keys.push('ask.byMonth');
    if (several && !has('marketplace') && reaches(metric, 'marketplace')) keys.push('ask.byMarketplace');
    if (!has('category') && !has('product') && reaches(metric, 'category')) keys.push('ask.byCategory');
    if (query.period && !query.compare && !query.grain) keys.push('ask.lastYear');
    if (query.grain === 'month') keys.push('ask.byWeek');
    if (!has('customerCountry') && findDimension('customerCountry') && reaches(metric, 'customerCountry')) keys.push('ask.byCountry');
  }
  return keys.slice(0, MAX_FOLLOW_UPS).map((key) => say(language, key));
}

/** First questions for an empty thread, on the seller's own data. */
export function firstQuestions(coverage: Coverage): string[] {
  if (coverage.orders === 0) return [];
  const marketplaces = [
    ...new Set(coverage.connections.filter((connection) => connection.orders > 0).map((connection) => connection.marketplace)),
  ].map(marketplaceName);
  const isCurrent =
    coverage.lastDay !== null &&
    coverage.connections.some(
      (connection) =>
        connection.asOf !== null &&
        connection.lastDay !== null &&
        Date.parse(connection.lastDay) > connection.asOf.getTime() - 60 * 86_400_000,
    );
  const pair = marketplaces.includes('Flipkart') && marketplaces.includes('Shopify') ? ['Flipkart', 'Shopify'] : marketplaces.slice(0, 2);
  const year = coverage.lastDay?.slice(0, 4) ?? '';
  return [
    isCurrent ? 'What were my total sales last month?' : `What was the revenue by month in ${year}?`,
    ...(marketplaces.length > 1
      ? ['Show me my return rate by marketplace', `Which product sells best on ${pair[0]} vs ${pair[1]}?`]
      : ['Top 10 categories by revenue', 'What is the average order value?']),
    isCurrent ? 'Why did net sales change last month?' : 'What was our best month ever?',
    'At which hour of the day do we get the most orders?',
    'What share of deliveries is late?',
  ].slice(0, 6);
}
