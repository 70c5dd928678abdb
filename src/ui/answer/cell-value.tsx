'use client';

import { useRef, useState, type ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { resolveCell, type ProsePart } from '@/core/artifact/prose';
import { Popover, PopoverContent, PopoverTrigger } from '@/ui/popover';

/** Long enough that crossing the text with the pointer opens nothing. */
const HOVER_MS = 180;

export interface CellValueProps {
  artifact: Artifact;
  reference: Extract<ProsePart, { kind: 'cell' }>;
  locale: string;
  onShowHow(): void;
}

/** A number of the answer: its cell, exactly; on hover, focus or tap what it means and where it comes from. */
export function CellValue({ artifact, reference, locale, onShowHow }: CellValueProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cell = resolveCell(artifact.tables, reference);
  if (!cell) return <span className="tabular">–</span>;
  const text = formatCell(cell.value, cell.column, locale);
  if (typeof cell.value !== 'number') return <span>{text}</span>;
  const later = (open: boolean): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(open), HOVER_MS);
  };
  const hover = {
    onPointerEnter: (event: React.PointerEvent) => event.pointerType === 'mouse' && later(true),
    onPointerLeave: () => later(false),
  };
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          {...hover}
          className="tabular rounded-sm font-semibold whitespace-nowrap underline decoration-border-strong/60 decoration-dotted decoration-1 underline-offset-4 hover:decoration-accent hover:decoration-solid"
        >
          {text}
        </button>
      </PopoverTrigger>
      <PopoverContent {...hover} onOpenAutoFocus={(event) => event.preventDefault()} className="w-80">
        <CellCard artifact={artifact} cell={cell} row={reference.row} text={text} locale={locale} />
        <button type="button" onClick={onShowHow} className="mt-2 rounded-sm text-xs font-medium text-accent hover:underline">
          Show how it was computed
        </button>
      </PopoverContent>
    </Popover>
  );
}

interface CellCardProps {
  artifact: Artifact;
  cell: NonNullable<ReturnType<typeof resolveCell>>;
  row: number | 'total';
  text: string;
  locale: string;
}

function CellCard({ artifact, cell, row, text, locale }: CellCardProps): ReactNode {
  const provenance = artifact.provenance.find((entry) => entry.tableIds.includes(cell.table.id)) ?? artifact.provenance[0];
  const definition = provenance?.definitions.find((entry) => entry.id === (cell.column.source ?? cell.column.id));
  const keys = row === 'total' ? [] : cell.table.columns.filter((column) => column.role === 'time' || column.role === 'dimension');
  const values = row === 'total' ? {} : (cell.table.rows[row] ?? {});
  const where = keys.map((column) => formatCell(values[column.id] ?? null, column, locale)).join(', ');
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{cell.column.label}</span>
        <span className="tabular font-semibold">{text}</span>
      </div>
      <p className="text-xs text-muted">{[where, provenance?.periodLabel].filter(Boolean).join(' · ')}</p>
      {definition && <p className="text-xs">{definition.text}</p>}
      {definition && (
        <p className="text-xs text-muted">
          {definition.source}, version {definition.version}
        </p>
      )}
    </div>
  );
}
