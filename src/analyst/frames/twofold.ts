import type { LanguageFile } from '@/analyst/language/language-file';
import { dimensionWord } from '@/analyst/language/lexicon';
import type { Decision, TwofoldOption } from './decide';
import type { Frame } from './frame';

interface Named {
  dimension: string;
  value: string;
}

/** The query with a name taken for one thing, and the one with it taken for the other. */
export function twofoldDecision(
  question: string,
  frame: Frame,
  { said, taken, other, file }: { said: string; taken: Named; other: Named; file: LanguageFile },
): Decision {
  const filters = (frame.query.filters ?? []).map((filter) =>
    filter.dimension === taken.dimension && filter.values?.includes(taken.value)
      ? { ...filter, dimension: other.dimension, values: filter.values.map((value) => (value === taken.value ? other.value : value)) }
      : filter,
  );
  const second: Frame = { ...frame, query: { ...frame.query, filters } };
  const options = [taken, other].map(({ dimension, value }): TwofoldOption => ({
    dimension,
    value,
    question: question.replace(new RegExp(escaped(said), 'iu'), `${dimensionWord(dimension, file)} ${value}`),
  }));
  return { kind: 'twofold', said, frames: [frame, second], options };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
