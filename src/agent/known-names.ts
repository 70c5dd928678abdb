import type { Coverage } from '@/core/ports';
import type { ToolContext } from '@/tools/kit';

/** Dimensions whose values a sentence may name though no result of the turn holds them, and how many are read at most. */
const NAMED: readonly (readonly [dimension: string, most: number])[] = [
  ['marketplace', 20],
  ['connection', 50],
  ['category', 500],
  ['vendor', 300],
  ['customerRegion', 300],
  ['customerCountry', 250],
  ['product', 400],
];

const known = new WeakMap<Coverage, Promise<{ dimension: string; value: string }[]>>();

/** Names of a workspace's data. Kept until the data changes (a new coverage object). */
export async function knownNames(context: ToolContext): Promise<{ dimension: string; value: string }[]> {
  const coverage = await context.coverage.coverage();
  let names = known.get(coverage);
  if (!names) {
    names = readNames(context);
    known.set(coverage, names);
    names.catch(() => known.delete(coverage));
  }
  return names;
}

async function readNames({ entities }: ToolContext): Promise<{ dimension: string; value: string }[]> {
  const names: { dimension: string; value: string }[] = [];
  for (const [dimension, most] of NAMED) names.push(...(await entities.values(dimension, most)).map((value) => ({ dimension, value })));
  return names;
}
