import type { Artifact } from '@/core/artifact/artifact';
import { quietLines } from '@/core/artifact/facts';
import { withoutUnseen } from '@/core/artifact/plain-text';
import { renderProse } from '@/core/artifact/prose';
import { renderTextTable } from './text-table';

/** Rows printed in a terminal; the rest is counted. */
const MAX_ROWS = 40;

/**
 * An answer for a terminal: the sentence, its tables, the choices of a question back, then the quiet lines: period,
 * zone, currency, basis, freshness, and what is missing. Nothing in names of marketplaces can command the terminal.
 */
export function renderTerminal(artifact: Artifact, workspaceLocale: string): string {
  const locale = artifact.locale ?? workspaceLocale;
  const { about, gaps } = quietLines(artifact, locale);
  const blocks = [
    renderProse(artifact, workspaceLocale).replaceAll('**', ''),
    ...artifact.tables.map((table) => renderTextTable(table, locale, { mostRows: MAX_ROWS })),
    artifact.options.map(({ label, value, question }) => `  ${label}${value ? ` (${value})` : ''}: ${question}`).join('\n'),
    [...about, ...gaps.map((gap) => `! ${gap}`)].join('\n'),
  ];
  return withoutUnseen(blocks.filter((block) => block !== '').join('\n\n'));
}
