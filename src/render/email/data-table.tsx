import type { CSSProperties, ReactNode } from 'react';
import type { Cell, Column, Table } from '@/core/artifact/artifact';
import { figuresOf, type Figure } from '@/core/artifact/figures';
import { formatTableCell, isNumeric } from '@/core/artifact/format';
import { COLORS } from './look';
import { toMailLine } from './plain';

/** More columns than this do not fit a phone. */
const MAX_COLUMNS = 4;
const MAX_NAME = 60;
const MAX_SENTENCE = 160;

const NUMBER: CSSProperties = { borderTop: `1px solid ${COLORS.border}`, whiteSpace: 'nowrap' };
const WORDS: CSSProperties = { borderTop: `1px solid ${COLORS.border}`, wordBreak: 'break-word' };

export interface MailTableProps {
  table: Table;
  locale: string;
  mostRows: number;
  /** Where the whole table is. */
  href: string;
}

/** The first rows of a table, its totals, and how many rows and columns more there are. */
export function MailTable({ table, locale, mostRows, href }: MailTableProps): ReactNode {
  const figures = figuresOf(table, locale);
  if (figures) return <Figures figures={figures} />;
  const columns = table.columns.slice(0, MAX_COLUMNS);
  const rows = table.rows.slice(0, mostRows);
  return (
    <>
      <table width="100%" cellPadding={6} cellSpacing={0} border={0} className="d t" style={{ color: COLORS.text, fontSize: 13 }}>
        <thead>
          <tr className="m" style={{ color: COLORS.muted }}>
            {columns.map((column) => (
              <th key={column.id} scope="col" align={isNumeric(column) ? 'right' : 'left'} style={{ fontWeight: 500 }}>
                {toMailLine(column.label, MAX_NAME)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, position) => (
            <tr key={position}>
              {columns.map((column) => (
                <BodyCell key={column.id} column={column} text={mailCell(row[column.id] ?? null, column, locale)} />
              ))}
            </tr>
          ))}
        </tbody>
        {table.totals && table.rows.length > 1 && <Totals columns={columns} totals={table.totals} locale={locale} />}
      </table>
      <Rest table={table} shown={{ rows: rows.length, columns: columns.length }} locale={locale} href={href} />
    </>
  );
}

/** Figures of a period beside those of the period before, one a line. */
function Figures({ figures }: { figures: readonly Figure[] }): ReactNode {
  return (
    <table width="100%" cellPadding={6} cellSpacing={0} border={0} className="d t" style={{ color: COLORS.text, fontSize: 13 }}>
      <thead>
        <tr className="m" style={{ color: COLORS.muted }}>
          <th scope="col" align="left" style={{ fontWeight: 500 }} />
          {['Now', 'Before', 'Change'].map((name) => (
            <th key={name} scope="col" align="right" style={{ fontWeight: 500 }}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map(({ label, now, before, change }) => (
          <tr key={label}>
            <th scope="row" align="left" className="b" style={{ ...WORDS, fontWeight: 500 }}>
              {toMailLine(label, MAX_NAME)}
            </th>
            <td align="right" className="b" style={{ ...NUMBER, fontWeight: 600 }}>
              {now}
            </td>
            <td align="right" className="b" style={NUMBER}>
              {before}
            </td>
            <td align="right" className="b" style={{ ...NUMBER, whiteSpace: 'normal' }}>
              {change}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A cell as read; names without addresses, on one line. */
export function mailCell(value: Cell, column: Column, locale: string): string {
  const text = formatTableCell(value, column, locale);
  return typeof value === 'string' ? toMailLine(text, column.isText ? MAX_SENTENCE : MAX_NAME) : text;
}

function BodyCell({ column, text, isBold }: { column: Column; text: string; isBold?: boolean }): ReactNode {
  const style = isNumeric(column) ? NUMBER : WORDS;
  return (
    <td
      className="b"
      {...(isNumeric(column) ? { align: 'right' as const } : { dir: 'auto' as const })}
      style={isBold ? { ...style, fontWeight: 600 } : style}
    >
      {text}
    </td>
  );
}

function Totals({
  columns,
  totals,
  locale,
}: {
  columns: readonly Column[];
  totals: NonNullable<Table['totals']>;
  locale: string;
}): ReactNode {
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) => (
          <BodyCell
            key={column.id}
            column={column}
            isBold
            text={index === 0 ? 'All' : column.id in totals ? mailCell(totals[column.id] ?? null, column, locale) : ''}
          />
        ))}
      </tr>
    </tfoot>
  );
}

interface RestProps {
  table: Table;
  shown: { rows: number; columns: number };
  locale: string;
  href: string;
}

function Rest({ table, shown, locale, href }: RestProps): ReactNode {
  const words = moreOf(table, shown, locale);
  if (words === '') return null;
  return (
    <p style={{ margin: '6px 0 0', fontSize: 13 }}>
      <a href={href} className="a" style={{ color: COLORS.accent }}>
        {words}
      </a>
    </p>
  );
}

/** "1,043 more rows, 2 more columns", or nothing when all is shown. */
function moreOf(table: Table, shown: { rows: number; columns: number }, locale: string): string {
  const count = (left: number, noun: string): string[] =>
    left > 0 ? [`${new Intl.NumberFormat(locale).format(left)} more ${noun}${left === 1 ? '' : 's'}`] : [];
  return [
    ...count(Math.max(table.totalRows, table.rows.length) - shown.rows, 'row'),
    ...count(table.columns.length - shown.columns, 'column'),
  ].join(', ');
}
