import { existsSync } from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { TitleComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { init } from '@/ui/chart/echarts';
import type { ChartFrame } from '@/ui/chart/frame';
import { chartHeight, toChartOption } from '@/ui/chart/option';
import { CHART_COLORS } from '@/ui/chart/palette';
import { headingHeight, MARGIN, withHeading } from '@/ui/chart/titled';

use([SVGRenderer, TitleComponent]);

/** What a chart is drawn for on the server. */
export interface ImageFrame extends Pick<ChartFrame, 'theme' | 'locale'> {
  /** CSS pixels of the whole picture. Text is 12 px, so a picture shown smaller than it is drawn is hard to read. */
  width?: number;
  /** One quiet line under the title: a picture travels without its page. */
  note?: string | undefined;
}

/** A slide's width; mails and messages ask for the width they show. */
const WIDTH = 960;
/** Picture pixels per CSS pixel: sharp on the displays people have. */
const SCALE = 2;
const FONT = 'Geist';
const FONTS = path.resolve('node_modules/geist/dist/fonts/geist-sans');
/** The weights the charts use. */
const FONT_FILES = ['Regular', 'Medium', 'SemiBold'].map((weight) => path.join(FONTS, `Geist-${weight}.ttf`));

/** Letters Geist has no shapes for: the machine's own fonts are asked then, which may lack them too. */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}<>]|\p{Extended_Pictographic}|[₩₺₫]/u;

/** Whether there is a picture of a chart: a big number is text, and an empty table has none. */
export function isDrawable(chart: Chart, table: Table): boolean {
  return toChartOption(chart, table, toFrame({ theme: 'light', locale: 'en' })) !== null;
}

function toFrame({ theme, locale, width = WIDTH }: ImageFrame): ChartFrame {
  return { theme, locale, width: width - 2 * MARGIN, fontFamily: `${FONT}, sans-serif` };
}

/**
 * A chart with its title as SVG text, drawn from the same option as the page's. Its text asks for the font Geist and
 * falls back to the viewer's sans-serif.
 * @returns null for what is text (a big number) or has nothing to draw.
 */
export function renderChartSvg(chart: Chart, table: Table, image: ImageFrame): string | null {
  const frame = toFrame(image);
  const option = toChartOption(chart, table, frame);
  if (!option) return null;
  const heading = { title: chart.title, note: image.note };
  const size = { width: frame.width + 2 * MARGIN, height: chartHeight(chart, table) + headingHeight(heading, frame) + MARGIN };
  const instance = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    instance.setOption({ ...withHeading(option, heading, frame), backgroundColor: CHART_COLORS[image.theme].surface });
    return instance.renderToSVGString();
  } finally {
    instance.dispose();
  }
}

/**
 * The same as a PNG of `width` x `scale` pixels.
 * @throws AppError internal when the font is not installed: text would be left out without a word.
 */
export function renderChartPng(chart: Chart, table: Table, image: ImageFrame & { scale?: number }): Uint8Array | null {
  const svg = renderChartSvg(chart, table, image);
  return svg === null ? null : toPng(svg, image.scale ?? SCALE);
}

/** Rasterise an SVG with the product's own font, whatever the machine has. */
function toPng(svg: string, scale: number): Uint8Array {
  if (!FONT_FILES.every((file) => existsSync(file)))
    throw new AppError('internal', 'The font of pictures is missing.', { remedy: 'Install the packages again with "npm ci".' });
  // Geist has neither the narrow space nor the hyphen that do not break; without a shape a box would be drawn.
  const drawable = svg.replaceAll('\u202f', '\u00a0').replaceAll('\u2011', '-');
  const picture = new Resvg(drawable, {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: FOREIGN.test(drawable), fontFiles: FONT_FILES, defaultFontFamily: FONT, sansSerifFamily: FONT },
  });
  return picture.render().asPng();
}
