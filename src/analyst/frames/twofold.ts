import type { LanguageFile } from '@/analyst/language/language-file';
import { dimensionWord } from '@/analyst/language/lexicon';
import type { Decision, TwofoldOption } from './decide';
import type { Frame } from './frame';

interface Named {
  dimension: string;
  value: string;
}

/** The query with a name taken for one thing, and those with it taken for the others. */
export function twofoldDecision(
  question: string,
  frame: Frame,
  { said, taken, others, file }: { said: string; taken: Named; others: readonly Named[]; file: LanguageFile },
): Decision {
  const takenFor = (other: Named): Frame => {
    const filters = (frame.query.filters ?? []).map((filter) =>
      filter.dimension === taken.dimension && filter.values?.includes(taken.value)
        ? { ...filter, dimension: other.dimension, values: filter.values.map((value) => (value === taken.value ? other.value : value)) }
        : filter,
    );
    return { ...frame, query: { ...frame.query, filters } };
  };
  const options = [taken, ...others].map(({ dimension, value }): TwofoldOption => ({
    dimension,
    value,
    question: question.replace(new RegExp(escaped(said), 'iu'), `${dimensionWord(dimension, file)} ${value}`),
  }));
  return { kind: 'twofold', said, frames: [frame, ...others.map(takenFor)], options };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
