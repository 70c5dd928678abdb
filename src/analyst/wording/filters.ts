import { filterText, filterValues } from '@/core/query/filter-label';
import type { Filter, QueryInput } from '@/core/query/query';
import type { LanguageFile } from '@/analyst/language/language-file';
import { dimensionNoun, say } from './say';

/** Values of one filter that are named in a sentence. */
const MOST_VALUES = 4;

/** A filter as it is asked, before defaults. */
type Asked = NonNullable<QueryInput['filters']>[number];

/** What a figure is narrowed to, as people read it: "SP", "without Amazon", "hour of day ≥ 18". */
export function filterWords(filters: readonly Asked[], { language, locale }: { language: LanguageFile; locale: string }): string[] {
  return filters.flatMap(({ dimension, op = 'in', values: asked = [] }) => {
    const filter: Filter = { dimension, op, values: asked };
    const noun = dimensionNoun(filter.dimension, language);
    const isDays = filter.dimension === 'date';
    const named = filterValues(isDays ? filter : { ...filter, values: filter.values.slice(0, MOST_VALUES) }, locale);
    const more = isDays ? 0 : filter.values.length - MOST_VALUES;
    const values = more > 0 ? say(language, 'andMore', { names: named, more: String(more) }) : named;
    return filterText(filter, { noun, values, without: (left) => say(language, 'title.without', { values: left }) }) ?? [];
  });
}
