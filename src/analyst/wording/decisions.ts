import { formatCell } from '@/core/artifact/format';
import type { Option } from '@/core/artifact/artifact';
import { findMetric } from '@/core/metrics/registry';
import type { Workspace } from '@/core/model/workspace';
import type { Decision } from '@/analyst/frames/decide';
import { resolveMetric } from '@/analyst/frames/metrics';
import type { LanguageFile } from '@/analyst/language/language-file';
import { wordChange } from './changes';
import { wordGaps, wordRefusal } from './notes';
import { dimensionNoun, listed, metricNoun, metricTitle, say } from './say';
import { cellReference } from '@/core/artifact/prose';
import { formatPeriod } from '@/core/artifact/format';
import type { SeenOutput, SeenTable, Sentence } from './seen';
import { ref, than, when } from './seen';

/** Finished words of an answer, with what is offered next. */
export interface Spoken {
  kind: 'answer' | 'clarify' | 'refusal';
  text: string;
  followUps: string[];
  options: Option[];
}

export interface Speaker {
  language: LanguageFile;
  locale: string;
  workspace: Workspace;
}

const refusal = (text: string, followUps: string[] = []): Spoken => ({ kind: 'refusal', text, followUps, options: [] });
const answer = (text: string, followUps: string[] = []): Spoken => ({ kind: 'answer', text, followUps, options: [] });

/** What is said without asking the data; null when the decision needs results. */
export function wordWithoutData(decision: Decision, { language, workspace }: Speaker): Spoken | null {
  const ask = (...keys: string[]): string[] => keys.map((key) => say(language, key));
  switch (decision.kind) {
    case 'missing': {
      const ids = decision.concept.nearest.map((id) => resolveMetric(id, [], workspace));
      const { what, needs } = decision.concept;
      const nearest = listed(
        ids.map((id) => metricNoun(id, language)),
        language,
        'or',
      );
      return refusal(
        say(language, 'missing', { what, needs, nearest }),
        ids.map((id) => say(language, 'missing.ask', { metric: metricNoun(id, language) })),
      );
    }
    case 'define': {
      const metric = findMetric(decision.metric);
      const values = {
        metric: metricTitle(decision.metric, language),
        definition: metric?.definition ?? '',
        source: metric?.source ?? 'ShopIQ',
      };
      return answer(say(language, 'define', values), [say(language, 'define.ask', { metric: metricNoun(decision.metric, language) })]);
    }
    case 'refuseWrite':
      return refusal(say(language, 'refuseWrite'), ask('ask.salesByMonth'));
    case 'notFound':
      return refusal(say(language, 'notFound', { name: decision.name }), ask('ask.topProducts', 'ask.topCategories'));
    case 'unread':
      return refusal(
        [
          say(language, 'unread', { words: decision.words.map((word) => `"${word}"`).join(', ') }),
          ...(decision.nearest === undefined ? [] : [say(language, 'unread.nearest', { name: decision.nearest })]),
        ].join(' '),
        ask('ask.what'),
      );
    case 'apart':
      return refusal(
        say(language, 'apart', {
          parts: listed(
            decision.parts.map((part) => `"${part}"`),
            language,
          ),
        }),
        ask('ask.what'),
      );
    case 'unheeded':
      return refusal(say(language, 'unheeded', { words: decision.words }), ask('ask.what'));
    case 'badDate':
      return refusal(say(language, 'badDate', { said: decision.said }), ask('ask.revenueByMonth'));
    case 'noEarlier':
      return refusal(say(language, 'noEarlier'), ask('ask.revenueByMonth', 'ask.topProducts'));
    case 'notUnderstood':
      return refusal(say(language, 'notUnderstood'), ask('ask.what', 'ask.revenueByMonth', 'ask.topProducts'));
    case 'social':
      return answer(say(language, decision.topic), ask('ask.what', 'ask.revenueByMonth'));
    case 'query':
    case 'readings':
    case 'twofold':
    case 'advice':
    case 'digest':
    case 'alert':
    case 'pin':
    case 'reviews':
    case 'why':
    case 'whatIf':
    case 'overview':
    case 'describe':
    case 'freshness':
    case 'sync':
    case 'difference':
      return null;
  }
}

/** Ask only when the readings lead to different answers; else answer, naming them. */
export function wordReadings(decision: Extract<Decision, { kind: 'readings' }>, outputs: readonly SeenOutput[], speaker: Speaker): Spoken {
  const { language, locale } = speaker;
  const read = decision.frames.flatMap((frame, index) => {
    const table = outputs[index]?.tables[0];
    const row = table?.rows[0];
    const id = decision.metrics[index] ?? '';
    const dimension = frame.query.dimensions?.[0] ?? '';
    return table && row ? [{ frame, table, id, dimension, name: String(row[dimension] ?? '') }] : [];
  });
  const [first] = read;
  if (!first) return refusal(say(language, 'noData'), [say(language, 'ask.data')]);
  const side = decision.quality === 'good' ? 'best' : 'worst';
  const nouns = read.map((entry) => metricNoun(entry.id, language));
  if (new Set(read.map((entry) => entry.name)).size === 1)
    return answer(say(language, `clarify.same.${side}`, { name: first.name, metrics: listed(nouns, language) }));
  const options = read.map((entry): Option => {
    const metric = metricNoun(entry.id, language);
    const asked = { question: decision.question.trim().replace(/[?!.\s]+$/u, ''), metric };
    const [sample] = (entry.frame.query.having ?? []).filter((having) => having.metric !== entry.frame.query.metrics[0]);
    const least = sample && { ...asked, count: String(sample.value), sample: metricNoun(sample.metric, language) };
    return {
      label: say(language, least ? 'clarify.optionSample' : 'clarify.option', least ?? { metric }),
      value: `${entry.name}: ${cellText(entry.table, entry.frame.query.metrics[0] ?? '', locale)}`,
      // The question itself, so that its days and filters hold for the choice, too.
      question: say(language, least ? 'clarify.restatedSample' : 'clarify.restated', least ?? asked),
    };
  });
  return { kind: 'clarify', text: say(language, `clarify.${side}`, { metrics: listed(nouns, language, 'or') }), followUps: [], options };
}

function cellText(table: SeenTable, column: string, locale: string): string {
  const shown = table.columns.find((candidate) => candidate.id === column);
  return shown ? formatCell(table.rows[0]?.[column] ?? null, { ...shown, role: 'metric', type: 'number' }, locale) : '';
}

/** What drove a change: the figure in both periods, and who moved it. */
export function wordWhy(decision: Extract<Decision, { kind: 'why' }>, output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const [table, parts] = output?.tables ?? [];
  if (!output || output.refusal || !table) return refused(output, speaker);
  const query = { ...decision.frame.query, period: decision.period, compare: decision.compare };
  const sentence: Sentence = { frame: { ...decision.frame, query }, table, period: output.period, ...speaker };
  const id = query.metrics[0] ?? '';
  const row = table.rows[0] ?? {};
  const values = {
    metric: metricTitle(id, language),
    when: when(sentence),
    value: ref(sentence, 0, id),
    change: wordChange(sentence, 0, row, id),
  };
  if (row[`${id}_change`] === 0 || !parts) return answer(say(language, 'why.unexplained', values));
  const dimension = parts.columns[0]?.id ?? '';
  const name = (index: number): string => String(parts.rows[index]?.[dimension] ?? '');
  const delta = (index: number): string => cellReference(parts.id, index, 'delta');
  const others = [1, 2].filter((index) => Number(parts.rows[index]?.['delta'] ?? 0) * Number(parts.rows[0]?.['delta'] ?? 0) > 0);
  const rest =
    others.length > 0
      ? say(language, 'why.rest', {
          members: listed(
            others.map((index) => say(language, 'why.member', { name: name(index), delta: delta(index) })),
            language,
          ),
        })
      : '';
  const text = say(language, 'why', { ...values, dimension: dimensionNoun(dimension, language), name: name(0), delta: delta(0), rest });
  return answer([text, ...wordGaps(output, speaker).slice(0, 1)].join(' '), [say(language, 'ask.byMonth')]);
}

/** A supposed price or volume: what the figure would have been, and what that supposes. */
export function wordWhatIf(decision: Extract<Decision, { kind: 'whatIf' }>, output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  if (!output || output.refusal || !table) return refused(output, speaker);
  const frame = {
    query: { metrics: [decision.metric], filters: decision.filters, ...(decision.period ? { period: decision.period } : {}) },
    isSuperlative: false,
    notes: [],
  };
  const sentence: Sentence = { frame, table, period: output.period, ...speaker };
  return answer(
    say(language, 'whatIf', {
      levers: listed(
        decision.changes.map(({ lever, part }, index) => {
          const change = ref(sentence, 0, `change${index}`);
          return part
            ? say(language, 'whatIf.part', { part: (part.values ?? []).join(', '), change })
            : say(language, 'whatIf.lever', { lever: say(language, `whatIf.${lever}`), change });
        }),
        language,
      ),
      metric: metricNoun(decision.metric, language),
      when: when(sentence),
      supposed: ref(sentence, 0, 'supposed'),
      now: ref(sentence, 0, 'now'),
      difference: ref(sentence, 0, 'difference'),
      assumption: listed(
        [...new Set(decision.changes.map(({ lever, part }) => say(language, `whatIf.assume.${part ? 'part' : lever}`)))],
        language,
      ),
    }),
  );
}

/** "How are we doing?": named measures against the period before, what changed most first said last. */
export function wordOverview(decision: Extract<Decision, { kind: 'overview' }>, outputs: readonly SeenOutput[], speaker: Speaker): Spoken {
  const { language, locale } = speaker;
  const output = outputs[0];
  const table = output?.tables[0];
  const row = table?.rows[0];
  if (!output || output.refusal || !table || !row) return refused(output, speaker);
  const metrics = table.columns.map((column) => column.id).filter((id) => findMetric(id) && typeof row[id] === 'number');
  const frame = {
    query: { metrics, period: decision.period, compare: decision.compare ?? ('previousPeriod' as const) },
    isSuperlative: false,
    notes: [],
  };
  const sentence: Sentence = { frame, table, period: output.period, language, locale };
  const lines = metrics.map((id) =>
    say(language, 'overview.line', {
      metric: metricTitle(id, language),
      value: ref(sentence, 0, id),
      change: overviewChange(sentence, id),
    }),
  );
  const changes = metrics.map((id) => ({ id, size: Math.abs(Number(row[`${id}_changePct`] ?? 0)) })).sort((a, b) => b.size - a.size);
  const [most] = changes;
  return answer(
    say(language, 'overview', {
      period: formatPeriod(decision.period, locale),
      before: than(sentence),
      lines: lines.join('\n'),
      most: most ? metricNoun(most.id, language) : '',
    }),
    [say(language, 'ask.why'), say(language, 'ask.byCategory'), say(language, 'ask.topProducts')],
  );
}

function overviewChange(sentence: Sentence, id: string): string {
  const share = sentence.table.rows[0]?.[`${id}_changePct`];
  if (typeof share !== 'number') return '';
  return say(sentence.language, share > 0 ? 'rowChange.up' : 'rowChange.down', { change: ref(sentence, 0, `${id}_changePct`) });
}

export function wordDifference(output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const [event, order, entries] = output?.tables ?? [];
  if (!output || output.refusal || !event || !order || !entries) return refused(output, speaker);
  const column = event.columns[0]?.id ?? '';
  const values = { event: cellReference(event.id, 0, column), order: cellReference(order.id, 0, column) };
  return answer(say(speaker.language, 'difference', values), [say(speaker.language, 'ask.returnsByMonth')]);
}

function refused(output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const message = output?.refusal ? wordRefusal(output.refusal, speaker) : say(language, 'noData');
  return refusal(message, [say(language, 'ask.data')]);
}
