import type { Chart, Table } from '@/core/artifact/artifact';
import type { Theme } from '@/ui/theme';
import { textStyle } from './frame';
import { chartHeight, toChartOption } from './option';
import { CHART_COLORS } from './palette';

/** Wide enough for a slide, at twice the pixels. */
const WIDTH = 960;
const TITLE_HEIGHT = 44;

/** The chart with its title as a PNG data URL, on an opaque background. Null when there is nothing to draw. */
export async function drawPng(
  chart: Chart,
  table: Table,
  look: { theme: Theme; locale: string; fontFamily: string },
): Promise<string | null> {
  const frame = { ...look, width: WIDTH - 48 };
  const option = toChartOption(chart, table, frame);
  if (!option) return null;
  const { init } = await import('./echarts');
  const { TitleComponent } = await import('echarts/components');
  const { use } = await import('echarts/core');
  use([TitleComponent]);
  const host = document.createElement('div');
  const instance = init(host, null, { width: WIDTH, height: chartHeight(chart, table) + TITLE_HEIGHT + 40 });
  try {
    const style = textStyle(frame, 'text');
    const grid = option.grid as Record<string, number> | undefined;
    const legend = option.legend as Record<string, unknown> | undefined;
    instance.setOption({
      ...option,
      title: {
        text: chart.title,
        left: 20,
        top: 16,
        textStyle: { ...style, fontSize: 16, fontWeight: 600, width: WIDTH - 48, overflow: 'truncate' },
      },
      ...(grid
        ? {
            grid: {
              ...grid,
              left: 24,
              right: (grid['right'] ?? 0) + 24,
              top: (grid['top'] ?? 0) + TITLE_HEIGHT + 12,
              bottom: (grid['bottom'] ?? 0) + 16,
            },
          }
        : {}),
      ...(legend ? { legend: { ...legend, top: TITLE_HEIGHT + 6, left: 20 } } : {}),
    });
    return instance.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: CHART_COLORS[look.theme].surface });
  } finally {
    instance.dispose();
  }
}
