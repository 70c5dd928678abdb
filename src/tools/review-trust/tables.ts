import type { Chart, Column, Row, Table } from '@/core/artifact/artifact';
import { toPlainLine } from '@/core/artifact/plain-text';
import { marketplaceName } from '@/core/model/marketplaces';
import type { AssessedReport, FlaggedReview, TrustFigures } from '@/core/trust/ports';
import { ALL_REVIEWS, LEVEL_TITLES, rankSignals, reviewsByDay, SIGNAL_TITLES, VERDICT_TITLES } from '@/core/trust/report';

/** Longest quotation of a review, and longest reason. */
const MOST_QUOTED = 180;

const column = (id: string, label: string, unit: Column['unit'] = 'count'): Column => ({ id, label, role: 'metric', type: 'number', unit });
const words = (id: string, label: string): Column => ({ id, label, role: 'dimension', type: 'string', unit: 'none' });

/** What was asked, and what is known of it. */
interface Asked {
  /** Titles; absent: all. */
  products: readonly string[] | undefined;
  marketplaces: readonly string[] | undefined;
  /** Reports stand beside each other; otherwise the figures are those of exactly the reviews asked for. */
  isListed: boolean;
  limit: number;
  figures: TrustFigures;
  reports: readonly AssessedReport[];
}

export function summaryTable(id: string, asked: Asked): Table {
  const { products, isListed, limit, figures, reports } = asked;
  const rows = isListed ? reports.map(toRow) : [wholeRow(asked)];
  const scope = isListed ? (reports[0]?.scope ?? 'all') : 'all';
  return {
    id,
    title: products ? `Trust of the reviews of ${toPlainLine(products.join(', '), 120)}` : 'How far reviews can be trusted',
    columns: columnsOf(scope),
    rows,
    complete: rows.length < limit || !isListed,
    totalRows: rows.length,
    ...(rows.length > 1 ? { totals: { reviews: figures.reviews, flagged: figures.flagged } } : {}),
  };
}

function columnsOf(scope: AssessedReport['scope']): Column[] {
  const isByProduct = scope === 'product';
  return [
    { ...words('name', isByProduct ? 'Product' : 'Reviews'), ...(isByProduct ? { source: 'product' } : {}) },
    ...(isByProduct ? [{ ...words('marketplace', 'Marketplace'), source: 'marketplace' }] : []),
    words('level', 'Taken together'),
    column('score', 'Trust', 'none'),
    column('reviews', 'Reviews'),
    column('flagged', 'Suspicious'),
    column('share', 'Share', 'ratio'),
    column('rating', 'Rating', 'score'),
    column('ratingKept', 'Rating without them', 'score'),
  ];
}

function toRow({ scope, name, level, score, reviews, flagged, report }: AssessedReport): Row {
  return {
    name:
      scope === 'product' ? toPlainLine(report.title ?? name, MOST_QUOTED) : scope === 'marketplace' ? marketplaceName(name) : ALL_REVIEWS,
    ...(scope === 'product' ? { marketplace: marketplaceName(report.marketplace ?? '') } : {}),
    level: LEVEL_TITLES[level],
    score,
    reviews,
    flagged,
    share: reviews === 0 ? null : rounded(flagged / reviews, 6),
    rating: rounded(report.rating, 4),
    ratingKept: rounded(report.ratingWithoutFlagged, 4),
  };
}

/** The figures of exactly the reviews asked for, with the level of what they belong to. */
function wholeRow({ products, figures, reports, marketplaces }: Asked): Row {
  const [report] = reports;
  const named = products ?? marketplaces?.map(marketplaceName) ?? [ALL_REVIEWS];
  return {
    name: toPlainLine(named.join(', '), MOST_QUOTED),
    level: LEVEL_TITLES[report?.level ?? 'notEnough'],
    score: report?.score ?? null,
    reviews: figures.reviews,
    flagged: figures.flagged,
    share: rounded(figures.flagged / figures.reviews, 6),
    rating: rounded(figures.rating, 4),
    ratingKept: rounded(figures.ratingKept, 4),
  };
}

/** Signs the strongest first; those that could not be tested last. */
export function signsTable(id: string, { report }: AssessedReport): Table {
  const signals = rankSignals(report.signals);
  return {
    id,
    title: 'What was looked at',
    columns: [
      words('sign', 'Sign'),
      words('finding', 'Finding'),
      column('reviews', 'Reviews that show it'),
      column('value', 'Here', 'none'),
      column('usual', 'Usual', 'none'),
      words('chance', 'Chance of it (p)'),
      column('part', 'Part of the suspicion', 'ratio'),
    ],
    rows: signals.map((signal) => ({
      sign: SIGNAL_TITLES[signal.id],
      finding: VERDICT_TITLES[signal.verdict],
      reviews: signal.reviews,
      value: rounded(signal.value, 4),
      usual: rounded(signal.baseline, 4),
      chance: signal.p === null ? null : signal.p < LEAST_P ? `< ${LEAST_P}` : signal.p.toPrecision(2),
      part: rounded(signal.share, 4),
    })),
    complete: true,
    totalRows: signals.length,
  };
}

/** Smaller chances are one and the same to people. */
const LEAST_P = 0.0001;

/** The texts stand in a column that is no word of ours, so a turn that reads them can change nothing any more (tools/kit.ts). */
export function flaggedTable(id: string, flagged: readonly FlaggedReview[], all: number): Table {
  return {
    id,
    title: 'Reviews that look suspicious',
    columns: [
      { id: 'day', label: 'Date', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
      { id: 'score', label: 'Stars', role: 'dimension', type: 'number', unit: 'none' },
      { ...words('review', 'Review'), isText: true },
      { ...words('why', 'Why'), isText: true },
      { ...words('product', 'Product'), source: 'product' },
      { ...words('marketplace', 'Marketplace'), source: 'marketplace' },
      column('suspicion', 'Suspicion', 'ratio'),
    ],
    rows: flagged.map((review) => ({
      day: review.day,
      score: review.score,
      review: `“${toPlainLine(review.text.replace(/\s*\n+\s*/g, '. '), MOST_QUOTED)}”`,
      why: toPlainLine(review.reasons.slice(0, 2).join(' '), 2 * MOST_QUOTED),
      product: review.product === null ? null : toPlainLine(review.product, MOST_QUOTED),
      marketplace: marketplaceName(review.marketplace),
      suspicion: rounded(review.suspicion, 4),
    })),
    complete: flagged.length === all,
    totalRows: all,
  };
}

export function daysTable(id: string, { report }: AssessedReport): Table {
  const rows = reviewsByDay(report.days);
  return {
    id,
    title: `Reviews a day of ${toPlainLine(report.title ?? 'this product', MOST_QUOTED)}`,
    columns: [{ id: 'day', label: 'Day', role: 'time', type: 'date', unit: 'none', grain: 'day' }, column('reviews', 'Reviews')],
    rows,
    complete: true,
    totalRows: rows.length,
  };
}

export const daysChart = ({ id, title, rows }: Table): Chart => ({
  id: `${id}-chart`,
  kind: 'bar',
  title,
  tableId: id,
  x: 'day',
  y: ['reviews'],
  alt: `Bars, one a day; ${rows.length} days.`,
});

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

/** Products that stand out. */
export function standingTable(id: string, reports: readonly AssessedReport[]): Table {
  const rows = reports.map(toRow);
  return { id, title: 'Products that stand out', columns: columnsOf('product'), rows, complete: true, totalRows: rows.length };
}
