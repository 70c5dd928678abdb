import type { Column } from '../artifact/artifact';
import { formatCell } from '../artifact/format';
import { findDimension } from '../dimensions/registry';
import { findMetric } from '../metrics/registry';
import { filterText, filterValues } from '../query/filter-label';
import type { Filter } from '../query/query';
import type { AlertSettings } from './alert';

type Watched = Pick<AlertSettings, 'metric' | 'filters' | 'each' | 'condition'>;

/** The figure that is watched, as a column: so its values and its limit are written alike. */
export function watchedColumn(metric: string, currency: string): Column {
  const known = findMetric(metric);
  return {
    id: metric,
    label: known?.title ?? metric,
    role: 'metric',
    type: 'number',
    unit: known?.unit ?? 'none',
    source: metric,
    currency,
  };
}

/** "Shopify, without gift cards": what a figure is narrowed to; '' for nothing. */
export function describeFilters(filters: readonly Filter[]): string {
  const words = filters.flatMap((filter) => {
    const noun = findDimension(filter.dimension)?.title.toLowerCase() ?? filter.dimension;
    return filterText(filter, { noun, values: filterValues(filter, 'en-US'), without: (values) => `without ${values}` }) ?? [];
  });
  return words.join(', ');
}

/** "Return rate (Etsy) above 8%", for a name. */
export function describeAlert(
  { metric, filters, each, condition }: Watched,
  { locale, currency }: { locale: string; currency: string },
): string {
  const column = watchedColumn(metric, currency);
  const where = describeFilters(filters);
  const who = each === null ? '' : ` of any ${findDimension(each)?.title.toLowerCase() ?? each}`;
  return `${column.label}${who}${where === '' ? '' : ` (${where})`} ${condition.is} ${formatCell(condition.value, column, locale)}`;
}
