import type { EChartsOption } from 'echarts';
import { textStyle, type ChartFrame } from './frame';

/** Space left around a chart that travels without its page. */
export const MARGIN = 24;
const TITLE_SIZE = 16;
const TITLE_LINE = 22;
/** Mean width of a letter of the title. */
const TITLE_LETTER = 8.6;
const MAX_TITLE_LINES = 2;
const NOTE_LINE = 20;

/** What stands above the chart in a picture. */
export interface Heading {
  title: string;
  /** One quiet line under it: the period, the currency. */
  note?: string | undefined;
}

/** Letters are wider in some fonts than the server, which has none of them, believes. */
const SAFE_WIDTH = 0.92;

function titleHeight({ title }: Heading, frame: ChartFrame): number {
  const lines = Math.ceil((title.length * TITLE_LETTER) / (frame.width * SAFE_WIDTH));
  return TITLE_LINE * Math.min(MAX_TITLE_LINES, Math.max(1, lines));
}

/** Pixels the heading takes, with its margin. */
export function headingHeight(heading: Heading, frame: ChartFrame): number {
  return MARGIN + titleHeight(heading, frame) + (heading.note ? NOTE_LINE : 0);
}

/**
 * A chart's option with its heading drawn in and a margin around. `frame.width` is the width without the margins; the
 * picture is 2 x MARGIN wider, and `headingHeight` + MARGIN higher, than the chart.
 */
export function withHeading(option: EChartsOption, heading: Heading, frame: ChartFrame): EChartsOption {
  const top = headingHeight(heading, frame);
  const grid = option.grid as { top?: number; right?: number; bottom?: number; left?: number } | undefined;
  const legend = option.legend as { top?: number } | undefined;
  const place = { left: MARGIN, right: MARGIN, top, bottom: MARGIN };
  return {
    ...option,
    title: {
      text: heading.title,
      ...(heading.note ? { subtext: heading.note } : {}),
      left: MARGIN,
      top: MARGIN - 4,
      padding: 0,
      itemGap: 4,
      textStyle: {
        ...textStyle(frame, 'text'),
        fontSize: TITLE_SIZE,
        fontWeight: 600,
        lineHeight: TITLE_LINE,
        width: frame.width * SAFE_WIDTH,
        overflow: 'break',
        height: titleHeight(heading, frame),
        lineOverflow: 'truncate',
      },
      subtextStyle: { ...textStyle(frame), width: frame.width, overflow: 'truncate' },
    },
    ...(grid
      ? {
          grid: {
            ...grid,
            left: (grid.left ?? 0) + place.left,
            right: (grid.right ?? 0) + place.right,
            top: (grid.top ?? 0) + place.top,
            bottom: (grid.bottom ?? 0) + place.bottom,
          },
        }
      : { series: [option.series ?? []].flat().map((entry) => ({ ...entry, ...place })) }),
    ...(legend ? { legend: { ...legend, top: (legend.top ?? 0) + place.top, left: place.left } } : {}),
  } as EChartsOption;
}
