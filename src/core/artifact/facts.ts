import type { Artifact, Provenance } from './artifact';
import { formatPeriod } from './format';

export const BASIS_LABELS = {
  event: { short: 'Event date', long: 'Event date: returns count on the day they are processed' },
  order: { short: 'Order date', long: 'Order date: returns count on the day of their order' },
} as const;

/** One thing to know about where numbers come from. */
export interface Fact {
  name: string;
  value: string;
}

/** When a connection was read last, on the clock of the workspace. */
function syncedAt(asOf: string | null, provenance: Provenance, locale: string): string {
  if (asOf === null) return 'never synced';
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: provenance.timeZone });
  return `synced ${format.format(new Date(asOf))}`;
}

/** Period, zone, basis, currency and rates, rows read, freshness: what a result rests on, one line each. */
export function provenanceFacts(provenance: Provenance, locale: string): Fact[] {
  const { period, comparison, currency } = provenance;
  return [
    { name: 'Period', value: period ? formatPeriod(period, locale) : 'No data' },
    ...(comparison ? [{ name: 'Compared with', value: formatPeriod(comparison, locale) }] : []),
    { name: 'Time zone', value: provenance.timeZone },
    { name: 'Date basis', value: BASIS_LABELS[provenance.basis].long },
    ...(currency ? [{ name: 'Currency', value: currency }] : []),
    ...provenance.rates.map((rate) => ({
      name: `${rate.from} to ${rate.to}`,
      value: `${rate.source}, ${formatPeriod({ from: rate.firstDay, to: rate.lastDay }, locale)}`,
    })),
    { name: 'Rows read', value: new Intl.NumberFormat(locale).format(provenance.rowsRead) },
    ...provenance.freshness.map(({ connection, asOf }) => ({ name: connection, value: syncedAt(asOf, provenance, locale) })),
  ];
}

/** The oldest sync among what was read: an answer is as fresh as its stalest source. */
function stalest(provenance: Provenance): string | null | undefined {
  const [first, ...rest] = provenance.freshness.map(({ asOf }) => asOf);
  return rest.reduce(
    (oldest, asOf) => (oldest === null || asOf === null || oldest === undefined ? null : asOf < oldest ? asOf : oldest),
    first,
  );
}

/**
 * The quiet lines under an answer, one for each way its tables came about: period, zone, currency, basis, freshness.
 * What is missing follows, a line each: it must not be overlooked.
 */
export function quietLines(artifact: Pick<Artifact, 'provenance'>, locale: string): { about: string[]; gaps: string[] } {
  const about = artifact.provenance.map((provenance) => {
    const oldest = stalest(provenance);
    return [
      provenance.period ? formatPeriod(provenance.period, locale) : 'no data',
      ...(provenance.comparison ? [`compared with ${formatPeriod(provenance.comparison, locale)}`] : []),
      provenance.timeZone,
      ...(provenance.currency ? [provenance.currency] : []),
      `${provenance.basis} date`,
      ...(oldest === undefined ? [] : [syncedAt(oldest, provenance, locale)]),
    ].join(' · ');
  });
  return { about: [...new Set(about)], gaps: [...new Set(artifact.provenance.flatMap(({ gaps }) => gaps))] };
}

/** The least a picture of a table must say when it travels alone: its days and whose midnight ends them. */
export function pictureNote(artifact: Pick<Artifact, 'provenance'>, tableId: string, locale: string): string | undefined {
  const provenance = artifact.provenance.find(({ tableIds }) => tableIds.includes(tableId));
  return provenance?.period ? `${formatPeriod(provenance.period, locale)} · ${provenance.timeZone}` : undefined;
}

/** What the figures of a table mean and rest on, as lines of a sheet of their own. */
export interface DefinitionRow {
  /** Titles of the tables it is about. */
  tables: string;
  kind: 'Definition' | 'Basis' | 'Missing' | 'Shown';
  name: string;
  text: string;
  source: string;
}

/** Definitions, period, zone, currency, basis, freshness and gaps of an answer, and how much of each table is there. */
export function definitionRows(artifact: Pick<Artifact, 'provenance' | 'tables'>, locale: string): DefinitionRow[] {
  const rows = artifact.provenance.flatMap((provenance): DefinitionRow[] => {
    const titles = artifact.tables.filter(({ id }) => provenance.tableIds.includes(id)).map(({ title }) => title);
    const about = { tables: titles.join('; '), source: '' };
    return [
      ...provenance.definitions.map(({ title, text, source, version }) => ({
        ...about,
        kind: 'Definition' as const,
        name: title,
        text,
        source: `${source}, version ${version}`,
      })),
      ...provenanceFacts(provenance, locale).map(({ name, value }) => ({ ...about, kind: 'Basis' as const, name, text: value })),
      ...provenance.gaps.map((gap) => ({ ...about, kind: 'Missing' as const, name: '', text: gap })),
    ];
  });
  const shown = artifact.tables.map(({ title, rows: kept, totalRows }): DefinitionRow => {
    const total = Math.max(totalRows, kept.length);
    return {
      tables: title,
      kind: 'Shown',
      name: 'Rows',
      text: kept.length < total ? `${kept.length} of ${total}` : String(total),
      source: '',
    };
  });
  return [...rows, ...shown];
}
