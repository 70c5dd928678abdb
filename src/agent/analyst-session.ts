import { buildLexicon, type Lexicon } from '@/analyst/lexicon';
import type { FrameContext } from '@/analyst/frame';
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

const lexicons = new WeakMap<Coverage, Promise<Lexicon>>();

/** The analyst's knowledge of one workspace. The lexicon is kept until the data changes (a new coverage object). */
export async function openAnalystSession(context: ToolContext): Promise<{ lexicon: Lexicon; coverage: Coverage; frame: FrameContext }> {
  const coverage = await context.coverage.coverage();
  let lexicon = lexicons.get(coverage);
  if (!lexicon) {
    lexicon = readLexicon(context.entities);
    lexicons.set(coverage, lexicon);
    lexicon.catch(() => lexicons.delete(coverage));
  }
  const today = todayIn(context.now(), context.workspace.timeZone);
  return {
    lexicon: await lexicon,
    coverage,
    frame: {
      workspace: context.workspace,
      time: {
        today,
        weekStart: context.workspace.weekStart,
        lastDay: coverage.lastDay ?? today,
        firstDay: coverage.firstDay ?? addDays(today, -365),
      },
    },
  };
}

async function readLexicon(entities: EntityFinder): Promise<Lexicon> {
  const values: { dimension: string; value: string }[] = [];
  for (const [dimension, most] of GRAMMAR_VALUES) {
    const found = await entities.values(dimension, most + 1);
    // A list that was cut is no vocabulary: its values are looked up instead.
    if (found.length <= most) values.push(...found.map((value) => ({ dimension, value })));
  }
  return buildLexicon(values);
}

/** Where unknown words are looked up. */
export function findName(entities: EntityFinder): (text: string) => Promise<{ dimension: string; value: string; score: number }[]> {
  return (text) => entities.find(text, DEFAULT_SEARCH, 3);
}
