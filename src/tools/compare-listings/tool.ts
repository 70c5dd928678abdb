import { tool } from 'ai';
import { z } from 'zod';
import { findMarketplaceId } from '@/core/model/marketplaces';
import { periodSchema } from '@/core/query/query';
import { compareListings } from '@/services/listings/compare-listings';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

export const compareListingsInput = z.object({
  product: z.string().min(1).max(500).describe('Exact product title (findEntities).'),
  marketplace: z.string().optional().describe('The marketplace in question. Absent: all where it is not sold.'),
  period: periodSchema.optional().describe('Absent: the last 365 days of data.'),
});

/** Should this product be sold there, too? Side effect: read. */
export function compareListingsTool(context: ToolContext) {
  return tool({
    description:
      'Should a product be listed on one more marketplace: its units, price, fees, returns and stock where it sells, its category there, an estimate of what it would bring, and what speaks for and against. The estimate is a proportion, not a forecast: say so.',
    inputSchema: compareListingsInput,
    execute: ({ product, marketplace, period }): Promise<ToolOutput> =>
      orRefusal(() =>
        compareListings(context, {
          product,
          period,
          marketplace: marketplace === undefined ? undefined : (findMarketplaceId(marketplace) ?? marketplace),
          nextTableId: context.nextTableId,
        }),
      ),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}
