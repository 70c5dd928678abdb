import { buildLexicon, type Lexicon } from '@/analyst/language/lexicon';
import type { LanguageFile } from '@/analyst/language/language-file';
import type { KnownValue } from '@/analyst/language/value-names';
import type { DecideContext } from '@/analyst/frames/decide';
import type { FrameContext } from '@/analyst/frames/frame';
import { addDays } from '@/core/model/calendar';
import type { Coverage, EntityFinder } from '@/core/ports';
import { todayIn } from '@/core/query/period';
import type { ToolContext } from '@/tools/kit';
import { DEFAULT_SEARCH } from '@/tools/find-entities/tool';

/** Values of these dimensions are part of the grammar; others are looked up when a question names them. */
const GRAMMAR_VALUES: readonly (readonly [dimension: string, most: number])[] = [
  ['marketplace', 20],
  ['connection', 50],
  ['orderStatus', 20],
  ['category', 500],
  ['vendor', 300],
  ['customerCountry', 250],
  ['customerRegion', 300],
  ['paymentMethod', 50],
  ['sellerRegion', 100],
  ['carrier', 50],
  ['product', 400],
];

const vocabularies = new WeakMap<Coverage, Promise<readonly KnownValue[]>>();
const lexicons = new WeakMap<Coverage, Map<string, Lexicon>>();

/** The analyst's knowledge of one workspace, in the language of the question. Kept until the data changes (a new coverage object). */
export async function openAnalystSession(
  context: ToolContext,
  language: LanguageFile,
): Promise<{ lexicon: Lexicon; coverage: Coverage; frame: FrameContext }> {
  const coverage = await context.coverage.coverage();
  const today = todayIn(context.now(), context.workspace.timeZone);
  return {
    lexicon: await lexiconOf(context.entities, coverage, language),
    coverage,
    frame: {
      workspace: context.workspace,
      time: {
        today,
        weekStart: context.workspace.weekStart,
        lastDay: coverage.lastDay ?? today,
        firstDay: coverage.firstDay ?? addDays(today, -365),
        isMonthFirst: context.workspace.locale === 'en-US' && language.language === 'en',
      },
    },
  };
}

async function lexiconOf(entities: EntityFinder, coverage: Coverage, language: LanguageFile): Promise<Lexicon> {
  let values = vocabularies.get(coverage);
  if (!values) {
    values = readValues(entities);
    vocabularies.set(coverage, values);
    values.catch(() => vocabularies.delete(coverage));
  }
  const known = lexicons.get(coverage) ?? new Map<string, Lexicon>();
  lexicons.set(coverage, known);
  const lexicon = known.get(language.language) ?? buildLexicon(language, await values);
  known.set(language.language, lexicon);
  return lexicon;
}

async function readValues(entities: EntityFinder): Promise<KnownValue[]> {
  const values: KnownValue[] = [];
  for (const [dimension, most] of GRAMMAR_VALUES) {
    const found = await entities.values(dimension, most + 1);
    // A list that was cut is no vocabulary: its values are looked up instead.
    if (found.length <= most) values.push(...found.map((value) => ({ dimension, value })));
  }
  return values;
}

/** Members one name can stand for. */
const MOST_NAMED = 2000;
/** An id of a marketplace: letters and digits, longer than any word. */
const ID = /^(?=.*\d)(?=.*[a-z])[\da-z]{12,}$/i;

/**
 * Where unknown words are looked up: among the names of the data, among what the trade's words mean (in English, the
 * language of the glossary), and among what the names mean.
 */
export function lookUps(
  { entities, concepts }: Pick<ToolContext, 'entities' | 'concepts'>,
  { language }: LanguageFile,
): Pick<DecideContext, 'find' | 'conceptOf' | 'findByMeaning'> {
  return {
    // All that bear the name: a total over the first few of them would be another number. Only an id can be a seller.
    find: (text, dimension) =>
      entities.find(text, dimension ? [dimension] : ID.test(text) ? ['seller', ...DEFAULT_SEARCH] : DEFAULT_SEARCH, MOST_NAMED),
    conceptOf: async (words) => (language === 'en' ? ((await concepts.nearest(words, 1))[0] ?? null) : null),
    findByMeaning: async (words) => (await entities.findByMeaning(words, ['product', 'category'], 1))[0] ?? null,
  };
}
