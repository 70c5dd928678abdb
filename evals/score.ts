import type { AskResult } from '@/cli/ask';
import { goldContributions, goldNumber, goldParts, goldRequest, goldTable, type EvalCase } from './case';
import { candidates, hasPart, hasTable, isClose, saysValue, statedValues } from './match';

/** exact: the gold answer; clarify and refuse: said so instead of answering; wrong: something else, stated as fact. */
export type Verdict = 'exact' | 'clarify' | 'refuse' | 'wrong';

export interface Score {
  verdict: Verdict;
  /** True when the case wanted this. */
  isRight: boolean;
  reason: string;
}

/**
 * Score an answer against a case. Strict: a value must be the answer's own (the only row, or the total) and be stated in
 * the sentence; a table must have the gold rows and no others; a question back needs options to choose from.
 */
export function scoreAnswer(evalCase: EvalCase, answer: AskResult): Score {
  const unsaid = wrongWords(evalCase, answer.text);
  if (answer.status === 'clarify') {
    const isRight = evalCase.kind === 'clarify' && (answer.artifact.options.length > 1 || evalCase.orRefuse === true);
    return { verdict: 'clarify', isRight, reason: isRight ? '' : `asked back: ${answer.text.slice(0, 120)}` };
  }
  if (answer.status === 'refused') {
    const isRight = mayRefuse(evalCase) && unsaid === null;
    return { verdict: 'refuse', isRight, reason: isRight ? '' : `${unsaid ?? 'refused'}: ${answer.text.slice(0, 160)}` };
  }
  const problem = unsaid ?? problemOf(evalCase, answer) ?? chartProblem(evalCase, answer);
  return { verdict: problem === null ? 'exact' : 'wrong', isRight: problem === null, reason: problem ?? '' };
}

const mayRefuse = ({ kind, orRefuse }: EvalCase): boolean =>
  kind === 'unanswerable' || kind === 'refuse_then_value' || (kind === 'clarify' && orRefuse === true);

/** What the text must say and does not, or says and must not. */
function wrongWords({ mustSay = [], mustNotSay = [] }: EvalCase, text: string): string | null {
  const missing = mustSay.find((pattern) => !new RegExp(pattern, 'i').test(text));
  if (missing !== undefined) return `does not say /${missing}/`;
  const banned = mustNotSay.find((pattern) => new RegExp(pattern, 'i').test(text));
  return banned === undefined ? null : `says /${banned}/`;
}

/** What is wrong with an answer that was given; null when it is right. */
function problemOf(evalCase: EvalCase, answer: AskResult): string | null {
  switch (evalCase.kind) {
    case 'unanswerable':
      return `answered what cannot be answered: ${answer.text.slice(0, 120)}`;
    case 'clarify':
      return namesReading(evalCase, answer.text) ? null : `took a reading without saying so: ${answer.text.slice(0, 120)}`;
    case 'value':
    case 'refuse_then_value':
      return valueProblem(evalCase, answer);
    case 'table':
      return tableProblem(evalCase, answer);
    case 'several':
      return severalProblem(evalCase, answer);
    case 'why':
      return whyProblem(evalCase, answer);
    case 'advice':
      return adviceProblem(evalCase);
    case 'request':
      return requestProblem(evalCase, answer);
  }
}

/** A reading is named by the words the case asks for (checked before), else by the measure it goes by. */
function namesReading({ mustSay }: EvalCase, text: string): boolean {
  return mustSay !== undefined || /\bby (units|revenue|sales|net sales|orders|rating|average)\b|\bmeasured?\b/i.test(text);
}

/** The value must be in the only row, or in the totals, and the sentence must state it. */
function valueProblem(evalCase: EvalCase, { artifact, text }: AskResult): string | null {
  const gold = goldNumber(evalCase.gold);
  const rows = artifact.tables.flatMap((table) => {
    const row = table.rows.length === 1 ? table.rows[0] : table.totals;
    return row ? [candidates(table, row)] : [];
  });
  if (rows.length === 0) return `wanted ${gold}, got no single value: ${text.slice(0, 120)}`;
  if (!rows.flat().some((value) => isClose(value, gold, evalCase))) return `wanted ${gold}, got ${rows.flat().join(', ')}`;
  return saysValue(artifact, gold, evalCase) ? null : `holds ${gold}, but does not state it: ${text.slice(0, 120)}`;
}

function tableProblem(evalCase: EvalCase, { artifact }: AskResult): string | null {
  const gold = goldTable(evalCase.gold);
  if (hasTable(artifact, gold, evalCase)) return null;
  const shown = artifact.tables[0]?.rows.slice(0, 3).map((row) => Object.values(row).join('|'));
  return `wanted ${JSON.stringify(gold.slice(0, 3))} (${gold.length} rows), got ${shown?.join(' ; ') ?? 'no table'} (${artifact.tables[0]?.rows.length ?? 0} rows)`;
}

/** Every part must be answered. */
function severalProblem(evalCase: EvalCase, { artifact, text }: AskResult): string | null {
  const open = goldParts(evalCase.gold).filter((part) => !hasPart(artifact, part));
  return open.length === 0
    ? null
    : `${open.length} parts are not answered, first ${JSON.stringify(open[0]?.gold).slice(0, 120)}: ${text.slice(0, 120)}`;
}

/** What is to be done must be asked for with everything that was said, and wait: nothing is done by itself. */
function requestProblem(evalCase: EvalCase, { toolCalls, text }: AskResult): string | null {
  const { tool, input } = goldRequest(evalCase.gold);
  const calls = toolCalls.filter((call) => call.tool === tool);
  if (!calls.some((call) => holds(call.input, input)))
    return `wanted ${tool} ${JSON.stringify(input)}, got ${JSON.stringify(toolCalls).slice(0, 300)}`;
  return /waits for your approval/.test(text) ? null : `does not wait: ${text.slice(0, 120)}`;
}

/** Whether a value has all that is wanted of it. */
function holds(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(wanted) && (!Array.isArray(value) || value.length !== wanted.length)) return false;
  return Object.entries(wanted).every(([key, part]) => holds((value as Record<string, unknown>)[key], part));
}

/** In one dimension, the text must name the leading contributor and the sentence must state its change. */
function whyProblem(evalCase: EvalCase, { artifact, text }: AskResult): string | null {
  const plain = (words: string): string => words.toLowerCase().replaceAll('_', ' ');
  const contributions = goldContributions(evalCase.gold);
  const isNamed = contributions.some(
    ({ leader, change }) =>
      leader.split('|').some((name) => plain(text).includes(plain(name))) &&
      statedValues(artifact).some((value) => isClose(Math.abs(value), Math.abs(change), evalCase)),
  );
  if (isNamed) return null;
  const wanted = contributions.map(({ leader, change }) => `${leader} ${change}`).join(' or ');
  return `wanted ${wanted}, got ${text.slice(0, 160)}`;
}

/** What advice must say was checked before: names and figures computed outside of ShopIQ. A case without any proves nothing. */
const adviceProblem = ({ id, mustSay = [] }: EvalCase): string | null =>
  mustSay.length > 0 ? null : `case ${id} does not say what it wants`;

function chartProblem({ chart }: EvalCase, { artifact }: AskResult): string | null {
  if (chart === undefined || artifact.charts.some((drawn) => drawn.kind === chart)) return null;
  return `wanted a ${chart} chart, got ${artifact.charts.map((drawn) => drawn.kind).join(', ') || 'none'}`;
}
