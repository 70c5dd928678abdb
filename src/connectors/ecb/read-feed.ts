import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import { isDay } from '@/core/model/calendar';
import { RATE_BASE, type RateQuote } from '@/core/model/rates';

/**
 * Reference rates of the European Central Bank: units of a currency for one euro, for each business day. Read are the
 * feeds of a day, of 90 days and of the whole history (eurofxref-*.xml), and the history as CSV.
 * @throws AppError unreadable_file naming what is wrong.
 */
export function readFeed(text: string): RateQuote[] {
  const quotes = /^\s*(\uFEFF)?\s*</.test(text) ? readXml(text) : readCsv(text);
  if (quotes.length === 0) throw unreadable('It holds no rates.');
  return quotes;
}

const cube = z.object({ '@currency': z.string(), '@rate': z.string() });
const day = z.object({ '@time': z.string(), Cube: z.array(cube) });
const feed = z.object({ 'gesmes:Envelope': z.object({ Cube: z.tuple([z.object({ Cube: z.array(day) })]) }) });

function readXml(text: string): RateQuote[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    isArray: (name) => name === 'Cube',
    processEntities: false,
  });
  const parsed = feed.safeParse(safely(() => parser.parse(text) as unknown));
  if (!parsed.success) throw unreadable('It is no feed of reference rates.');
  const [{ Cube: days }] = parsed.data['gesmes:Envelope'].Cube;
  return days.flatMap(({ '@time': time, Cube: rates }) =>
    rates.flatMap((rate) => toQuote({ quote: rate['@currency'], day: time, rate: rate['@rate'] })),
  );
}

/** A line a day, a column a currency; a currency that is not quoted is N/A. */
function readCsv(text: string): RateQuote[] {
  const rows = z
    .array(z.record(z.string(), z.string()))
    .parse(safely(() => parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true })));
  return rows.flatMap(({ Date: time = '', ...rates }) =>
    Object.entries(rates).flatMap(([quote, rate]) => (/^[A-Z]{3}$/.test(quote) ? toQuote({ quote, day: time, rate }) : [])),
  );
}

/** @throws AppError unreadable_file for a rate that is no positive decimal number, or a day that is none. */
function toQuote({ quote, day: time, rate }: RateQuote): RateQuote[] {
  if (rate === '' || rate === 'N/A' || quote === RATE_BASE) return [];
  if (!isDay(time)) throw unreadable(`"${time}" is no day.`);
  if (!/^[A-Z]{3}$/.test(quote) || !/^\d+(\.\d+)?$/.test(rate) || Number(rate) <= 0)
    throw unreadable(`"${rate}" is no rate of ${quote} on ${time}.`);
  return [{ quote, day: time, rate }];
}

function safely<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw unreadable('It is cut off or damaged.', cause);
  }
}

const unreadable = (what: string, cause?: unknown): AppError =>
  new AppError('unreadable_file', `The exchange rates cannot be read. ${what}`, {
    field: 'path',
    remedy:
      'Take eurofxref-daily.xml, eurofxref-hist-90d.xml, eurofxref-hist.xml or the CSV in eurofxref-hist.zip from the European Central Bank.',
    ...(cause === undefined ? {} : { cause }),
  });
