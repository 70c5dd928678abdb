import { generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/core/math/random';
import { emptyBatch, type FactBatch } from '@/core/model/facts';

/** The demo seller's shop at a marketplace: two years of orders with refunds, exchanges and cancellations. */
export function demoFacts(marketplace: string, { now, scale }: { now: string; scale: number }): FactBatch {
  const facts = emptyBatch();
  for (const { connection, batch } of generateDemo({ now: new Date(now), random: seededRandom(7), scale })) {
    if (connection.marketplace !== marketplace) continue;
    for (const part of Object.keys(facts) as (keyof FactBatch)[]) (facts[part] as unknown[]).push(...batch[part]);
  }
  return facts;
}
