// UCI Online Retail, line by line. An ORDER is an invoice with at least one product sold; a credit note (C...) is a return.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { clock, distinct, sum } from './kit.mjs';

const SHIPPING = ['POST', 'DOT', 'C2'];
const FEES = ['BANK CHARGES', 'AMAZONFEE', 'CRUK'];
const OTHER = ['M', 'B', 'S'];

export function loadRetail(folder) {
  const raw = parse(gunzipSync(readFileSync(path.join(folder, 'online_retail.csv.gz'))), { columns: true, bom: true, relax_quotes: true });
  const titles = titlesOf(raw);
  const firstTime = new Map();
  for (const row of raw) if (!firstTime.has(row.InvoiceNo)) firstTime.set(row.InvoiceNo, row.InvoiceDate);
  const entries = [];
  for (const row of raw) {
    const quantity = Number(row.Quantity);
    const cents =
      Math.sign(quantity) * Math.round(Math.abs(quantity) * Number(row.UnitPrice) * 100 + 1e-7 * Math.sign(Number(row.UnitPrice)));
    const kind = kindOf(row, quantity, cents);
    if (kind === null) continue;
    entries.push({
      ...clock(firstTime.get(row.InvoiceNo)),
      invoice: row.InvoiceNo,
      isCredit: row.InvoiceNo.startsWith('C'),
      kind,
      cents,
      units: kind === 'SALE' || kind === 'RETURN' ? quantity : 0,
      code: row.StockCode,
      product: titles.get(row.StockCode) ?? row.StockCode,
      person: row.CustomerID.replace(/\.0$/, '') || null,
      country: row.Country,
    });
  }
  const net = entries.filter((entry) => ['SALE', 'DISCOUNT', 'RETURN'].includes(entry.kind));
  const sales = entries.filter((entry) => entry.kind === 'SALE');
  return {
    entries,
    net,
    sales,
    returns: entries.filter((entry) => entry.kind === 'RETURN'),
    orders: ordersOf(sales),
    iso: isoOf,
    ...measures,
  };
}

function kindOf(row, quantity, cents) {
  const code = row.StockCode.toUpperCase();
  if (SHIPPING.includes(code)) return cents === 0 ? null : 'SHIPPING';
  if (FEES.includes(code)) return cents === 0 ? null : 'FEE';
  if (code === 'D') return cents === 0 ? null : 'DISCOUNT';
  if (OTHER.includes(code) || code.startsWith('GIFT_')) return cents === 0 ? null : 'OTHER';
  // Without a price and a buyer it is a movement of stock, not a sale.
  const isPriced = Number(row.UnitPrice) !== 0;
  if (!isPriced && !(row.CustomerID !== '' && quantity > 0) && !row.InvoiceNo.startsWith('C')) return null;
  return quantity < 0 ? 'RETURN' : 'SALE';
}

/** The usual description of a code, in capitals as names are; the first that reached the count wins. */
function titlesOf(raw) {
  const counts = new Map();
  for (const { StockCode: code, Description: description } of raw) {
    const text = description.trim();
    if (text === '' || text !== text.toUpperCase()) continue;
    if (!counts.has(code)) counts.set(code, new Map());
    counts.get(code).set(text, (counts.get(code).get(text) ?? 0) + 1);
  }
  const titles = new Map();
  for (const [code, texts] of counts) titles.set(code, [...texts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]);
  return titles;
}

function ordersOf(sales) {
  const orders = new Map();
  for (const { invoice, cents, units, ...entry } of sales) {
    const known = orders.get(invoice);
    if (known) {
      known.cents += cents;
      known.units += units;
    } else orders.set(invoice, { ...entry, id: invoice, cents, units });
  }
  const list = [...orders.values()];
  const first = new Map();
  for (const order of list) {
    if (order.person === null) continue;
    const known = first.get(order.person);
    if (!known || order.at < known.at || (order.at === known.at && order.id < known.id)) first.set(order.person, order);
  }
  for (const order of list) order.isFirst = order.person === null ? null : first.get(order.person) === order;
  return list;
}

const CODES = {
  'United Kingdom': 'GB|United Kingdom|UK',
  Germany: 'DE|Germany',
  France: 'FR|France',
  EIRE: 'IE|Ireland|EIRE',
  Netherlands: 'NL|Netherlands',
  Spain: 'ES|Spain',
  Belgium: 'BE|Belgium',
  Switzerland: 'CH|Switzerland',
  Portugal: 'PT|Portugal',
  Australia: 'AU|Australia',
  Norway: 'NO|Norway',
  Italy: 'IT|Italy',
  Finland: 'FI|Finland',
  Austria: 'AT|Austria',
  Sweden: 'SE|Sweden',
  Denmark: 'DK|Denmark',
  Japan: 'JP|Japan',
  Poland: 'PL|Poland',
  'Channel Islands': 'Channel Islands',
  Cyprus: 'CY|Cyprus',
  Singapore: 'SG|Singapore',
  USA: 'US|USA|United States',
  Greece: 'GR|Greece',
  Israel: 'IL|Israel',
  Canada: 'CA|Canada',
  Iceland: 'IS|Iceland',
  Lebanon: 'LB|Lebanon',
  Malta: 'MT|Malta',
  RSA: 'ZA|South Africa|RSA',
  Brazil: 'BR|Brazil',
  Bahrain: 'BH|Bahrain',
  'Saudi Arabia': 'SA|Saudi Arabia',
  'Czech Republic': 'CZ|Czech Republic|Czechia',
  Lithuania: 'LT|Lithuania',
  'United Arab Emirates': 'AE|United Arab Emirates',
  'Hong Kong': 'HK|Hong Kong',
  'European Community': 'European Community',
  Unspecified: 'unknown|Unspecified',
};

/** A country as an answer may name it: its code or its name. */
const isoOf = (country) => CODES[country] ?? country;

/** Measures over entries: money in pounds. */
const measures = {
  money: (entries) => sum(entries, (entry) => entry.cents) / 100,
  units: (entries) => sum(entries, (entry) => entry.units),
  count: (orders) => orders.length,
  people: (orders) => distinct(orders, (order) => order.person),
};
