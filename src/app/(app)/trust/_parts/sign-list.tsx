import type { ReactNode } from 'react';
import { rankSignals, SIGNAL_TITLES, VERDICT_TITLES, type Signal } from '@/core/trust/report';
import { cn } from '@/ui/cn';

/** Every sign that was looked at, with the part of the suspicion that comes from it. */
export function SignList({ signals, locale }: { signals: readonly Signal[]; locale: string }): ReactNode {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <section className="grid gap-3 rounded-xl border border-border bg-surface p-5">
      <h2 className="font-semibold">What drives it</h2>
      <ul className="grid gap-3">
        {rankSignals(signals).map((signal) => (
          <li key={signal.id} className="grid gap-1 text-sm">
            <span className="flex items-baseline justify-between gap-4">
              <span className={cn(signal.verdict === 'fail' && 'font-medium')}>{SIGNAL_TITLES[signal.id]}</span>
              <span className="shrink-0 text-muted tabular-nums">
                {VERDICT_TITLES[signal.verdict]}
                {signal.reviews > 0 && ` · ${signal.reviews} reviews`}
                {signal.p !== null && ` · p ${probability(signal.p)}`}
              </span>
            </span>
            <span className="flex items-center gap-2">
              <span className="h-1.5 flex-1 overflow-hidden rounded-sm bg-sunken">
                <span className="block h-full rounded-sm bg-accent" style={{ width: `${Math.round(signal.share * 100)}%` }} />
              </span>
              <span className="w-10 text-right text-xs text-muted tabular-nums">{percent.format(signal.share)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        Bars: the part of the suspicion that comes from a sign. p: how likely what was found is, if these reviews are like the others.
      </p>
    </section>
  );
}

function probability(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toPrecision(2);
}
