import type { Column } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import type { Theme } from '@/ui/theme';
import { CHART_COLORS } from './palette';

/** What a chart is drawn for. Pure input: the same frame gives the same picture on the client and the server. */
export interface ChartFrame {
  theme: Theme;
  /** BCP 47. */
  locale: string;
  /** CSS pixels. */
  width: number;
  /** The family the page really uses: charts are drawn, not styled. */
  fontFamily: string;
}

/** Below this width labels are shortened and legends wrap under the plot: a phone. */
export const NARROW = 480;

export function textStyle(frame: ChartFrame, tone: 'text' | 'muted' = 'muted'): { color: string; fontFamily: string; fontSize: number } {
  return { color: CHART_COLORS[frame.theme][tone], fontFamily: frame.fontFamily, fontSize: 12 };
}

/** Axis and direct labels: short, and without the currency, which stands once in the axis title. */
export function shortNumber(value: number, column: Column, locale: string): string {
  const plain: Column = column.unit === 'money' ? { ...column, unit: 'count' } : column;
  const text = formatCell(value, plain, locale, 'short');
  // Some languages have no short word for thousands: then at least no decimals.
  const isLong = plain.unit === 'count' && Math.abs(value) >= 1000 && !/\p{L}/u.test(text);
  return isLong ? formatCell(Math.round(value), plain, locale) : text;
}

/** "Net sales, BRL": the name and what its numbers are in. */
export function axisTitle(column: Column): string {
  if (column.unit === 'money' && column.currency) return `${column.label}, ${column.currency}`;
  return column.label;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for a tooltip, which is HTML: product names come from outside. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark);
}

export interface TooltipLine {
  color: string;
  name: string;
  /** Exact, with its unit. */
  value: string;
}

/** A tooltip: what is pointed at, then a line per series. */
export function tooltipHtml(title: string, lines: readonly TooltipLine[]): string {
  const rows = lines.map(
    (line) =>
      `<div style="display:flex;align-items:center;gap:8px;line-height:20px"><span style="width:8px;height:8px;border-radius:2px;background:${line.color}"></span><span style="flex:1;max-width:220px;overflow:hidden;text-overflow:ellipsis">${escapeHtml(line.name)}</span><span style="font-variant-numeric:tabular-nums;font-weight:500;margin-left:16px">${escapeHtml(line.value)}</span></div>`,
  );
  return `<div style="font-weight:500;margin-bottom:2px;max-width:280px;overflow:hidden;text-overflow:ellipsis">${escapeHtml(title)}</div>${rows.join('')}`;
}

/** Look of the tooltip box. */
export function tooltipBox(frame: ChartFrame): object {
  const colors = CHART_COLORS[frame.theme];
  return {
    confine: true,
    backgroundColor: colors.surface,
    borderColor: colors.border,
    borderWidth: 1,
    padding: [8, 10],
    transitionDuration: 0,
    textStyle: textStyle(frame, 'text'),
    extraCssText: 'border-radius:8px;box-shadow:0 4px 16px rgb(0 0 0 / 0.12);',
  };
}

/** Lines at 45 degrees over a bar whose period is not over. */
export function hatch(theme: Theme): object {
  return {
    symbol: 'rect',
    color: theme === 'dark' ? 'rgba(0,0,0,0.55)' : 'rgba(255,255,255,0.75)',
    dashArrayX: [1, 0],
    dashArrayY: [3, 4],
    rotation: -Math.PI / 4,
  };
}
