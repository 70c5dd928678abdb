import type { ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { cn } from '@/ui/cn';
import { DataTable } from './data-table';
import { Figure } from './figure';
import { Prose } from './prose';

export interface AnswerBodyProps {
  artifact: Artifact;
  /** Prose still streaming in, or the artifact's own. */
  prose: string;
  locale: string;
  onShowHow(): void;
  /** It stands in a frame already: its pictures have none of their own. */
  isBare?: boolean;
}

/** What an answer says: the sentence, its numbers, pictures and tables. */
export function AnswerBody({ artifact, prose, locale, onShowHow, isBare }: AnswerBodyProps): ReactNode {
  const charted = new Set(artifact.charts.map((chart) => chart.tableId));
  // A chart's table is one press away; a table that no chart draws is shown, except behind a single number.
  const tables = artifact.tables.filter(
    (table) => !charted.has(table.id) && table.rows.length > 0 && (table.rows.length > 1 || table.columns.length > 1),
  );
  const numbers = artifact.charts.filter((chart) => chart.kind === 'number');
  const figures = artifact.charts.filter((chart) => chart.kind !== 'number');
  return (
    <>
      <Prose prose={prose} artifact={artifact} locale={locale} onShowHow={onShowHow} />
      {numbers.length > 0 && (
        <div className={cn('grid gap-3', numbers.length > 1 && 'sm:grid-cols-2')}>
          {numbers.map((chart) => (
            <Figure key={chart.id} chart={chart} artifact={artifact} locale={locale} isBare={isBare} />
          ))}
        </div>
      )}
      {figures.map((chart) => (
        <Figure key={chart.id} chart={chart} artifact={artifact} locale={locale} isBare={isBare} />
      ))}
      {artifact.kind === 'answer' &&
        tables.map((table) => (
          <section key={table.id} className="grid min-w-0 gap-2">
            <h3 className="font-medium wrap-anywhere">{table.title}</h3>
            <DataTable table={table} locale={locale} />
          </section>
        ))}
    </>
  );
}
