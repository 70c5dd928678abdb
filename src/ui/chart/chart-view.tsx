'use client';

import type { EChartsType } from 'echarts/core';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Chart, Table } from '@/core/artifact/artifact';
import { useTheme } from '@/ui/theme';
import { chartHeight, toChartOption } from './option';

export interface ChartViewProps {
  chart: Chart;
  table: Table;
  locale: string;
}

/** A chart in its reserved space. The library is loaded when the first chart is shown. */
export function ChartView({ chart, table, locale }: ChartViewProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const { theme } = useTheme();

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let instance: EChartsType | null = null;
    let isGone = false;
    const draw = (): void => {
      const width = element.clientWidth;
      if (!instance || width === 0) return;
      const option = toChartOption(chart, table, { theme, locale, width, fontFamily: getComputedStyle(document.body).fontFamily });
      instance.resize();
      if (option) instance.setOption(option, { notMerge: true });
    };
    const observer = new ResizeObserver(draw);
    void import('./echarts').then(({ init }) => {
      if (isGone) return;
      instance = init(element);
      draw();
      observer.observe(element);
    });
    return () => {
      isGone = true;
      observer.disconnect();
      instance?.dispose();
    };
  }, [chart, table, locale, theme]);

  return <div ref={host} role="img" aria-label={chart.alt} style={{ height: chartHeight(chart, table) }} className="w-full" />;
}
