import { daysInclusive } from '@/core/model/calendar';
import { DIMENSIONS } from '@/core/dimensions/registry';
import type { Evidence, NumberMention, Statement } from './contract';
import { isCalled } from './measures';
import { findNumerals } from './numerals';
import { findNumberWords } from './number-words';
import { groupPattern } from './rules/whole-matches';

/** Before a threshold: "over 1,000 orders". */
export const COMPARATOR =
  /\b(?:(more than|over|above|at least|exceed(?:s|ed|ing)?|past|upwards of|greater than|higher than|beyond|a minimum of|passed)|(less than|under|below|at most|up to|fewer than|lower than|no more than|within|short of|a maximum of))\s(?:the\s|a\s|your\s)?(?:target\s|goal\s|threshold\s)?(?:of\s)?$/i;
const RANKED =
  /\b(?:top|first|last|best|worst|bottom|leading|next|largest|biggest|highest|lowest|smallest|previous|past|other|these|those|the)\s(?:\w+\s)?$/i;
const LASTING =
  /\b(?:last|past|previous|next|first|over|in|these|those|for|within|every|per|of|all|the|recent|following|preceding)\s(?:the\s|(?:last|past|previous|next|first)\s)?$/i;

/**
 * Numbers that state no figure: list marks, "top 10", "the last 30 days", numbers of names, thresholds of the query,
 * counts of the rows shown, small words ("two things").
 */
export function isAllowed(number: NumberMention, statement: Statement, evidence: Evidence): boolean {
  const before = statement.plain.slice(Math.max(0, number.start - 60), number.start);
  const after = statement.plain.slice(number.end, number.end + 40);
  const isBare = !number.isPercent && number.currencies === null && number.form !== 'part' && number.form !== 'multiple';
  if (isBare && number.unit === null) {
    if (/^\s*(?:[-•]\s*)?$/.test(before) && number.start < 4 && /^[.)]\s/.test(after)) return true;
    if (isNameNumber(number, statement, evidence)) return true;
    if (isScale(number, { before, after, evidence })) return true;
    if (RANKED.test(before) && isSmallCount(number) && !isGroupNoun(after) && !isCountNoun(after)) return true;
    if (/\b(?:top|best|worst|bottom|leading)\s(?:\w+\s)?$/i.test(before) && isSmallCount(number)) return true;
    if (isRowCount(number, { after, evidence }) || isRest(number, { after, statement, evidence })) return true;
    if (number.form === 'word' && number.value <= 12 && !isCountNoun(after) && !isGroupNoun(after)) return true;
    if (number.form === 'word' && number.value === 1 && !/^\s(?:orders?|customers?|units?)\b/i.test(after)) return true;
  }
  if (number.unit !== null && isBare && LASTING.test(before)) {
    const isOffer = statement.claims.every((claim) => claim.cells.length === 0 || claim.start === number.start);
    if (isLength(number, evidence) || (isOffer && /\b(?:last|past|previous|next)\s$/i.test(before))) return true;
  }
  return isCondition(number, { before, evidence }) || isAskedNumber(number, { before, statement, evidence });
}

const isSmallCount = (number: NumberMention): boolean => Number.isInteger(number.value) && number.value <= 1000;
const COUNT_NOUN =
  /^\s(?:[\p{L}-]+\s){0,2}?(?:orders?|units?|items?|pieces?|customers?|buyers?|shoppers?|reviews?|deliver\w+|shipments?|parcels?|payments?|returns?|refunds?|cancell?ations?|sales?)(?![\p{L}])/iu;
const isCountNoun = (after: string): boolean => COUNT_NOUN.test(after);
const GROUP_NOUNS = new RegExp(
  `^\\s(?:[\\p{L}-]+\\s){0,2}?(?:${DIMENSIONS.flatMap((dimension) => [dimension.title, ...dimension.synonyms])
    .map((word) => word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .sort((a, b) => b.length - a.length)
    .join('|')})(?:e?s)?(?![\\p{L}])`,
  'iu',
);
const isGroupNoun = (after: string): boolean => GROUP_NOUNS.test(after);

/** Digits that stand in a name, definition or gap, beside the same word: "12 oz", "fewer than 30 records". */
function isNameNumber(number: NumberMention, { plain }: Statement, evidence: Evidence): boolean {
  const digits = number.text.replace(/[^\d.]/g, '').replace(/\.$/, '');
  if (digits === '') return false;
  const [, next = ''] = /^[\s-]*([\p{L}]+)/u.exec(plain.slice(number.end, number.end + 40)) ?? [];
  const [, last = ''] = /([\p{L}]+)[\s,#≥≤-]*$/u.exec(plain.slice(Math.max(0, number.start - 40), number.start)) ?? [];
  const isNext = next === '' ? null : new RegExp(`^[\\s-]*${next}(?![\\p{L}])`, 'iu');
  const isLast = last.length <= 2 ? null : new RegExp(`(?<![\\p{L}])${last}[\\s,#≥≤-]*$`, 'iu');
  const isIn = (text: string): boolean =>
    [...text.matchAll(/\d+(?:\.\d+)?/g)].some(
      (match) =>
        match[0] === digits &&
        (isNext?.test(text.slice(match.index + digits.length, match.index + digits.length + 40)) === true ||
          isLast?.test(text.slice(Math.max(0, match.index - 40), match.index)) === true),
    );
  // A code that was asked for ("order 12345") is a name, not a figure.
  const isCode =
    /\b(?:order|sku|product|item|number|no|code|id|invoice)$/i.test(last) && evidence.question.includes(digits) && digits.length > 2;
  return isCode || textsOf(evidence).some((text) => text.includes(digits) && isIn(text));
}

const texts = new WeakMap<Evidence['tables'], string[]>();

/** Titles, labels, names, gaps and definitions of the results. Read once: every number is looked up in them. */
function textsOf({ tables, provenance }: Evidence): string[] {
  let known = texts.get(tables);
  if (!known) {
    known = [
      ...tables.flatMap((table) => [table.title, ...table.columns.map((column) => column.label), ...namesOf(table)]),
      ...provenance.flatMap((entry) => [...entry.gaps, ...entry.definitions.flatMap((definition) => [definition.text, definition.title])]),
    ];
    texts.set(tables, known);
  }
  return known;
}

function namesOf(table: Evidence['tables'][number]): string[] {
  const columns = table.columns.filter((column) => column.type === 'string' || column.role === 'dimension');
  return table.rows.flatMap((row) => columns.flatMap((column) => (typeof row[column.id] === 'string' ? [String(row[column.id])] : [])));
}

/** "4.6 of 5", "5 stars", "3 installments", hour "14": values of a dimension that are numbers, and the scale of scores. */
function isScale(number: NumberMention, { before, after, evidence }: { before: string; after: string; evidence: Evidence }): boolean {
  const hasScores = evidence.tables.some((table) => table.columns.some((column) => column.unit === 'score' || column.id === 'reviewScore'));
  if (
    hasScores &&
    (number.value === 5 || number.value === 1) &&
    (/\b(?:out of|of|to|from)\s$/i.test(before) || /^[\s-]stars?\b/i.test(after))
  )
    return true;
  return evidence.tables.some((table) =>
    table.columns.some(
      (column) =>
        column.role === 'dimension' &&
        table.rows.some((row) => typeof row[column.id] === 'number' && row[column.id] === number.value) &&
        (column.id !== 'reviewScore' || /^[\s-]stars?\b/i.test(after) || !isCountNoun(after)),
    ),
  );
}

/** "Both marketplaces", "12 months": as many as the result has, or as many as it has in all. */
function isRowCount(number: NumberMention, { after, evidence }: { after: string; evidence: Evidence }): boolean {
  if (!Number.isInteger(number.value)) return false;
  return evidence.tables.some((table) => {
    const group = groupPattern(table);
    if (group === null || !new RegExp(`^[\\s-](?:[\\p{L}-]+\\s){0,2}?${group}(?![\\p{L}])`, 'iu').test(after)) return false;
    const keys = table.columns.filter((column) => column.role === 'dimension' || column.role === 'time');
    const counts = keys.map((key) => new Set(table.rows.map((row) => row[key.id])).size);
    return table.totalRows === number.value || (table.rows.length === number.value && table.complete) || counts.includes(number.value);
  });
}

/** "80 in all", "and 2 more": how many there are, with or without those named. */
function isRest(
  number: NumberMention,
  { after, statement, evidence }: { after: string; statement: Statement; evidence: Evidence },
): boolean {
  const isAll = /^\s(?:in all|in total|altogether|overall)\b/i.test(after);
  if (!isAll && !/^\s(?:more|others?)\b(?!\sthan)/i.test(after)) return false;
  const named = new Set(statement.members.filter((mention) => !mention.isExcluded).map((mention) => mention.text.toLowerCase())).size;
  return evidence.tables.some((table) => {
    const keys = table.columns.filter((column) => column.role === 'dimension' || column.role === 'time');
    const counts = [table.totalRows, ...keys.map((key) => new Set(table.rows.map((row) => row[key.id])).size)];
    return keys.length > 0 && counts.some((count) => (isAll ? count : count - named) === number.value);
  });
}

const DAYS = { second: 0, minute: 0, hour: 0, day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.25 } as const;

/** As long as the period of a result, as many as its time buckets, or the length that was asked for. */
function isLength(number: NumberMention, evidence: Evidence): boolean {
  const { unit } = number;
  if (unit === null) return false;
  if (
    [...findNumerals(evidence.question, evidence.locale), ...findNumberWords(evidence.question, evidence.locale)].some(
      (asked) => asked.unit === unit && asked.value === number.value,
    )
  )
    return true;
  const lengths = evidence.provenance.flatMap((entry) =>
    [entry.period, entry.comparison].flatMap((span) => (span ? [daysInclusive(span.from, span.to) / (DAYS[unit] || Infinity)] : [])),
  );
  const buckets = evidence.tables
    .filter((table) => table.columns.some((column) => column.role === 'time' && column.grain === unit))
    .map((table) => table.rows.length);
  return lengths.some((length) => Math.abs(length - number.value) < 0.5) || buckets.includes(number.value);
}

/** A threshold, limit or value of the query itself. */
function isCondition(number: NumberMention, { before, evidence }: { before: string; evidence: Evidence }): boolean {
  return evidence.provenance.some(({ query }) => {
    if (!query) return false;
    const isThreshold =
      COMPARATOR.test(before) &&
      query.having.some(
        (having) => having.value === number.value || (number.isPercent && Math.abs(Number(having.value) * 100 - number.value) < 1e-9),
      );
    const isWindow = query.transforms.some(
      (transform) => transform.kind === 'movingAverage' && transform.window === number.value && number.unit !== null,
    );
    const isFilter = query.filters.some((filter) => filter.values.some((value) => typeof value === 'number' && value === number.value));
    return isThreshold || isWindow || isFilter;
  });
}

const DENIED =
  /\b(?:not|no|never|n't|rather than|instead of|asked (?:about|for|whether|if)|you mentioned|nothing (?:in|for|on)|find|found|called|named|order)\s(?:[\p{L}'’-]+\s){0,2}$/iu;

/** A number of the question may be repeated as a threshold that holds, or to say that it is not so; never as a result. */
function isAskedNumber(
  number: NumberMention,
  { before, statement, evidence }: { before: string; statement: Statement; evidence: Evidence },
): boolean {
  const asked = [...findNumerals(evidence.question, evidence.locale), ...findNumberWords(evidence.question, evidence.locale)];
  if (!asked.some((other) => other.value === number.value && other.isPercent === number.isPercent)) return false;
  if (DENIED.test(before)) return true;
  const comparator = COMPARATOR.exec(before);
  if (!comparator)
    return (
      evidence.kind === 'refusal' &&
      /\b(?:no|not|cannot|can't|nothing|n't|without)\b/i.test(statement.plain) &&
      number.currencies === null &&
      !number.isPercent
    );
  const isAbove = comparator[1] !== undefined;
  const { measures } = statement;
  const isNamed = (column: { id: string; source?: string | undefined }): boolean =>
    measures.length === 0 || measures.some((mention) => isCalled(column.source ?? column.id, mention));
  const cells = statement.claims.flatMap((claim) => (claim.start === number.start ? [] : claim.cells));
  const rows =
    cells.length > 0
      ? cells.map((cell) => cell.value)
      : evidence.tables.flatMap((table) =>
          table.rows.flatMap((row) =>
            table.columns
              .filter((column) => (column.unit === 'ratio') === number.isPercent && column.role === 'metric' && isNamed(column))
              .map((column) => row[column.id] ?? null),
          ),
        );
  const values = rows.filter((value) => typeof value === 'number').map((value) => (number.isPercent ? value * 100 : value));
  const isDenied = /\b(?:no|none|not|never|nobody|neither)\b|n't\b/i.test(statement.plain.slice(0, number.start));
  if (values.length === 0) return evidence.kind !== 'answer' || isDenied;
  return isDenied || values.some((value) => (isAbove ? value >= number.value : value <= number.value));
}
