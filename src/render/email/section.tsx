import type { ReactNode } from 'react';
import type { Artifact, Chart, Table } from '@/core/artifact/artifact';
import { quietLines } from '@/core/artifact/facts';
import { MailTable } from './data-table';
import { COLORS, CONTENT_WIDTH } from './look';
import { toMailLine } from './plain';
import { MailProse } from './prose';

/** How much of an answer a mail shows: less of it when the whole would be cut off by the reader's mail program. */
export interface Measure {
  /** Rows of a table; 0 leaves tables out, and the charts with them: no number may stand in a picture only. */
  rows: number;
  /** Letters of prose. */
  letters: number;
}

export interface SectionProps {
  artifact: Artifact;
  locale: string;
  /** Where the whole answer is. */
  href: string;
  measure: Measure;
  /** Content ids of the pictures, by chart. */
  pictures: ReadonlyMap<Chart, string>;
}

/** An answer in a mail: heading, sentence, picture with its table, what it rests on. */
export function MailSection({ artifact, locale, href, measure, pictures }: SectionProps): ReactNode {
  const tables = measure.rows > 0 ? shownTables(artifact) : [];
  const hidden = shownTables(artifact).length - tables.length;
  const { about, gaps } = quietLines(artifact, locale);
  return (
    <tr>
      <td className="g s b t" style={{ padding: '24px 32px', borderTop: `1px solid ${COLORS.border}`, color: COLORS.text }}>
        <h2 style={{ margin: '0 0 8px', fontSize: 17, lineHeight: '24px', fontWeight: 600 }}>{toMailLine(artifact.title, 160)}</h2>
        <MailProse prose={cutProse(artifact.prose, measure.letters)} artifact={artifact} locale={locale} />
        {tables.map((table) => (
          <Shown key={table.id} table={table} {...{ artifact, locale, href, measure, pictures }} />
        ))}
        {hidden > 0 && <MoreLink href={href} words={hidden === 1 ? 'See the table' : `See the ${hidden} tables`} />}
        {artifact.options.map(({ label, value }) => (
          <p key={label} style={{ margin: '0 0 4px', fontSize: 15 }}>
            {toMailLine(value ? `${label}: ${value}` : label, 160)}
          </p>
        ))}
        {gaps.map((gap) => (
          <p key={gap} className="w" style={{ margin: '12px 0 0', fontSize: 12, lineHeight: '18px', color: COLORS.warning }}>
            {toMailLine(gap, 300)}
          </p>
        ))}
        {about.map((line) => (
          <p key={line} className="m" style={{ margin: '12px 0 0', fontSize: 12, lineHeight: '18px', color: COLORS.muted }}>
            {toMailLine(line, 300)}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** Tables worth their place: a single figure is in the sentence already. */
export function shownTables({ kind, tables }: Artifact): Table[] {
  return kind === 'answer' ? tables.filter(({ rows, columns }) => rows.length > 1 || (rows.length === 1 && columns.length > 1)) : [];
}

function Shown({ table, artifact, locale, href, measure, pictures }: SectionProps & { table: Table }): ReactNode {
  const charts = artifact.charts.filter((chart) => chart.tableId === table.id && pictures.has(chart));
  return (
    <div style={{ margin: '16px 0 0' }}>
      {charts.map((chart) => (
        // oxlint-disable-next-line nextjs/no-img-element -- a mail has no image server
        <img
          key={chart.id}
          src={`cid:${pictures.get(chart)}`}
          alt={toMailLine(chart.alt, 300)}
          width={CONTENT_WIDTH}
          style={{ display: 'block', width: '100%', maxWidth: CONTENT_WIDTH, height: 'auto', borderRadius: 8, marginBottom: 8 }}
        />
      ))}
      {charts.length === 0 && table.title !== artifact.title && (
        <p style={{ margin: '0 0 4px', fontSize: 13, fontWeight: 600 }}>{toMailLine(table.title, 160)}</p>
      )}
      <MailTable table={table} locale={locale} mostRows={measure.rows} href={href} />
    </div>
  );
}

function MoreLink({ href, words }: { href: string; words: string }): ReactNode {
  return (
    <p style={{ margin: '8px 0 0', fontSize: 13 }}>
      <a href={href} className="a" style={{ color: COLORS.accent }}>
        {words}
      </a>
    </p>
  );
}

/** Prose cut at a word, never within a reference to a cell. */
function cutProse(prose: string, letters: number): string {
  if (prose.length <= letters) return prose;
  const cut = prose.slice(0, letters);
  const open = cut.lastIndexOf('[[');
  const whole = open > cut.lastIndexOf(']]') ? cut.slice(0, open) : cut;
  return `${whole.slice(0, Math.max(whole.lastIndexOf(' '), 1)).trimEnd()} …`;
}
