import { textStyle, type ChartFrame } from './frame';
import type { Plot } from './plot';

/** Height of a line, and the mean width of a letter at 12 px. */
const LINE = 18;
const LETTER_WIDTH = 6.6;
const ICON = { width: 14, height: 8, gap: 14, textGap: 5 };

/** Pixels the legend takes at the top: its names wrap, so that none is hidden on a phone. One series needs no legend. */
export function legendHeight(plot: Plot, frame: ChartFrame): number {
  if (plot.series.length <= 1) return 0;
  let rows = 1;
  let used = 0;
  for (const { name } of plot.series) {
    const width = name.length * LETTER_WIDTH + ICON.width + ICON.textGap + ICON.gap;
    if (used > 0 && used + width > frame.width) {
      rows += 1;
      used = 0;
    }
    used += width;
  }
  return rows * LINE + 2;
}

/** The names of the series; the comparison is as light as it is drawn. */
export function legendOption(plot: Plot, frame: ChartFrame): { legend?: object } {
  if (plot.series.length <= 1) return {};
  const names = plot.series.map((entry) => ({ name: entry.name, ...(entry.role === 'compare' ? { itemStyle: { opacity: 0.4 } } : {}) }));
  return {
    legend: {
      top: 0,
      left: 0,
      width: frame.width,
      itemWidth: ICON.width,
      itemHeight: ICON.height,
      itemGap: ICON.gap,
      icon: 'roundRect',
      textStyle: textStyle(frame, 'text'),
      data: names,
    },
  };
}
