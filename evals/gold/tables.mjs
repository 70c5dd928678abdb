// The raw files as plain tables of an in-memory PostgreSQL, and views over them: the ground of the second way to every gold answer.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { demoFacts } from './demo-facts.mjs';

const here = import.meta.dirname;
const OLIST = [
  'orders',
  'order_items',
  'order_payments',
  'order_reviews',
  'customers',
  'products',
  'sellers',
  'product_category_name_translation',
];

/** A database with every row of the three data sets. @param only names of the sets wanted. */
export async function openTables(data, only = ['olist', 'retail', 'demo']) {
  const db = await PGlite.create();
  if (only.includes('olist')) {
    for (const name of OLIST) await copy(db, `olist_${name}`, gunzipSync(readFileSync(path.join(data, 'olist-21k', `${name}.csv.gz`))));
    await db.exec(readFileSync(path.join(here, 'sql/olist.sql'), 'utf8'));
  }
  if (only.includes('retail')) {
    await copy(db, 'retail_raw', gunzipSync(readFileSync(path.join(data, 'online-retail/online_retail.csv.gz'))), true);
    await db.exec(readFileSync(path.join(here, 'sql/retail.sql'), 'utf8'));
  }
  if (only.includes('demo')) {
    for (const [name, rows] of Object.entries(demoFacts())) await copy(db, `demo_${name}`, toCsv(rows));
    await db.exec(readFileSync(path.join(here, 'sql/demo.sql'), 'utf8'));
  }
  return db;
}

/** A table of text columns named by the header, filled by COPY. `isNumbered` adds the row's place in the file as "n". */
async function copy(db, name, csv, isNumbered = false) {
  const bytes = csv.subarray(csv[0] === 0xef ? 3 : 0);
  const header = bytes.subarray(0, bytes.indexOf(0x0a)).toString().trim().split(',');
  const columns = header.map((column) => `"${column.replaceAll('"', '').toLowerCase()}"`);
  await db.exec(`create table ${name} (${isNumbered ? 'n serial, ' : ''}${columns.map((column) => `${column} text`).join(', ')})`);
  await db.query(`copy ${name} (${columns.join(', ')}) from '/dev/blob' with (format csv, header)`, [], { blob: new Blob([bytes]) });
}

function toCsv(rows) {
  const columns = Object.keys(rows[0]);
  const cell = (value) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
  return Buffer.from([columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\n'));
}
