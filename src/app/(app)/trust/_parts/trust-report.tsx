'use client';

import type { ReactNode } from 'react';
import type { Chart, Table } from '@/core/artifact/artifact';
import { fromEpochDay } from '@/core/model/calendar';
import { reviewsByDay } from '@/core/trust/report';
import type { TrustView } from '@/server/trust-view';
import { ChartView } from '@/ui/chart/chart-view';
import { FlaggedReviews } from './flagged-reviews';
import { LevelMark } from './level-mark';
import { ReviewerGraph } from './reviewer-graph';
import { SignList } from './sign-list';

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

/** One report: the score, what drives it, the bursts, the reviews, their writers, and how it changed. */
export function TrustReport({ chosen, locale }: { chosen: TrustView['chosen']; locale: string }): ReactNode {
  const { report, flaggedReviews, history } = chosen;
  return (
    <div className="grid min-w-0 gap-6">
      <Summary chosen={chosen} locale={locale} />
      {report.signals.length > 0 && <SignList signals={report.signals} locale={locale} />}
      {report.bursts.length > 0 && <Bursts chosen={chosen} locale={locale} />}
      <FlaggedReviews reviews={flaggedReviews} total={chosen.flagged} locale={locale} />
      {report.graph.edges.length > 0 && <ReviewerGraph graph={report.graph} />}
      {history.length > 1 && (
        <section className="grid gap-2">
          <h2 className="font-semibold">How it changed</h2>
          <ul className="grid gap-1 text-sm text-muted">
            {history.map((step) => (
              <li key={String(step.changedAt)}>
                {new Date(step.changedAt).toLocaleDateString(locale, DAY)}: {step.scoreBefore ?? '–'} → {step.score ?? '–'}, {step.flagged}{' '}
                of {step.reviews} suspicious
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Summary({ chosen, locale }: { chosen: TrustView['chosen']; locale: string }): ReactNode {
  const { level, score, reviews, flagged, rating, ratingWithoutFlagged, report } = chosen;
  const count = new Intl.NumberFormat(locale);
  const stars = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const shown = (value: number | null): string => (value === null ? '–' : stars.format(value));
  return (
    <section className="grid gap-5 rounded-xl border border-border bg-surface p-5">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{chosen.title}</h2>
        <LevelMark level={level} />
      </header>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        <Figure name="Trust, of 100" value={score === null ? '–' : count.format(score)} />
        <Figure name="Suspicious" value={count.format(flagged)} note={`of ${count.format(reviews)}`} />
        <Figure name="Rating" value={shown(rating)} />
        <Figure name="Without them" value={shown(ratingWithoutFlagged)} />
      </dl>
      <p className="text-sm text-muted">
        {level === 'notEnough' ? 'There are too few reviews to tell anything from their pattern.' : sureness(report.q, locale)}
      </p>
    </section>
  );
}

/** How many of the products as conspicuous as this one would be false alarms. */
function sureness(q: number | null, locale: string): string {
  if (q === null) return 'How sure this is cannot be said.';
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: q < 0.01 ? 2 : 0 });
  return q < 0.0001
    ? 'Of products this conspicuous, fewer than one in ten thousand would be a false alarm.'
    : `Of products this conspicuous, about ${percent.format(Math.min(1, q))} would be false alarms.`;
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }): ReactNode {
  return (
    <div className="grid gap-0.5">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums">
        {value} {note && <span className="text-sm font-normal text-muted">{note}</span>}
      </dd>
    </div>
  );
}

/** Reviews a day around its bursts. */
function Bursts({ chosen, locale }: { chosen: TrustView['chosen']; locale: string }): ReactNode {
  const { days, bursts } = chosen.report;
  const rows = reviewsByDay(days);
  const table: Table = {
    id: 'days',
    title: 'Reviews a day',
    columns: [
      { id: 'day', label: 'Day', role: 'time', type: 'date', unit: 'none', grain: 'day' },
      { id: 'reviews', label: 'Reviews', role: 'metric', type: 'number', unit: 'count' },
    ],
    rows,
    complete: true,
    totalRows: rows.length,
  };
  const chart: Chart = {
    id: 'days-chart',
    kind: 'bar',
    title: table.title,
    tableId: table.id,
    x: 'day',
    y: ['reviews'],
    alt: `Reviews a day; bursts on ${bursts.map(({ day }) => fromEpochDay(day)).join(', ')}.`,
  };
  const [worst] = bursts.toSorted((a, b) => a.p - b.p);
  return (
    <section className="grid min-w-0 gap-3 rounded-xl border border-border bg-surface p-5">
      <h2 className="font-semibold">Reviews a day</h2>
      <ChartView chart={chart} table={table} locale={locale} />
      {worst && (
        <p className="text-sm text-muted">
          {worst.count} reviews on{' '}
          {new Date(`${fromEpochDay(worst.day)}T00:00:00Z`).toLocaleDateString(locale, { ...DAY, timeZone: 'UTC' })}, where{' '}
          {worst.expected.toLocaleString(locale, { maximumFractionDigits: 1 })} would be usual.
        </p>
      )}
    </section>
  );
}
