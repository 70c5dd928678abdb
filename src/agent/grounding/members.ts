import type { Provenance, Table } from '@/core/artifact/artifact';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Evidence, Figure, MemberMention } from './contract';

interface Label {
  words: string[];
  /** Short codes ("SP", "OR") count only when written so: "or" is a word. */
  isExact: boolean;
  values: MemberMention['values'];
}

/** Names of the data by their first word. */
export type MemberIndex = ReadonlyMap<string, Label[]>;

const WORD = /[\p{L}\p{N}]+/gu;
const wordsOf = (text: string): string[] => [...text.matchAll(WORD)].map((match) => match[0]);

const normals = new Map<string, string>();
/** Names kept in their plain form; more than any result has. */
const MOST_NORMALS = 20_000;

/** Words of a name in small letters. */
function normal(name: string): string {
  let plain = normals.get(name);
  if (plain === undefined) {
    if (normals.size >= MOST_NORMALS) normals.clear();
    plain = wordsOf(name).join(' ').toLowerCase();
    normals.set(name, plain);
  }
  return plain;
}

export const sameName = (a: string, b: string): boolean => a === b || normal(a) === normal(b);

/** Dimension columns of a table that hold names. */
export function nameColumns(table: Table): Table['columns'] {
  return table.columns.filter((column) => column.role === 'dimension' && column.type === 'string');
}

export const dimensionOf = (column: { id: string; source?: string | undefined }): string => column.source ?? column.id;

/** Values a table is restricted to, by dimension, as people read them. */
export function filteredTo(provenance: Provenance | undefined, dimension: string): string[] {
  return (provenance?.query?.filters ?? [])
    .filter((filter) => filter.dimension === dimension && filter.op === 'in')
    .flatMap((filter) => filter.values.map((value) => (dimension === 'marketplace' ? marketplaceName(String(value)) : String(value))));
}

/** Every name in the results, their filters and the shop's data. */
export function indexMembers(evidence: Evidence): MemberIndex {
  const index = new Map<string, Label[]>();
  const labels = new Map<string, Label>();
  const add = (dimension: string, value: string, isInResult: boolean): void => {
    const words = wordsOf(value);
    const [first] = words;
    if (first === undefined) return;
    const name = words.join(' ').toLowerCase();
    const same = labels.get(name);
    if (same) {
      if (!same.values.some((entry) => entry.dimension === dimension)) same.values.push({ dimension, value, isInResult });
      return;
    }
    const isCode = value.length <= 3 && value === value.toUpperCase();
    const label: Label = { words, isExact: !isInResult || isCode, values: [{ dimension, value, isInResult }] };
    labels.set(name, label);
    const list = index.get(first.toLowerCase());
    if (list) list.push(label);
    else index.set(first.toLowerCase(), [label]);
  };
  for (const table of evidence.tables)
    for (const column of nameColumns(table))
      for (const row of table.rows) {
        const value = row[column.id];
        if (typeof value === 'string') add(dimensionOf(column), value, true);
      }
  for (const provenance of evidence.provenance) {
    for (const filter of provenance.query?.filters ?? [])
      for (const value of filteredTo(provenance, filter.dimension)) add(filter.dimension, value, true);
    for (const source of provenance.freshness) {
      add('marketplace', source.marketplace, false);
      add('connection', source.connection, false);
    }
  }
  // Names written small ("mugs", "card") are words as well: they count only where a result holds them.
  for (const { dimension, value } of evidence.names) if (/\p{Lu}/u.test(value)) add(dimension, value, false);
  for (const list of index.values()) list.sort((a, b) => b.words.length - a.words.length);
  return index;
}

const OBJECT_BEFORE =
  /\b(?:ahead of|than(?: (?:in|on|for))?|over|beats?|beating|before|above|compared (?:with|to)|versus|vs\.?|unlike|after|behind|below|outsold|outsells|exceeds?|trails?|against|as (?:much|many) as|the (?:level|size|amount) of)\s+(?:the\s)?$/i;
const EXCLUDED_BEFORE =
  /\b(?:exclud(?:ing|es?)|except(?: for)?|without|outside(?: of)?|other than|apart from|not|besides|aside from)\s+(?:the\s)?$/i;

/** Names of the data in a sentence, the longest first. */
export function findMembers(plain: string, index: MemberIndex): MemberMention[] {
  const tokens = [...plain.matchAll(WORD)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
  const mentions: MemberMention[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const label = index.get(tokens[at]?.text.toLowerCase() ?? '')?.find((candidate) => isHere(candidate, tokens, { at, plain }));
    if (!label) continue;
    const last = tokens[at + label.words.length - 1];
    const start = tokens[at]?.start ?? 0;
    const before = plain.slice(Math.max(0, start - 40), start);
    const isFirst = label.values.some((value) => value.isInResult);
    mentions.push({
      start,
      end: last?.end ?? start,
      text: plain.slice(start, last?.end),
      values: label.values.filter((value) => value.isInResult === isFirst),
      isObject: OBJECT_BEFORE.test(before),
      isExcluded: EXCLUDED_BEFORE.test(before),
    });
    at += label.words.length - 1;
  }
  return mentions;
}

type Token = { text: string; start: number; end: number };

function isHere(label: Label, tokens: readonly Token[], place: { at: number; plain: string }): boolean {
  return label.words.every((word, offset) => {
    const token = tokens[place.at + offset];
    if (!token) return false;
    if (offset > 0) {
      // A name does not run across the end of a clause or a figure.
      const between = place.plain.slice(tokens[place.at + offset - 1]?.end, token.start);
      if (between.length > 4 || /[\ufffc\n]/.test(between)) return false;
    }
    return label.isExact ? token.text === word : token.text.toLowerCase() === word.toLowerCase();
  });
}

/** Whether a row is about a named value: true, false, or null when its table says nothing about the dimension. */
export function isAbout(figure: Figure, named: { dimension: string; value: string }): boolean | null {
  const column = nameColumns(figure.table).find((candidate) => dimensionOf(candidate) === named.dimension);
  if (column && figure.row !== 'total') {
    const value = figure.table.rows[figure.row]?.[column.id];
    return typeof value === 'string' && sameName(value, named.value);
  }
  const filter = filteredTo(figure.provenance, named.dimension);
  return filter.length > 0 ? filter.some((value) => sameName(value, named.value)) : null;
}
