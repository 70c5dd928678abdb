import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Chart, Table } from '@/core/artifact/artifact';
import { cn } from '@/ui/cn';
import { toBigNumber } from './change';

const ICONS = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight } as const;

/** One number, with its change in words and sign; colour only repeats what they say. */
export function BigNumber({
  chart,
  table,
  locale,
  compareLabel,
}: {
  chart: Chart;
  table: Table;
  locale: string;
  compareLabel?: string | undefined;
}): ReactNode {
  const facts = toBigNumber(chart, table, { locale, compareLabel });
  if (!facts) return null;
  const { change } = facts;
  const Icon = ICONS[change?.direction ?? 'same'];
  return (
    <figure className="min-w-0" aria-label={chart.alt}>
      <figcaption className="text-sm text-muted">{chart.title}</figcaption>
      <p className="tabular mt-1 text-3xl font-semibold tracking-tight wrap-anywhere">{facts.text}</p>
      {change && (
        <p
          className={cn(
            'mt-1 flex items-start gap-1 text-sm',
            change.isGood === null ? 'text-muted' : change.isGood ? 'text-positive' : 'text-negative',
          )}
        >
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="tabular">{change.words}</span>
        </p>
      )}
    </figure>
  );
}
