// How the questions about the Olist sample are written down, and the arithmetic of their gold answers: plain loops over joined orders.

export const money = { rel: 0.001 };
export const exact = { abs: 0 };
export const points = { abs: 0.05 };

export const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
export const between = (from, to) => (entry) => entry.day >= from && entry.day <= to;
export const inYear = (year) => between(`${year}-01-01`, `${year}-12-31`);

export function revenue(orders, keep = () => true) {
  let cents = 0;
  for (const order of orders) for (const line of order.lines) if (keep(line)) cents += line.cents;
  return cents / 100;
}

export function units(orders, keep = () => true) {
  let count = 0;
  for (const order of orders) for (const line of order.lines) if (keep(line)) count += 1;
  return count;
}

export function freight(orders, keep = () => true) {
  let cents = 0;
  for (const order of orders) for (const line of order.lines) if (keep(line)) cents += line.freight;
  return cents / 100;
}

export const aov = (orders) => round(revenue(orders) / orders.length, 2);
export const percent = (part, whole) => round((part / whole) * 100, 2);
export const growth = (before, after) => percent(after - before, before);

export function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Put every entry under each of its distinct keys. */
export function group(entries, keysOf) {
  const groups = new Map();
  for (const entry of entries) {
    for (const key of new Set([keysOf(entry)].flat())) {
      const list = groups.get(key);
      if (list) list.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return groups;
}

/** Rows of a grouping, one value or several each, in the order of their keys. */
export function tabulate(groups, measure) {
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entries]) => [key, ...[measure(entries, key)].flat()]);
}

export const descending = (rows) => [...rows].sort((a, b) => b[1] - a[1]);
export const ascending = (rows) => [...rows].sort((a, b) => a[1] - b[1]);
export const named = (rows, keys) => keys.map((key) => rows.find((row) => row[0] === key));

/** A ranking must be unambiguous: the last place may not tie with the next. */
export function take(rows, count) {
  if (rows[count] && rows[count][1] === rows[count - 1][1])
    throw new Error(`A tie at place ${count}: ${JSON.stringify(rows.slice(0, count + 1))}`);
  return rows.slice(0, count);
}

export const categoriesOf = (order) => order.lines.map((line) => line.category);
export const sellersOf = (order) => order.lines.map((line) => line.seller);
export const sellerStatesOf = (order) => order.lines.map((line) => line.sellerState);
export const persons = (orders) => new Set(orders.map((order) => order.person)).size;
export const lateRate = (orders) => percent(orders.filter((order) => order.isLate).length, orders.length);
export const isWeekend = (order) => order.weekday === 'Saturday' || order.weekday === 'Sunday';

export function byLine(lines, keyOf, measure) {
  return tabulate(group(lines, keyOf), measure);
}
export const linesRevenue = (lines) => round(lines.reduce((sum, line) => sum + line.cents, 0) / 100, 2);

export function value(question, gold, { definition, tolerance, history }) {
  return { question, ...(history ? { history } : {}), kind: 'value', definition, gold, tolerance };
}

export function table(question, gold, { definition, tolerance, columns, history, tags }) {
  return { question, ...(history ? { history } : {}), kind: 'table', definition, gold, tolerance, columns, ...(tags ? { tags } : {}) };
}
