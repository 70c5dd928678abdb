import type { Frame } from '@/analyst/frames/frame';
import { languageOf } from '@/analyst/language/language-file';
import { wordAnswer } from '@/analyst/wording/answer';
import { toSeen } from '@/analyst/wording/seen';
import { isEmptyTable } from '@/services/query/run-query';
import type { ToolOutput } from '@/tools/kit';

/**
 * The built-in analyst's words for results that are there already, for surfaces without a model and for answers whose
 * model misspoke. Only results of queries can be worded; '' when there is none.
 */
export function wordResults(outputs: readonly ToolOutput[], locale: string): string {
  const texts: string[] = [];
  let subject: string | undefined;
  for (const output of outputs) {
    const [table] = output.tables;
    const [provenance] = output.provenance;
    if (!table || provenance?.tool !== 'queryMetrics' || !provenance.query) continue;
    const { period, ...rest } = provenance.query;
    const [metric] = rest.metrics;
    // The second result about the same measure is the picture beside the first.
    const isContext = texts.length > 0 && metric === subject;
    subject ??= metric;
    if (isContext) continue;
    const frame: Frame = { query: { ...rest, ...(period ? { period } : {}) }, isSuperlative: rest.limit === 1, notes: [] };
    texts.push(
      isEmptyTable(table)
        ? `There is no data in ${provenance.periodLabel}.`
        : wordAnswer(
            frame,
            { tables: [toSeen(table)], gaps: provenance.gaps, period: provenance.periodLabel },
            { language: languageOf('en'), locale },
          ),
    );
  }
  return texts.join('\n\n');
}
