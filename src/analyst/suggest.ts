import { findDimension } from '@/core/dimensions/registry';
import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Coverage } from '@/core/ports';
import type { Frame } from './frame';

/** Most follow-ups shown with an answer. */
const MAX_FOLLOW_UPS = 3;

/** Follow-up questions the data can answer, for a frame. */
export function followUpsFor(frame: Frame, coverage: Coverage): string[] {
  const { query } = frame;
  const dimensions = query.dimensions ?? [];
  const reaches = (id: string): boolean => {
    const metric = findMetric(query.metrics[0] ?? '');
    return metric !== undefined && leavesOf(metric.measure).every((leaf) => findDimension(id)?.facts.includes(leaf.fact));
  };
  const isNow = leavesOf(findMetric(query.metrics[0] ?? '')?.measure ?? { kind: 'count', fact: 'inventory', where: [] }).some(
    (leaf) => leaf.fact === 'inventory',
  );
  const several = new Set(coverage.connections.map((connection) => connection.marketplace)).size > 1;
  const questions: string[] = [];
  if (query.shape && query.shape.kind !== 'aggregate')
    return ['What is the repeat purchase rate?', 'What is the average order value by month?'].slice(0, MAX_FOLLOW_UPS);
  if (!query.grain && !isNow) questions.push('And by month?');
  if (several && !dimensions.includes('marketplace') && reaches('marketplace')) questions.push('And by marketplace?');
  if (!dimensions.includes('category') && !dimensions.includes('product') && reaches('category')) questions.push('And by category?');
  if (query.period && !query.compare && !query.grain) questions.push('Compared with the same period last year?');
  if (query.grain === 'month') questions.push('And by week?');
  if (!dimensions.includes('customerCountry') && reaches('customerCountry')) questions.push('And by country?');
  return questions.slice(0, MAX_FOLLOW_UPS);
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
    isCurrent ? 'How did net sales change compared with the same period last year?' : 'What was our best month ever?',
    'At which hour of the day do we get the most orders?',
    'What share of deliveries is late?',
  ].slice(0, 6);
}
