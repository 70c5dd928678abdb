import type { Column } from '../artifact/artifact';
import { formatCell } from '../artifact/format';
import { findDimension } from '../dimensions/registry';
import { findMetric } from '../metrics/registry';
import { filterText, filterValues } from '../query/filter-label';
import type { Filter } from '../query/query';
import type { AlertCondition, AlertSettings } from './alert';

type Watched = Pick<AlertSettings, 'metric' | 'filters' | 'each' | 'condition'>;

/** The figure that is watched, as a column: so its values and its limit are written alike. */
export function watchedColumn({ metric, condition }: Pick<Watched, 'metric' | 'condition'>, currency: string): Column {
  const known = findMetric(metric);
  if (condition.against !== null)
    return {
      id: metric,
      label: known?.title ?? metric,
      role: 'derived',
      type: 'number',
      unit: 'ratio',
      source: metric,
      derivation: 'changePct',
    };
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

/** "Return rate (Etsy) above 8%", "Net sales down by more than 20% from the days before", for a name. */
export function describeAlert(
  { metric, filters, each, condition }: Watched,
  { locale, currency }: { locale: string; currency: string },
): string {
  const column = watchedColumn({ metric, condition }, currency);
  const where = describeFilters(filters);
  const who = each === null ? '' : ` of any ${findDimension(each)?.title.toLowerCase() ?? each}`;
  return `${column.label}${who}${where === '' ? '' : ` (${where})`} ${describeCondition(condition, column, locale)}`;
}

/** What a change is counted from. */
export const AGAINST = { previousPeriod: 'the days before', previousYear: 'the year before' } as const;

function describeCondition(condition: AlertCondition, column: Column, locale: string): string {
  const { is, value, against } = condition;
  if (against === null) return `${is} ${formatCell(value, column, locale)}`;
  const size = formatCell(sizeOf(condition), { ...column, derivation: undefined }, locale);
  if (is === 'below' && value < 0) return `down by more than ${size} from ${AGAINST[against]}`;
  if (is === 'above' && value >= 0) return `up by more than ${size} from ${AGAINST[against]}`;
  return `changed from ${AGAINST[against]} by ${is === 'above' ? 'more' : 'less'} than ${formatCell(value, column, locale)}`;
}

/** The limit as it is spoken of: a fall by more than 20 % is one below -20 %. */
export const sizeOf = ({ is, value, against }: AlertCondition): number =>
  against !== null && is === 'below' && value < 0 ? -value : value;
