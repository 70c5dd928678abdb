import type { Cell, Column, Provenance, Table } from '@/core/artifact/artifact';

/** What a text is checked against. */
export interface Evidence {
  /** Tables of every result of the turn, also those not shown. */
  tables: readonly Table[];
  provenance: readonly Provenance[];
  kind: 'answer' | 'clarify' | 'refusal';
  question: string;
  locale: string;
  /** Today's date in the zone of the shop. */
  today: string;
  /** ISO weekday weeks begin on. */
  weekStart: number;
  /** The model's instructions: an answer that recites them is no answer. */
  instructions: string;
  /** Names of the shop's data, by dimension, that may be in no result of this turn. */
  names: readonly { dimension: string; value: string }[];
}

/** A cell of a result, with everything that tells what it means. */
export interface Figure {
  table: Table;
  row: number | 'total';
  column: Column;
  value: Cell;
  provenance: Provenance | undefined;
}

/** A stretch of a sentence. */
export interface Span {
  start: number;
  end: number;
}

/** A figure in a sentence: a reference to one cell, or a number that some cells could stand for. */
export interface Claim extends Span {
  kind: 'reference' | 'number';
  text: string;
  cells: Figure[];
}

/** What a model did wrong, in words it can act on. Offsets are those of the text checked. */
export interface Finding extends Span {
  rule: string;
  text: string;
  problem: string;
}

/** Everything the rules look at, read once. */
export interface Statement {
  /** Offset of the sentence in the text. */
  offset: number;
  /** The sentence as written. */
  text: string;
  /** The same length: references and emphasis are blanks. */
  plain: string;
  claims: Claim[];
  numbers: NumberMention[];
  members: MemberMention[];
  times: TimeMention[];
  measures: MeasureMention[];
}

/** A number as written. */
export interface NumberMention extends Span {
  text: string;
  value: number;
  /** Half of the last digit written: what rounding may have taken away. */
  tolerance: number;
  isPercent: boolean;
  /** Currencies the mark or word can stand for; null: none was written. */
  currencies: readonly string[] | null;
  /** Time unit written after it. */
  unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' | null;
  isNegative: boolean;
  /** How it was said: digits, a word ("twelve"), or a part ("half", "doubled"). */
  form: 'digits' | 'word' | 'part' | 'multiple';
}

/** A value of a dimension named in a sentence. */
export interface MemberMention extends Span {
  text: string;
  /** What it can be: a label may be a value of several dimensions. */
  values: { dimension: string; value: string; isInResult: boolean }[];
  /** "ahead of RJ", "than RJ": compared with, not spoken of. */
  isObject: boolean;
  /** "without RJ". */
  isExcluded: boolean;
}

/** Days meant by a date, month, year or "last month": one span for each way to read it. */
export interface TimeMention extends Span {
  text: string;
  spans: { from: string; to: string }[];
  grain: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'range';
  /** "until June 30", "than in May": not the days the figure is about. */
  isAside: boolean;
  /** "Early 2018": some part of it, no days that could be compared. */
  isLoose: boolean;
}

/** A measure named in a sentence. */
export interface MeasureMention extends Span {
  text: string;
  metrics: readonly string[];
  /** A thing that is counted ("orders"): it may stand after a number. */
  isNoun: boolean;
}

/** One kind of mistake. Rules are pure: the same sentence and evidence give the same findings. */
export interface Rule {
  id: string;
  check(statement: Statement, evidence: Evidence): Finding[];
}

/** A finding about a stretch of a statement. */
export function found(statement: Statement, span: Span, rule: string, problem: string): Finding {
  return {
    rule,
    start: statement.offset + span.start,
    end: statement.offset + span.end,
    text: statement.text.slice(span.start, span.end),
    problem,
  };
}
