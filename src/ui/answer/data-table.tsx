'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Cell, Column, Table } from '@/core/artifact/artifact';
import { formatTableCell, isNumeric } from '@/core/artifact/format';
import { Button } from '@/ui/button';
import { cn } from '@/ui/cn';
import { sortRows, type Sort } from './sort-rows';

/** Enough to see the shape; the rest is one press away. */
const FIRST_ROWS = 12;

/** "10 of 48 rows": what is shown of what there is. */
export function rowsLabel(table: Table, shown: number, locale: string): string {
  const format = new Intl.NumberFormat(locale);
  const total = Math.max(table.totalRows, table.rows.length);
  return shown < total
    ? `${format.format(shown)} of ${format.format(total)} rows`
    : `${format.format(total)} ${total === 1 ? 'row' : 'rows'}`;
}

/** A sortable table that scrolls inside its own frame and keeps its first column in sight. */
export function DataTable({ table, locale }: { table: Table; locale: string }): ReactNode {
  const [sort, setSort] = useState<Sort | null>(null);
  const [isOpen, setOpen] = useState(table.rows.length <= FIRST_ROWS + 3);
  const rows = useMemo(() => sortRows(table, sort, locale), [table, sort, locale]);
  const shown = isOpen ? rows : rows.slice(0, FIRST_ROWS);
  const press = (column: Column): void =>
    setSort((current) => {
      const first = isNumeric(column) ? 'desc' : 'asc';
      if (current?.column !== column.id) return { column: column.id, direction: first };
      return current.direction === first ? { column: column.id, direction: first === 'asc' ? 'desc' : 'asc' } : null;
    });
  return (
    <div className="min-w-0">
      {/* Scrolling regions must be reachable by keyboard. */}
      <div
        tabIndex={0}
        role="region"
        aria-label={table.title}
        className="scroll-thin max-h-[32rem] overflow-auto rounded-lg border border-border bg-surface"
      >
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption className="sr-only">{table.title}</caption>
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <HeaderCell key={column.id} column={column} isFirst={index === 0} sort={sort} onPress={() => press(column)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, position) => (
              <tr key={position} className="group/row">
                {table.columns.map((column, index) => (
                  <BodyCell
                    key={column.id}
                    text={formatTableCell(row[column.id] ?? null, column, locale)}
                    column={column}
                    isFirst={index === 0}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          {table.totals && rows.length > 1 && <Totals table={table} totals={table.totals} locale={locale} />}
        </table>
      </div>
      <div className="mt-1.5 flex min-h-6 flex-wrap items-center gap-x-3 text-xs text-muted">
        <span className="tabular">{rowsLabel(table, shown.length, locale)}</span>
        {!isOpen && (
          <Button variant="quiet" size="sm" className="-my-1 h-7 px-2 text-xs" onClick={() => setOpen(true)}>
            Show all {new Intl.NumberFormat(locale).format(rows.length)}
          </Button>
        )}
      </div>
    </div>
  );
}

function HeaderCell({
  column,
  isFirst,
  sort,
  onPress,
}: {
  column: Column;
  isFirst: boolean;
  sort: Sort | null;
  onPress(): void;
}): ReactNode {
  const direction = sort?.column === column.id ? sort.direction : null;
  const Icon = direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
      className={cn('sticky top-0 z-10 border-b border-border bg-sunken p-0 font-medium text-muted', isFirst && 'left-0 z-20')}
    >
      <button
        type="button"
        onClick={onPress}
        className={cn(
          'flex w-full items-center gap-1 px-3 py-2 whitespace-nowrap -outline-offset-2 hover:text-text',
          isNumeric(column) && 'justify-end',
        )}
      >
        <span className={cn(isFirst && 'max-w-36 truncate sm:max-w-72')}>{column.label}</span>
        <Icon aria-hidden className={cn('size-3.5', direction === null && 'hidden')} />
      </button>
    </th>
  );
}

function BodyCell({ text, column, isFirst }: { text: string; column: Column; isFirst: boolean }): ReactNode {
  const tone = cn(
    'border-b border-border px-3 py-1.5 group-last/row:border-b-0 group-hover/row:bg-hover',
    isNumeric(column) ? 'tabular text-right whitespace-nowrap' : 'text-left',
    isFirst && 'sticky left-0 bg-surface font-normal',
  );
  const content = isNumeric(column) ? (
    text
  ) : column.isText ? (
    <span dir="auto" className="block min-w-56 whitespace-normal sm:min-w-80">
      {text}
    </span>
  ) : (
    <span dir="auto" className={cn('block truncate', isFirst ? 'max-w-36 sm:max-w-72' : 'max-w-64')} title={text}>
      {text}
    </span>
  );
  return isFirst ? (
    <th scope="row" className={tone}>
      {content}
    </th>
  ) : (
    <td className={tone}>{content}</td>
  );
}

function Totals({ table, totals, locale }: { table: Table; totals: Record<string, Cell>; locale: string }): ReactNode {
  return (
    <tfoot>
      <tr>
        {table.columns.map((column, index) => (
          <td
            key={column.id}
            className={cn(
              'sticky bottom-0 border-t border-border bg-sunken px-3 py-2 font-medium',
              isNumeric(column) && 'tabular text-right whitespace-nowrap',
              index === 0 && 'left-0 z-10',
            )}
          >
            {index === 0 ? 'All' : column.id in totals ? formatTableCell(totals[column.id] ?? null, column, locale) : ''}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
