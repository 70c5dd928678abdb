'use client';

import { useState, type ReactNode } from 'react';
import type { Artifact, Chart } from '@/core/artifact/artifact';
import { formatPeriod } from '@/core/artifact/format';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';
import { ChartView } from '@/ui/chart/chart-view';
import { toPlot } from '@/ui/chart/plot';
import { BigNumber } from './big-number';
import { DataTable } from './data-table';

export interface FigureProps {
  chart: Chart;
  artifact: Artifact;
  locale: string;
  /** It stands in a frame already. */
  isBare?: boolean | undefined;
}

const FRAME = 'rounded-lg border border-border bg-surface p-4';

/** A chart with its title, and its table one press away. */
export function Figure({ chart, artifact, locale, isBare = false }: FigureProps): ReactNode {
  const [isTable, setTable] = useState(false);
  const table = artifact.tables.find((candidate) => candidate.id === chart.tableId);
  if (!table) return null;
  const comparison = artifact.provenance.find((entry) => entry.tableIds.includes(table.id))?.comparison;
  if (chart.kind === 'number') {
    return (
      <div className={isBare ? '' : FRAME}>
        <BigNumber chart={chart} table={table} locale={locale} compareLabel={comparison ? formatPeriod(comparison, locale) : undefined} />
      </div>
    );
  }
  const hidden = chart.kind === 'cohort' || chart.kind === 'scatter' ? 0 : (toPlot(chart, table)?.hiddenCount ?? 0);
  return (
    <figure className={cn('min-w-0', !isBare && FRAME)}>
      <figcaption className="mb-3 flex items-start justify-between gap-3">
        <span className="min-w-0 font-medium wrap-anywhere">{chart.title}</span>
        <Button variant="quiet" size="sm" className="-my-1 h-7 px-2 text-xs" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </figcaption>
      {isTable ? <DataTable table={table} locale={locale} /> : <ChartView chart={chart} table={table} locale={locale} />}
      {!isTable && hidden > 0 && <p className="mt-2 text-xs text-muted">{hidden} more in the table.</p>}
    </figure>
  );
}
