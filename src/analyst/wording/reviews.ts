import { cellReference } from '@/core/artifact/prose';
import type { Decision } from '@/analyst/frames/decide';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { say } from './say';
import type { SeenOutput } from './seen';

/** Reviews said aloud; the table shows the rest. */
const QUOTED = 2;

/** What buyers say: the nearest reviews quoted, as quotations of strangers. */
export function wordReviews({ search }: Extract<Decision, { kind: 'reviews' }>, output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  const followUps = [say(language, 'ask.badReviews')];
  if (output?.refusal || !table) {
    const isNothing = output?.refusal?.code === 'no_data' && search.query !== '';
    const other = output?.refusal ? wordRefusal(output.refusal, speaker) : say(language, 'noData');
    return {
      kind: 'refusal',
      text: isNothing ? say(language, 'reviews.none', { words: `"${search.query}"` }) : other,
      followUps,
      options: [],
    };
  }
  const quotes = table.rows
    .slice(0, QUOTED)
    .map((_, row) =>
      say(language, 'reviews.quote', { review: cellReference(table.id, row, 'review'), score: cellReference(table.id, row, 'score') }),
    );
  const head = search.query === '' ? say(language, 'reviews.newest') : say(language, 'reviews.about', { words: `"${search.query}"` });
  return { kind: 'answer', text: `${head} ${quotes.join('; ')}.`, followUps, options: [] };
}
