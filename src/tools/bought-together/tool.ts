import { tool } from 'ai';
import { z } from 'zod';
import type { Chart, Column, Table } from '@/core/artifact/artifact';
import { toPlainLine } from '@/core/artifact/plain-text';
import { AppError } from '@/core/errors';
import type { SuggestedPair } from '@/core/recommend/open-recommender';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { modelInUse, modelProvenance } from '@/tools/recommend-products/model-in-use';
import { orRefusal } from '@/tools/refusal';

const LONGEST = 180;

export const boughtTogetherInput = z.object({
  products: z.array(z.string()).min(1).max(20).optional().describe('Exact product titles; absent: the best pairs of all.'),
  limit: z.int().min(1).max(50).default(10),
});
type Input = z.infer<typeof boughtTogetherInput>;

/** What stands in one order more often than chance has it. Side effect: read. */
export function boughtTogether(context: ToolContext) {
  return tool({
    description:
      'Products that are bought in one order more often than chance explains: how many orders hold both, support, confidence, lift, and how sure it is (log-likelihood ratio). For bundles and cross-selling.',
    inputSchema: boughtTogetherInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => run(context, boughtTogetherInput.parse(input))),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function run(context: ToolContext, { products, limit }: Input): Promise<ToolOutput> {
  const { version, recommender } = await modelInUse(context);
  const pairs = (products ?? [null]).flatMap((product) => recommender.boughtTogether(product, limit)).toSorted((a, b) => b.g2 - a.g2);
  if (pairs.length === 0)
    throw new AppError(
      'no_data',
      products
        ? `Nothing is bought together with ${toPlainLine(products.join(', '), LONGEST)} more often than chance explains.`
        : 'No two products are bought together more often than chance explains.',
      { remedy: 'A pair needs five orders at least. Ask again when there are more.' },
    );
  const table = pairTable(context.nextTableId(), { products, pairs: pairs.slice(0, limit) });
  return {
    tables: [table],
    charts: [toChart(table)],
    provenance: [await modelProvenance(context, { tool: 'boughtTogether', tables: [table], version })],
  };
}

function pairTable(id: string, { products, pairs }: { products: readonly string[] | undefined; pairs: readonly SuggestedPair[] }): Table {
  const product = (column: string, label: string): Column => ({
    id: column,
    label,
    role: 'dimension',
    type: 'string',
    unit: 'none',
    source: 'product',
  });
  const number = (column: string, label: string, unit: Column['unit'] = 'none'): Column => ({
    id: column,
    label,
    role: 'metric',
    type: 'number',
    unit,
  });
  return {
    id,
    title: products ? `Bought together with ${toPlainLine(products.join(', '), LONGEST)}` : 'Bought together',
    columns: [
      product('product', 'Product'),
      product('together', 'Together with'),
      number('orders', 'Orders with both', 'count'),
      number('support', 'Share of all orders', 'ratio'),
      number('confidence', 'Of orders with the first', 'ratio'),
      number('back', 'Of orders with the second', 'ratio'),
      number('lift', 'Times as often as by chance'),
      number('g2', 'How sure (G²)'),
    ],
    rows: pairs.map((pair) => ({
      product: toPlainLine(pair.a, LONGEST),
      together: toPlainLine(pair.b, LONGEST),
      orders: pair.nAB,
      support: Number((pair.nAB / pair.baskets).toFixed(6)),
      confidence: Number((pair.nAB / pair.nA).toFixed(6)),
      back: Number((pair.nAB / pair.nB).toFixed(6)),
      lift: Number(pair.lift.toFixed(2)),
      g2: Number(pair.g2.toFixed(2)),
    })),
    complete: true,
    totalRows: pairs.length,
  };
}

const toChart = ({ id, title, rows }: Table): Chart => ({
  id: `${id}-chart`,
  kind: 'bar',
  title: `${title}: orders with both`,
  tableId: id,
  x: 'together',
  y: ['orders'],
  alt: `Bars, one a pair; ${rows.length} pairs, the surest first.`,
});
