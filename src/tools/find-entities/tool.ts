import { tool } from 'ai';
import { z } from 'zod';
import type { Table } from '@/core/artifact/artifact';
import { findDimension } from '@/core/dimensions/registry';
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

/** Look up products, categories, places and the like by name. Side effect: read. */
export function findEntities(context: ToolContext) {
  return tool({
    description:
      'Find the exact names of products, SKUs, categories, brands, places or payment methods in the data, also from misspelt text. Use the exact value in filters.',
    inputSchema: findEntitiesInput,
    execute: async ({ text, dimensions, limit }): Promise<ToolOutput> => {
      const matches = await context.entities.find(text, dimensions ?? DEFAULT_SEARCH, limit);
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
      }));
      const table: Table = {
        id: context.nextTableId(),
        title: `Matches for "${text}"`,
        columns: [
          { id: 'kind', label: 'Kind', role: 'dimension', type: 'string', unit: 'none' },
          { id: 'name', label: 'Name', role: 'dimension', type: 'string', unit: 'none' },
          { id: 'score', label: 'Similarity', role: 'metric', type: 'number', unit: 'ratio' },
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
