'use client';

import { Download } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ImportEvent } from '@/server/import-events';
import { downloadFile } from '@/ui/answer/download';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

const COUNTED = [
  ['orders', 'Orders'],
  ['items', 'Order lines'],
  ['ledgerEntries', 'Ledger entries'],
  ['reversals', 'Corrections'],
  ['products', 'Products'],
  ['customers', 'Customers'],
  ['payments', 'Payments'],
  ['shipments', 'Shipments'],
  ['reviews', 'Reviews'],
  ['inventoryLevels', 'Stock levels'],
] as const;

export interface ResultViewProps {
  result: Extract<ImportEvent, { type: 'done' }>;
  locale: string;
  onAgain(): void;
}

/** What the import changed, and what it left out. */
export function ResultView({ result, locale, onAgain }: ResultViewProps): ReactNode {
  const { report, rejects, ms } = result;
  const format = new Intl.NumberFormat(locale);
  const same = report.orders - report.changes.orders;
  const changed = COUNTED.filter(([id]) => report.changes[id] > 0);
  return (
    <div className="grid gap-6" aria-live="polite">
      <section className="grid gap-4 rounded-xl border border-border bg-surface p-5">
        <div>
          <h2 className="text-base font-semibold">{changed.length === 0 ? 'Nothing new in these files' : 'Imported'}</h2>
          <p className="text-muted">
            {format.format(report.rowsRead)} rows of {report.files.length === 1 ? '1 file' : `${report.files.length} files`} read in{' '}
            {(ms / 1000).toFixed(1)} s.
            {same > 0 ? ` ${format.format(same)} orders were already stored as they are.` : ''}
          </p>
        </div>
        {changed.length > 0 && (
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
            {changed.map(([id, label]) => (
              <div key={id}>
                <dt className="text-xs text-muted">{label}</dt>
                <dd className="tabular text-xl font-semibold">{format.format(report.changes[id])}</dd>
              </div>
            ))}
          </dl>
        )}
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="primary">
            <Link href="/">Ask about it</Link>
          </Button>
          <Button onClick={onAgain}>Import more</Button>
        </div>
      </section>
      {rejects && (
        <Notice
          tone="warning"
          title={`${format.format(report.rejected)} ${report.rejected === 1 ? 'row' : 'rows'} could not be read and were left out`}
          actions={
            <Button size="sm" onClick={() => downloadFile('rejects.csv', { text: rejects.csv, type: 'text/csv;charset=utf-8' })}>
              <Download /> Download them with the reasons
            </Button>
          }
        >
          {rejects.isCut ? 'The file holds the first of them.' : 'Correct them in the file and import it again; the rest stays as it is.'}
        </Notice>
      )}
      {(report.notes.length > 0 || report.unused.length > 0) && (
        <section>
          <h2 className="font-semibold">Good to know</h2>
          <ul className="mt-2 grid list-disc gap-1 pl-5">
            {report.notes.map((note) => (
              <li key={note.text}>
                {note.text}
                {note.count > 1 ? ` (${format.format(note.count)} times)` : ''}
              </li>
            ))}
            {report.unused.length > 0 && <li>Not part of this format and not read: {report.unused.join(', ')}.</li>}
          </ul>
        </section>
      )}
    </div>
  );
}
