'use client';

import { useEffect, useState, type ReactNode } from 'react';
import type { Column, Table } from '@/core/artifact/artifact';
import { formatCell, formatTableCell } from '@/core/artifact/format';
import type { PinChanges, PinView } from '@/server/pins';
import { DataTable } from '@/ui/answer/data-table';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Notice } from '@/ui/notice';
import { Sheet } from '@/ui/sheet';
import { useShell } from '../../_shell/shell-context';

/** What changed in a card since it was pinned, with the entries of the ledger behind it. */
export function ChangesSheet({ pin, onClose }: { pin: PinView; onClose(): void }): ReactNode {
  const { current } = useShell();
  const [changes, setChanges] = useState<PinChanges | null>(null);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const query = new URLSearchParams({ workspace: current.slug }).toString();
    requestJson<PinChanges>(`/api/pins/${pin.id}/changes?${query}`, { signal: controller.signal }).then(setChanges, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(asProblem(error));
    });
    return () => controller.abort();
  }, [pin.id, current.slug]);
  return (
    <Sheet open onOpenChange={onClose} title={`What changed: ${pin.title}`}>
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      {!changes && !problem && (
        <div role="status" aria-label="Computing the figures anew" className="grid gap-4">
          <div className="skeleton appear-late h-5 w-2/3" />
          <div className="skeleton appear-late h-24" />
          <div className="skeleton appear-late h-64" />
        </div>
      )}
      {changes && <Changes changes={changes} />}
    </Sheet>
  );
}

function Changes({ changes: { since, figures, changes, compared, notes, isComputed } }: { changes: PinChanges }): ReactNode {
  const { current } = useShell();
  const { locale, timeZone } = current;
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(since));
  const rows = changes.filter(({ keys }) => keys.length > 0);
  return (
    <div className="grid min-w-0 gap-6">
      <p className="text-muted">
        {isComputed
          ? `The same days as when it was pinned, computed anew, beside the figures of ${moment}.`
          : `Pinned with the figures of ${moment}.`}
      </p>
      {notes.map((note) => (
        <Notice key={note} tone="info" title={note} />
      ))}
      {isComputed && changes.length === 0 && (
        <Notice tone="info" title="Nothing changed.">
          {compared === 1 ? 'The figure is' : `All ${compared} figures are`} the same as then.
        </Notice>
      )}
      {figures.map((figure) => (
        <FigureChange key={figure.title} figure={figure} locale={locale} />
      ))}
      {rows.length > 0 && (
        <section className="grid min-w-0 gap-2">
          <h3 className="font-medium">Rows that changed</h3>
          <DataTable table={toTable(rows)} locale={locale} />
        </section>
      )}
    </div>
  );
}

const changeColumn = (column: Column): Column => ({ ...column, id: 'by', label: 'Change', role: 'derived', derivation: 'change' });

function FigureChange({ figure, locale }: { figure: PinChanges['figures'][number]; locale: string }): ReactNode {
  const { title, column, before, after, by, entries, isExplained, notes } = figure;
  const count = entries?.totalRows ?? 0;
  return (
    <section aria-label={title} className="grid min-w-0 gap-3">
      <div className="rounded-lg border border-border p-4">
        <h3 className="text-sm text-muted">{title}</h3>
        <p className="tabular mt-1 flex flex-wrap items-baseline gap-x-2 text-xl font-semibold">
          <span className="text-muted">{formatCell(before, column, locale)}</span>
          <span aria-label="is now">→</span>
          <span>{formatCell(after, column, locale)}</span>
        </p>
        <p className="tabular mt-1 text-sm">{formatTableCell(by, changeColumn(column), locale)}</p>
      </div>
      {isExplained && entries && (
        <p className="text-sm">
          {count === 1 ? 'One ledger entry recorded since explains it' : `${count} ledger entries recorded since add up to it`}, to the last
          digit.
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="text-sm text-muted">
          {note}
        </p>
      ))}
      {entries && <DataTable table={entries} locale={locale} />}
    </section>
  );
}

/** Rows that changed as a table, a line for each figure: figures of one unit stand in one column. */
function toTable(changes: PinChanges['changes']): Table {
  const [first] = changes;
  const column: Column = first?.column ?? { id: 'value', label: '', role: 'metric', type: 'number', unit: 'none' };
  const isOne = changes.every((change) => change.column.id === column.id);
  const figure = (id: string, label: string, one: Column): Column => ({ ...one, id, label, role: 'metric' });
  const plain: Column = { id: 'value', label: '', role: 'metric', type: 'number', unit: 'none' };
  return {
    id: 'changes',
    title: 'Rows that changed',
    columns: [
      { id: 'row', label: 'Row', role: 'dimension', type: 'string', unit: 'none' },
      ...(isOne ? [] : [{ id: 'figure', label: 'Figure', role: 'dimension' as const, type: 'string' as const, unit: 'none' as const }]),
      figure('before', 'Then', isOne ? column : plain),
      figure('after', 'Now', isOne ? column : plain),
      changeColumn(isOne ? column : plain),
    ],
    rows: changes.map(({ keys, column: { label }, before, after, by }) => ({ row: keys.join(', '), figure: label, before, after, by })),
    complete: true,
    totalRows: changes.length,
  };
}
