// How eval cases are written down, and the arithmetic of their gold answers: plain loops over rows.

/** Tolerances by unit: money within a thousandth, counts exactly, percentages within 0.05 points. */
const UNITS = {
  money: { digits: 2, tolerance: { rel: 0.001 } },
  count: { digits: 0, tolerance: { abs: 0 } },
  pct: { digits: 2, tolerance: { abs: 0.05 } },
  days: { digits: 3, tolerance: { abs: 0.02 } },
  score: { digits: 4, tolerance: { abs: 0.005 } },
  num: { digits: 4, tolerance: { rel: 0.001 } },
};

export function round(value, digits) {
  if (!Number.isFinite(value)) throw new Error(`Not a number: ${value}`);
  return Math.round((value + Math.sign(value) * 1e-9) * 10 ** digits) / 10 ** digits + 0;
}

const rounded = (value, unit) => (typeof value === 'number' ? round(value, UNITS[unit].digits) : value);

/** One number. */
export function one(data, question, gold, { unit, def, ...rest }) {
  return { data, question, kind: 'value', definition: def, gold: rounded(gold, unit), tolerance: UNITS[unit].tolerance, ...rest };
}

/** A table: the key, then the values. `unit` is one for all value columns or a list. `any`: rows in any order. */
export function rows(data, question, gold, { unit, def, cols, any, ...rest }) {
  const units = [unit].flat();
  const unitAt = (index) => units[Math.min(index, units.length - 1)];
  const table = gold.map(([key, ...values]) => [key, ...values.map((value, index) => rounded(value, unitAt(index)))]);
  const tolerance = units.length === 1 ? UNITS[units[0]].tolerance : units.map((each) => UNITS[each].tolerance);
  return {
    data,
    question,
    kind: 'table',
    definition: def,
    gold: table,
    tolerance,
    columns: cols,
    ...(any ? { anyOrder: true } : {}),
    ...rest,
  };
}

/** Several asks in one sentence: every part must be answered. Parts are made with `one` and `rows` (their question is ignored). */
export function several(data, question, parts, { def, ...rest }) {
  const gold = parts.map(({ kind, gold: wanted, tolerance, anyOrder, looseKeys }) => ({
    kind,
    gold: wanted,
    tolerance,
    ...(anyOrder ? { anyOrder } : {}),
    ...(looseKeys ? { looseKeys } : {}),
  }));
  return { data, question, kind: 'several', definition: def, gold, tolerance: null, ...rest };
}

/** Two readings differ, or the question lacks something: ask, or say in words which reading was taken (`says`). */
export function asks(data, question, def, { says, ...rest } = {}) {
  return { data, question, kind: 'clarify', definition: def, gold: null, tolerance: null, ...(says ? { mustSay: [says] } : {}), ...rest };
}

/** The data cannot answer it, or a question may not do it: refuse, and invent nothing. */
export function never(data, question, def, { says, notSays, ...rest } = {}) {
  return {
    data,
    question,
    kind: 'unanswerable',
    definition: def,
    gold: null,
    tolerance: null,
    ...(says ? { mustSay: [says] } : {}),
    ...(notSays ? { mustNotSay: [notSays] } : {}),
    ...rest,
  };
}

/** What drove a change: in any of the dimensions given, the value with the largest contribution and its change. */
export function why(data, question, contributions, { def, unit = 'money', ...rest }) {
  const gold = contributions.map(({ dimension, leader, change }) => ({ dimension, leader, change: rounded(change, unit) }));
  return { data, question, kind: 'why', definition: def, gold, tolerance: { rel: 0.001 }, ...rest };
}

export function sum(list, valueOf) {
  let total = 0;
  for (const entry of list) total += valueOf(entry);
  return total;
}

export const mean = (list, valueOf) => sum(list, valueOf) / list.length;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function distinct(list, keyOf) {
  const seen = new Set();
  for (const entry of list) {
    const key = keyOf(entry);
    if (key !== null && key !== undefined && key !== '') seen.add(key);
  }
  return seen.size;
}

/** Put every entry under its key; entries whose key is null belong nowhere. A list of keys puts it under each once. */
export function group(list, keyOf) {
  const groups = new Map();
  for (const entry of list) {
    for (const key of new Set([keyOf(entry)].flat())) {
      if (key === null || key === undefined) continue;
      const members = groups.get(key);
      if (members) members.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return groups;
}

/** Rows [key, ...values] of a grouping in the order of the keys. */
export function by(list, keyOf, ...measures) {
  return [...group(list, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, members]) => [key, ...measures.map((measure) => measure(members))]);
}

/** The first rows of a ranking by a column; the last place may not tie with the next, or the question has no one answer. */
export function top(table, count, column = 1) {
  return ranked(
    [...table].sort((a, b) => b[column] - a[column]),
    count,
    column,
  );
}

export function bottom(table, count, column = 1) {
  return ranked(
    [...table].sort((a, b) => a[column] - b[column]),
    count,
    column,
  );
}

function ranked(sorted, count, column) {
  const next = sorted[count];
  if (next && Math.abs(next[column] - sorted[count - 1][column]) < 1e-6)
    throw new Error(`A tie at place ${count}: ${JSON.stringify(sorted.slice(0, count + 1))}`);
  for (let place = 1; place < Math.min(count, sorted.length); place += 1)
    if (Math.abs(sorted[place][column] - sorted[place - 1][column]) < 1e-6)
      throw new Error(`A tie inside: ${JSON.stringify(sorted.slice(0, count))}`);
  return sorted.slice(0, count);
}

export const desc = (table, column = 1) => top(table, table.length, column);
export const pick = (table, keys) => keys.map((key) => table.find((row) => row[0] === key) ?? fail(`No row ${key}`));
export const pct = (part, whole) => (part / whole) * 100;
export const change = (before, after) => ((after - before) / before) * 100;
/** Each row's share of the sum of its column, in percent, after the value. */
export function withShare(table, total = sum(table, (row) => row[1])) {
  return table.map(([key, value]) => [key, value, pct(value, total)]);
}
export const shares = (table, total) => withShare(table, total).map(([key, , share]) => [key, share]);

/** The largest fall (or rise) between two sets of rows by a key, as [key, change]. */
export function changes(before, after, keyOf, measure) {
  const first = new Map(by(before, keyOf, measure));
  const second = new Map(by(after, keyOf, measure));
  return [...new Set([...first.keys(), ...second.keys()])].map((key) => [key, (second.get(key) ?? 0) - (first.get(key) ?? 0)]);
}

/** The value of each dimension that fell (direction -1) or rose (1) the most. */
export function leaders(before, after, dimensions, { measure, direction }) {
  return Object.entries(dimensions).map(([dimension, keyOf]) => {
    const table = changes(before, after, keyOf, measure);
    const [[leader, amount]] = direction < 0 ? bottom(table, 1) : top(table, 1);
    return { dimension, leader, change: amount };
  });
}

/** How many of the greatest it takes to reach a share of the whole. */
export function paretoCount(table, share) {
  const sorted = [...table].sort((a, b) => b[1] - a[1]);
  const total = sum(sorted, (row) => row[1]);
  let running = 0;
  for (const [index, row] of sorted.entries()) {
    running += row[1];
    if (running >= total * share - 1e-6) return index + 1;
  }
  return sorted.length;
}

/** Share of the whole that the greatest `portion` of the groups bring (their number rounded up), in percent. */
export function paretoShare(table, portion) {
  const sorted = [...table].sort((a, b) => b[1] - a[1]);
  const count = Math.ceil(sorted.length * portion - 1e-9);
  return pct(
    sum(sorted.slice(0, count), (row) => row[1]),
    sum(sorted, (row) => row[1]),
  );
}

export const inside = (from, to) => (entry) => entry.day >= from && entry.day <= to;
export const partOfDay = (hour) => (hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening');
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekdays = new Map();
/** Everything a local time "YYYY-MM-DD HH:MM:SS" says. */
export function clock(local) {
  const day = local.slice(0, 10);
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  let weekday = weekdays.get(day);
  if (!weekday) weekdays.set(day, (weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]));
  return {
    at: local,
    day,
    month: day.slice(0, 7),
    quarter: `${year}-Q${Math.ceil(month / 3)}`,
    year,
    hour: Number(local.slice(11, 13)),
    weekday,
    isWeekend: weekday === 'Saturday' || weekday === 'Sunday',
  };
}
export const seconds = (local) => Date.parse(`${local.replace(' ', 'T')}Z`) / 1000;
export const daysBetween = (from, to) => (seconds(to) - seconds(from)) / 86_400;

/** Orders of each person in the order of time (ties by id). */
export function histories(orders) {
  const people = group(orders, (order) => order.person);
  for (const list of people.values()) list.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  return people;
}

function fail(message) {
  throw new Error(message);
}

/** A part of several asks: its question is that of the whole. */
export const part = (gold, unit, rest = {}) => one('', '', gold, { unit, def: '', ...rest });
export const partRows = (gold, unit, rest = {}) => rows('', '', gold, { unit, def: '', ...rest });
/** What an answer to a question without a measure must name: one of them. */
export const MEASURE = 'revenue|net sales|gross sales|sales of|units|orders|rating|review score';
/** What a refusal must not claim to have done. */
export const DONE =
  'have been (deleted|removed|changed|updated|cancel|sent|marked)|\\bdone\\b|successfully|i (have )?(deleted|removed|changed|sent|updated|marked)';
/** Groups in which a change of Olist's figures is looked for, and a line's member of each. */
export const OLIST_GROUPS = {
  category: (l) => l.category,
  state: (l) => l.state,
  city: (l) => l.city,
  seller: (l) => l.seller,
  product: (l) => l.product,
  'new or returning': (l) => (l.isFirst ? 'new' : 'returning'),
};
