import type { Artifact, Column, Provenance, Table } from '@/core/artifact/artifact';
import { formatPeriod } from '@/core/artifact/format';
import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import type { LanguageFile } from '@/analyst/language/language-file';
import { filterWords } from './filters';
import { dimensionNoun, dimensionTitle, grainNoun, listed, metricNoun, metricTitle, say } from './say';

/** An answer with the titles of its tables, charts and columns in a language; as it is where the language has no words for them. */
export function inLanguage(artifact: Artifact, language: LanguageFile, locale: string): Artifact {
  if (!('title.by' in language.wording)) return artifact;
  const titles = new Map<string, string>();
  const tables = artifact.tables.map((table): Table => {
    const provenance = artifact.provenance.find((entry) => entry.tableIds.includes(table.id));
    const title = provenance ? titleOf(provenance, language, locale) : null;
    titles.set(table.id, title ?? table.title);
    return {
      ...table,
      title: title ?? table.title,
      columns: table.columns.map((column) => ({ ...column, label: labelOf(column, language) })),
    };
  });
  const [first] = artifact.tables;
  return {
    ...artifact,
    title: first && artifact.title === first.title ? (titles.get(first.id) ?? artifact.title) : artifact.title,
    tables,
    charts: artifact.charts.map((chart) => ({ ...chart, title: titles.get(chart.tableId) ?? chart.title })),
  };
}

/** "Ventas netas por mes, 1–31 oct 2026, EUR"; null for results that are no query. */
function titleOf(provenance: Provenance, language: LanguageFile, locale: string): string | null {
  const { query, period } = provenance;
  if (!query) return null;
  const what = listed(
    query.metrics.map((id, index) => (index === 0 ? metricTitle(id, language) : metricNoun(id, language))),
    language,
  );
  const by = [...query.dimensions.map((id) => dimensionNoun(id, language)), ...(query.grain ? [grainNoun(query.grain, language)] : [])];
  const filters = filterWords(query.filters, { language, locale });
  return [
    by.length > 0 ? say(language, 'title.by', { metric: what, by: listed(by, language) }) : what,
    ...filters,
    ...(query.period && period ? [formatPeriod(period, locale)] : []),
    ...(provenance.currency ? [provenance.currency] : []),
  ].join(', ');
}

function labelOf(column: Column, language: LanguageFile): string {
  const { source, derivation, role } = column;
  if (role === 'time') return capital(grainNoun(grainIn(column.grain), language));
  if (derivation) return derivedLabel(column, derivation, language);
  if (source && role === 'dimension' && findDimension(source)) return dimensionTitle(source, language);
  // A column of a special result has a name of its own beside the metric it is made of.
  return source && source === column.id && findMetric(source) ? metricTitle(source, language) : column.label;
}

function derivedLabel(column: Column, derivation: NonNullable<Column['derivation']>, language: LanguageFile): string {
  const key = column.id.endsWith('_whole') ? 'label.whole' : `label.${derivation}`;
  const metric = column.source && findMetric(column.source) ? metricTitle(column.source, language) : '';
  return key in language.wording ? say(language, key, { metric }) : column.label;
}

const GRAINS = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;

function grainIn(grain: string | undefined): (typeof GRAINS)[number] | undefined {
  return GRAINS.find((known) => known === grain);
}

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
