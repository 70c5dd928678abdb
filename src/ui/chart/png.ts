import type { Chart, Table } from '@/core/artifact/artifact';
import type { Theme } from '@/ui/theme';
import { chartHeight, toChartOption } from './option';
import { CHART_COLORS } from './palette';
import { headingHeight, MARGIN, withHeading } from './titled';

/** Wide enough for a slide, at twice the pixels. */
const WIDTH = 960;

/** The chart with its title as a PNG data URL, on an opaque background. Null when there is nothing to draw. */
export async function drawPng(
  chart: Chart,
  table: Table,
  look: { theme: Theme; locale: string; fontFamily: string },
): Promise<string | null> {
  const frame = { ...look, width: WIDTH - 2 * MARGIN };
  const option = toChartOption(chart, table, frame);
  if (!option) return null;
  const { init } = await import('./echarts');
  const { TitleComponent } = await import('echarts/components');
  const { use } = await import('echarts/core');
  use([TitleComponent]);
  const host = document.createElement('div');
  const height = chartHeight(chart, table) + headingHeight(chart, frame) + MARGIN;
  const instance = init(host, null, { width: WIDTH, height });
  try {
    instance.setOption(withHeading(option, chart, frame));
    return instance.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: CHART_COLORS[look.theme].surface });
  } finally {
    instance.dispose();
  }
}
