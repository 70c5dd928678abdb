import { render } from '@react-email/render';
import { createElement } from 'react';
import type { Artifact, Chart, Table } from '@/core/artifact/artifact';
import { pictureNote } from '@/core/artifact/facts';
import { AppError } from '@/core/errors';
import { isDrawable, renderChartPng } from '@/render/chart-image';
import { MailDocument, type MailDocumentProps } from './document';
import { toAbsolute } from './links';
import { CONTENT_WIDTH } from './look';
import { toHeaderLine, toMailLine } from './plain';
import { renderText } from './render-text';
import { shownTables, type Measure } from './section';

export interface EmailInput {
  subject: string;
  /** What mail programs show behind the subject. */
  preheader: string;
  /** One answer (an alert) or many (a digest). */
  sections: readonly Artifact[];
  footer: {
    /** Why the person gets this mail. */
    reason: string;
    /** Paths of the product, or absolute addresses. */
    links: readonly { label: string; href: string }[];
  };
  /** BCP 47: formats of answers that have no language of their own. */
  locale: string;
  /** The product's public address; every link becomes absolute with it. */
  baseUrl: string;
  /** Path of the page where a section can be seen whole; the product's first page when not given. */
  linkTo?: (section: number) => string;
  /** The name at the top. */
  brand?: string;
}

export interface EmailAttachment {
  /** Content-ID without brackets; the HTML shows it as `cid:<cid>`. */
  cid: string;
  filename: string;
  content: Uint8Array;
  contentType: 'image/png';
}

export interface RenderedEmail {
  /** One line, safe as a header. */
  subject: string;
  html: string;
  text: string;
  attachments: EmailAttachment[];
}

/**
 * Bytes of HTML that are surely shown: Gmail cuts a message off at 102 KB ("[Message clipped]"). Some room is left for
 * what transfer adds.
 */
export const MAX_HTML_BYTES = 98 * 1024;

/** What is tried, from all that is wanted to what always fits: fewer rows, then no tables, then less prose. */
const MEASURES: readonly Measure[] = [
  { rows: 12, letters: 6000 },
  { rows: 8, letters: 6000 },
  { rows: 5, letters: 4000 },
  { rows: 3, letters: 3000 },
  { rows: 0, letters: 3000 },
  { rows: 0, letters: 600 },
];

/**
 * Answers as a mail: HTML with inline styles, a plain-text part written by hand, and the pictures of its charts.
 * @throws AppError invalid_input when the base or a link is no web address.
 */
export async function renderEmail(input: EmailInput): Promise<RenderedEmail> {
  const { sections, baseUrl, brand = 'ShopIQ' } = input;
  const linkTo = input.linkTo ?? ((): string => '/');
  const subject = toHeaderLine(input.subject);
  const footer = { ...input.footer, links: input.footer.links.map(({ label, href }) => ({ label, href: toAbsolute(href, baseUrl) })) };
  const placed = sections.map((artifact, index) => ({
    artifact,
    locale: artifact.locale ?? input.locale,
    href: toAbsolute(linkTo(index), baseUrl),
  }));
  const pictures = placed.flatMap(findPictures);
  const props: Omit<MailDocumentProps, 'measure' | 'sections' | 'left'> = {
    subject: toMailLine(subject, 200),
    preheader: toMailLine(input.preheader, 150),
    locale: input.locale,
    pictures: new Map(pictures.map(({ chart, cid }) => [chart, cid])),
    footer,
    brand,
  };
  const { html, measure } = await renderFitting(props, placed, toAbsolute('/', baseUrl));
  return {
    subject,
    html,
    text: toText(placed, { subject: toMailLine(subject, 200), footer }),
    // A file nobody refers to would show up below the mail.
    attachments: pictures.filter(({ cid }) => html.includes(`cid:${cid}"`)).map((picture) => draw(picture, measure)),
  };
}

type PlacedSection = MailDocumentProps['sections'][number];

async function renderFitting(
  props: Omit<MailDocumentProps, 'measure' | 'sections' | 'left'>,
  sections: readonly PlacedSection[],
  home: string,
): Promise<{ html: string; measure: Measure }> {
  const least = MEASURES.at(-1) ?? { rows: 0, letters: 0 };
  const fill = async (measure: Measure, count: number): Promise<string> => {
    const left = { count: sections.length - count, href: home };
    const html = await render(createElement(MailDocument, { ...props, measure, sections: sections.slice(0, count), left }));
    // React's marks between texts say nothing to a mail program.
    return html.replaceAll('<!-- -->', '');
  };
  for (const measure of MEASURES) {
    const html = await fill(measure, sections.length);
    if (byteLength(html) <= MAX_HTML_BYTES) return { html, measure };
  }
  // Even bare sentences are too many: as many sections as fit, the rest behind a link.
  for (let count = Math.floor(sections.length / 2); count >= 0; count = count > 0 ? Math.floor(count / 2) : -1) {
    const html = await fill(least, count);
    if (byteLength(html) <= MAX_HTML_BYTES) return { html, measure: least };
  }
  throw new AppError('invalid_input', 'The mail is too long even without its answers.', {
    field: 'footer',
    remedy: 'Shorten its footer.',
  });
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

interface Picture {
  chart: Chart;
  table: Table;
  /** Content-ID. */
  cid: string;
  locale: string;
  note: string | undefined;
}

/** The charts of tables that are shown. */
function findPictures({ artifact, locale }: PlacedSection, section: number): Picture[] {
  const shown = new Map(shownTables(artifact).map((table) => [table.id, table]));
  return artifact.charts.flatMap((chart, index) => {
    const table = shown.get(chart.tableId);
    if (!table || !isDrawable(chart, table)) return [];
    return [{ chart, table, cid: `chart-${section + 1}-${index + 1}@shopiq`, locale, note: pictureNote(artifact, table.id, locale) }];
  });
}

/** Drawn for the width of a mail, and light: mail programs darken words, not pictures. */
function draw({ chart, table, cid, locale, note }: Picture, { rows }: Measure): EmailAttachment {
  // Bars carry their values: none is drawn that the table beside it does not have.
  const isTime = table.columns.some(({ id, role }) => id === chart.x && role === 'time');
  const drawn = chart.kind === 'bar' && !isTime ? { ...table, rows: table.rows.slice(0, rows) } : table;
  const content = renderChartPng(chart, drawn, { theme: 'light', locale, width: CONTENT_WIDTH, note });
  if (!content) throw new AppError('internal', 'A chart that could be drawn was not.');
  return { cid, filename: `${cid.split('@')[0] ?? 'chart'}.png`, content, contentType: 'image/png' };
}

function toText(sections: readonly PlacedSection[], about: { subject: string; footer: MailDocumentProps['footer'] }): string {
  return [
    about.subject,
    ...sections.map(({ artifact, locale, href }) => `${renderText(artifact, locale)}\n\n${href}`),
    ['--', about.footer.reason, ...about.footer.links.map(({ label, href }) => `${label}: ${href}`)].join('\n'),
  ].join('\n\n\n');
}
