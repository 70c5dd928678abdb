import { describe, expect, it } from 'vitest';
import { languageOf } from '@/analyst/language/language-file';
import { newArtifact, type Artifact } from '@/core/artifact/artifact';
import { querySchema } from '@/core/query/query';
import { inLanguage } from './labels';

const column = { type: 'number', unit: 'money', currency: 'EUR', source: 'netSales' } as const;

function answer(): Artifact {
  const artifact = newArtifact('answer', 'Net sales by month, EUR', '');
  artifact.tables = [
    {
      id: 't1',
      title: 'Net sales by month, EUR',
      columns: [
        { id: 'time', label: 'Month', role: 'time', type: 'date', unit: 'none', grain: 'month' },
        { id: 'netSales', label: 'Net sales', role: 'metric', ...column },
        { id: 'netSales_previous', label: 'Net sales before', role: 'derived', derivation: 'comparison', ...column },
        { id: 'netSales_share', label: 'Share', role: 'derived', derivation: 'share', ...column },
      ],
      rows: [],
      complete: true,
      totalRows: 0,
    },
  ];
  artifact.charts = [{ id: 'c1', kind: 'line', title: 'Net sales by month, EUR', tableId: 't1', y: ['netSales'], alt: '' }];
  artifact.provenance = [
    {
      tool: 'queryMetrics',
      tableIds: ['t1'],
      query: querySchema.parse({ metrics: ['netSales'], grain: 'month' }),
      definitions: [],
      period: null,
      periodLabel: '',
      timeZone: 'UTC',
      currency: 'EUR',
      rates: [],
      basis: 'event',
      rowsRead: 0,
      freshness: [],
      gaps: [],
    },
  ];
  return artifact;
}

describe('inLanguage', () => {
  it('names titles and columns in the language of the answer', () => {
    const spanish = inLanguage(answer(), languageOf('es'), 'es-ES');
    expect(spanish.title).toBe('Ventas netas por mes, EUR');
    expect(spanish.charts[0]?.title).toBe('Ventas netas por mes, EUR');
    expect(spanish.tables[0]?.columns.map(({ label }) => label)).toEqual(['Mes', 'Ventas netas', 'Ventas netas, antes', 'Cuota']);
  });

  it('leaves an answer as it is where the language has no words for titles', () => {
    expect(inLanguage(answer(), languageOf('en'), 'en-US')).toEqual(answer());
  });
});
