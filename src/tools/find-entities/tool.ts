import { tool } from 'ai';
import { z } from 'zod';
import type { Table } from '@/core/artifact/artifact';
import { findDimension } from '@/core/dimensions/registry';
import type { EntityMatch } from '@/core/ports';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';

/** Dimensions searched when none is named. */
export const DEFAULT_SEARCH = [
  'product',
  'sku',
  'category',
  'vendor',
  'customerRegion',
  'customerCity',
  'customerCountry',
  'paymentMethod',
];

export const findEntitiesInput = z.object({
  text: z.string().min(1).max(200).describe('Name or part of a name, also misspelt.'),
  dimensions: z.array(z.string()).max(6).optional().describe('Where to look; absent: products, categories, places, payment methods.'),
  limit: z.int().min(1).max(50).default(10),
});

/** Look up products, categories, places and the like by name, and by meaning when no name is near. Side effect: read. */
export function findEntities(context: ToolContext) {
  return tool({
    description:
      'Find the exact names of products, SKUs, categories, brands, places or payment methods in the data, also from misspelt text or another word for the thing. Use the exact value in filters.',
    inputSchema: findEntitiesInput,
    execute: async ({ text, dimensions, limit }): Promise<ToolOutput> => {
      const matches = await findMatches(context, { text, dimensions: dimensions ?? DEFAULT_SEARCH, limit });
      if (matches.length === 0) {
        return {
          tables: [],
          charts: [],
          provenance: [],
          refusal: {
            message: `Nothing in the data is called "${text}".`,
            remedy: 'Try another spelling, or ask for the list of products or categories.',
          },
        };
      }
      const rows = matches.map((match) => ({
        kind: findDimension(match.dimension)?.title ?? match.dimension,
        name: match.value,
        score: Math.round(match.score * 100) / 100,
        found: match.by === 'meaning' ? 'by meaning' : 'by name',
      }));
      const table: Table = {
        id: context.nextTableId(),
        title: `Matches for "${text}"`,
        columns: [
          { id: 'kind', label: 'Kind', role: 'dimension', type: 'string', unit: 'none' },
          { id: 'name', label: 'Name', role: 'dimension', type: 'string', unit: 'none' },
          { id: 'score', label: 'Similarity', role: 'metric', type: 'number', unit: 'ratio' },
          { id: 'found', label: 'Found', role: 'dimension', type: 'string', unit: 'none' },
        ],
        rows,
        complete: rows.length < limit,
        totalRows: rows.length,
      };
      return { tables: [table], charts: [], provenance: [] };
    },
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

/** From this similarity on a name is the one that was meant. */
const NAMED = 0.6;

async function findMatches(
  { entities }: ToolContext,
  { text, dimensions, limit }: { text: string; dimensions: readonly string[]; limit: number },
): Promise<EntityMatch[]> {
  const named = await entities.find(text, dimensions, limit);
  if ((named[0]?.score ?? 0) >= NAMED) return named;
  const meant = await entities.findByMeaning(text, dimensions, limit);
  const isMeant = (match: EntityMatch): boolean =>
    meant.some(({ dimension, value }) => dimension === match.dimension && value === match.value);
  return [...meant, ...named.filter((match) => !isMeant(match))].slice(0, limit);
}
