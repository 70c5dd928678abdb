import type { Artifact, Table } from '@/core/artifact/artifact';
import { quietLines } from '@/core/artifact/facts';
import { figuresOf } from '@/core/artifact/figures';
import { renderProse } from '@/core/artifact/prose';
import { renderTextTable } from '@/render/text-table';
import { toMailLine, toMailText } from './plain';
import { shownTables } from './section';

/** One row of figures with their comparisons has a line for each; any other table is laid out in columns. */
function textTable(table: Table, locale: string, mostRows: number): string {
  const figures = figuresOf(table, locale);
  if (!figures) return renderTextTable(table, locale, { mostRows, toLine: toMailLine });
  return figures.map(({ label, now, before, change }) => `${toMailText(label)}: ${now}, before ${before}, ${change}`).join('\n');
}

/** An answer as the plain-text part of a mail: the same words and figures, laid out by hand. No address stays in it. */
export function renderText(artifact: Artifact, workspaceLocale: string, mostRows = 12): string {
  const locale = artifact.locale ?? workspaceLocale;
  const { about, gaps } = quietLines(artifact, locale);
  const title = toMailText(artifact.title).replace(/\s+/g, ' ').trim();
  const blocks = [
    `${title}\n${'='.repeat(Math.min(72, Math.max(3, title.length)))}`,
    toMailText(renderProse(artifact, workspaceLocale).replaceAll('**', '')),
    ...shownTables(artifact).map((table) => textTable(table, locale, mostRows)),
    artifact.options.map(({ label, value }) => toMailText(`- ${value ? `${label}: ${value}` : label}`)).join('\n'),
    gaps.map((gap) => `! ${toMailText(gap)}`).join('\n'),
    about.map(toMailText).join('\n'),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}
