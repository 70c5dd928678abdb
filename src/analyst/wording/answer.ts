import { formatPeriod } from '@/core/artifact/format';
import type { Row } from '@/core/artifact/artifact';
import { findMetric } from '@/core/metrics/registry';
import { filterValues } from '@/core/query/filter-label';
import type { Frame, Note } from '@/analyst/frames/frame';
import type { LanguageFile } from '@/analyst/language/language-file';
import { wordChange } from './changes';
import { wordPerGroup, wordRanking, wordSeries, wordTrend } from './groups';
import { wordWithin } from './within';
import { wordGaps } from './notes';
import { dimensionNoun, metricNoun, metricTitle, say } from './say';
import { ref, when, type SeenOutput, type Sentence } from './seen';
import { SHAPE_WORDING } from './shapes';

/** Gaps said in the sentence; all stand in the provenance. */
const MOST_GAPS = 2;

/** The answer in one or two sentences; every number is a reference to a cell. */
export function wordAnswer(frame: Frame, output: SeenOutput, { language, locale }: { language: LanguageFile; locale: string }): string {
  const table = output.tables[0];
  if (!table) return '';
  const said = wordTable({ frame, table, period: output.period, language, locale });
  const text = frame.label === undefined ? said : `**${frame.label}:** ${said}`;
  return [
    text,
    ...frame.notes.map((note) => wordNote(note, { language, locale })),
    ...wordGaps(output, { language, locale }).slice(0, MOST_GAPS),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function wordNote(note: Note, { language, locale }: { language: LanguageFile; locale: string }): string {
  const metric = note.values['metric'];
  const dimension = note.values['dimension'];
  return say(language, `note.${note.key}`, {
    ...note.values,
    ...(note.values['date']
      ? { days: filterValues({ dimension: 'date', op: 'notIn', values: note.values['date'].split(' ') }, locale) }
      : {}),
    ...(metric && findMetric(metric) ? { metric: metricNoun(metric, language) } : {}),
    ...(note.values['more'] ? { taken: say(language, 'andMore', { names: note.values['taken'], more: note.values['more'] }) } : {}),
    ...(dimension ? { dimension: dimensionNoun(dimension, language) } : {}),
  });
}

function wordTable(sentence: Sentence): string {
  const { frame } = sentence;
  const shape = SHAPE_WORDING[frame.query.shape?.kind ?? ''];
  if (shape) return shape(sentence);
  const dimensions = frame.query.dimensions ?? [];
  if (dimensions.length === 0 && !frame.query.grain) return wordTotals(sentence);
  if (frame.query.transforms?.some((transform) => transform.kind === 'share' && transform.within !== undefined) && !frame.query.grain)
    return wordWithin(sentence);
  if (frame.query.limitPer) return wordPerGroup(sentence);
  if (frame.query.grain) return dimensions.length === 0 ? wordTrend(sentence) : wordSeries(sentence);
  return wordRanking(sentence);
}

function wordTotals(sentence: Sentence): string {
  const { frame, table, language } = sentence;
  const row = table.rows[0];
  if (!row) return '';
  const hidden = new Set((frame.query.having ?? []).map((having) => having.metric));
  return frame.query.metrics
    .filter((id, index) => index === 0 || !hidden.has(id))
    .map((id) =>
      say(language, row[id] === null ? 'total.undefined' : 'total', {
        metric: metricTitle(id, language),
        when: when(sentence),
        value: ref(sentence, 0, id),
        share: typeof row[`${id}_share`] === 'number' ? wordShare(sentence, id) : '',
        change: `${wordChange(sentence, 0, row, id)}${wordDistance(sentence, row, id)}`,
      }),
    )
    .join(' ');
}

/** The part of the whole, or of the longer period. */
function wordShare(sentence: Sentence, id: string): string {
  const { frame, language, locale } = sentence;
  const ofPeriod = frame.query.transforms?.flatMap((transform) => (transform.kind === 'share' ? (transform.ofPeriod ?? []) : []))[0];
  const share = ref(sentence, 0, `${id}_share`);
  if (!ofPeriod) return say(language, 'shareOfWhole', { share });
  return say(language, 'shareOfPeriod', { share, period: formatPeriod(ofPeriod, locale) });
}

/** How far the figure lies from the figure over all. */
function wordDistance(sentence: Sentence, row: Row, id: string): string {
  if (typeof row[`${id}_versusWhole`] !== 'number') return '';
  return say(sentence.language, 'versusWhole', {
    difference: ref(sentence, 0, `${id}_versusWhole`),
    whole: ref(sentence, 0, `${id}_whole`),
  });
}
