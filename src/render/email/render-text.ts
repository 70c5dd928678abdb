import type { Artifact } from '@/core/artifact/artifact';
import { quietLines } from '@/core/artifact/facts';
import { renderProse } from '@/core/artifact/prose';
import { renderTextTable } from '@/render/text-table';
import { toMailLine, toMailText } from './plain';
import { shownTables } from './section';

/** An answer as the plain-text part of a mail: the same words and figures, laid out by hand. No address stays in it. */
export function renderText(artifact: Artifact, workspaceLocale: string, mostRows = 12): string {
  const locale = artifact.locale ?? workspaceLocale;
  const { about, gaps } = quietLines(artifact, locale);
  const title = toMailText(artifact.title).replace(/\s+/g, ' ').trim();
  const blocks = [
    `${title}\n${'='.repeat(Math.min(72, Math.max(3, title.length)))}`,
    toMailText(renderProse(artifact, workspaceLocale).replaceAll('**', '')),
    ...shownTables(artifact).map((table) => renderTextTable(table, locale, { mostRows, toLine: toMailLine })),
    artifact.options.map(({ label, value }) => toMailText(`- ${value ? `${label}: ${value}` : label}`)).join('\n'),
    gaps.map((gap) => `! ${toMailText(gap)}`).join('\n'),
    about.map(toMailText).join('\n'),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}
