import { isAppError } from '@/core/errors';
import { currencyExponent, parseMoney } from '@/core/model/money';
import type { Moment } from '@/core/model/facts';
import { parseMoment, type MomentOptions } from './moments';

/** A line of a file as read: cells by column, with its place for the rejects file. */
export interface SourceRow {
  file: string;
  /** Line the row begins on, the first being 1; a row can span lines. */
  line: number;
  cells: readonly string[];
  /** Lower-case column name to position. */
  columns: ReadonlyMap<string, number>;
  /** The decimal mark such a file is likely to use; a number that shows its own mark wins. */
  decimal: '.' | ',';
  /** When the file was last modified: the moment of what it states without one, such as stock. */
  fileTime: Date;
}

/** Why a row cannot be read, naming the column. Thrown by the cell readers, caught per row by the import. */
export class RowProblem extends Error {
  readonly column: string;

  constructor(column: string, reason: string) {
    super(reason);
    this.name = 'RowProblem';
    this.column = column;
  }
}

const MAX_ID_LENGTH = 300;
/** No order of a seller is worth a trillion; a longer number is a broken cell. Also keeps every sum inside 64 bits. */
const MAX_AMOUNT_DIGITS = 15;

/** The trimmed text of a column; empty when the cell or the column is missing. */
export function cell(row: SourceRow, column: string): string {
  const position = row.columns.get(column.toLowerCase());
  return position === undefined ? '' : (row.cells[position] ?? '').trim();
}

export function optionalCell(row: SourceRow, column: string): string | null {
  return cell(row, column) || null;
}

/** @throws RowProblem when the cell is empty. */
export function requiredCell(row: SourceRow, column: string): string {
  const text = cell(row, column);
  if (text === '') throw new RowProblem(column, 'is empty');
  return text;
}

/** @throws RowProblem when the cell is empty or too long to be an id. */
export function idCell(row: SourceRow, column: string): string {
  const text = requiredCell(row, column);
  if (text.length > MAX_ID_LENGTH) throw new RowProblem(column, `is longer than ${MAX_ID_LENGTH} characters`);
  return text;
}

/** Amount in minor units; null when the cell is empty. @throws RowProblem when it is not an amount. */
export function optionalMoney(row: SourceRow, column: string, currency: string): bigint | null {
  const text = cell(row, column);
  return text === '' ? null : toMinor(plainDecimal(row, column, text), column, currency);
}

/** Amount in minor units; zero when the cell is empty. @throws RowProblem when it is not an amount. */
export function moneyOrZero(row: SourceRow, column: string, currency: string): bigint {
  return optionalMoney(row, column, currency) ?? 0n;
}

/** Amount in minor units. @throws RowProblem when the cell is empty or not an amount. */
export function moneyCell(row: SourceRow, column: string, currency: string): bigint {
  return toMinor(plainDecimal(row, column, requiredCell(row, column)), column, currency);
}

/**
 * Unit price times quantity in minor units, rounded once, half away from zero: a price may have more digits than the
 * currency ("0.001"), so rounding it first would lose money.
 */
export function lineAmount(row: SourceRow, column: string, line: { quantity: number; currency: string }): bigint {
  const price = plainDecimal(row, column, requiredCell(row, column));
  const fraction = price.split('.')[1] ?? '';
  const scaled = BigInt(price.replace('.', '')) * BigInt(line.quantity);
  const sign = scaled < 0n ? '-' : '';
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(fraction.length + 1, '0');
  const cut = digits.length - fraction.length;
  return toMinor(`${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`, column, line.currency);
}

/** A plain decimal in minor units. Most amounts fit the currency's digits and need no rounding. */
function toMinor(plain: string, column: string, currency: string): bigint {
  const [whole = '0', fraction = ''] = plain.split('.');
  const exponent = currencyExponent(currency);
  if (fraction.length <= exponent) return BigInt(whole + fraction.padEnd(exponent, '0'));
  try {
    return parseMoney(plain, currency);
  } catch (error) {
    if (isAppError(error)) throw new RowProblem(column, error.message);
    throw error;
  }
}

/** A cell's amount as "-1234.5". Whichever of the two marks stands last is the decimal mark; alone, three digits behind it make it a grouping mark in files that use the other. */
export function plainDecimal(row: SourceRow, column: string, text: string): string {
  if (row.decimal === '.' && /^-?\d{1,12}(?:\.\d+)?$/.test(text)) return text;
  const isBracketed = /^\(.*\)$/.test(text);
  const bare = text
    .replace(/^\(|\)$/g, '')
    .replace('−', '-')
    .replace(/^([-+]?)\s*(?:[A-Za-z]{0,3}\.?\s?\p{Sc}|[A-Za-z]{2,3}\.?)?\s*/u, '$1')
    .replace(/\s*(?:\p{Sc}|[A-Za-z]{3})$/u, '')
    .replace(/['’\s\u00a0\u202f]/g, '');
  const mark = decimalMark(bare, row.decimal);
  const plain = bare.replaceAll(mark === '.' ? ',' : '.', '').replace(mark, '.');
  const match = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(plain);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole + fraction === '') throw new RowProblem(column, `"${text}" is not an amount`);
  if (whole.replace(/^0+/, '').length > MAX_AMOUNT_DIGITS - 3) throw new RowProblem(column, `"${text}" is too large to be an amount`);
  const isNegative = isBracketed !== (match[1] === '-');
  return `${isNegative ? '-' : ''}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
}

function decimalMark(text: string, usual: '.' | ','): '.' | ',' {
  const dot = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (dot === -1 && comma === -1) return '.';
  if (dot !== -1 && comma !== -1) return dot > comma ? '.' : ',';
  const mark = dot === -1 ? ',' : '.';
  const groups = text.split(mark);
  if (groups.length > 2) return mark === '.' ? ',' : '.';
  const isThousands = groups[1]?.length === 3 && mark !== usual && groups[0] !== '' && groups[0] !== '0';
  return isThousands ? (mark === '.' ? ',' : '.') : mark;
}

/** Whole number; "2.0" counts as one. @throws RowProblem otherwise. */
export function integerCell(row: SourceRow, column: string): number {
  const text = requiredCell(row, column);
  const value = /^[-+−(]?[\d.,'’\s)]+$/.test(text) ? Number(plainDecimal(row, column, text)) : Number.NaN;
  if (!Number.isInteger(value)) throw new RowProblem(column, `"${text}" is not a whole number`);
  if (Math.abs(value) > 1_000_000_000) throw new RowProblem(column, `"${text}" is too large to be a quantity`);
  return value;
}

/** @throws RowProblem when the cell is empty or not a real date. */
export function momentCell(row: SourceRow, column: string, options: MomentOptions): Moment {
  const text = requiredCell(row, column);
  const moment = parseMoment(text, options);
  if (!moment) throw new RowProblem(column, `"${text}" is not a date`);
  return moment;
}

/** Null when the cell is empty. @throws RowProblem when it holds something that is not a real date. */
export function optionalMoment(row: SourceRow, column: string, options: MomentOptions): Moment | null {
  return cell(row, column) === '' ? null : momentCell(row, column, options);
}

/** ISO 4217 code of a cell, or the fallback when it is empty. @throws RowProblem when it is not a code. */
export function currencyCell(row: SourceRow, column: string, fallback: string): string {
  const text = cell(row, column).toUpperCase() || fallback;
  if (!/^[A-Z]{3}$/.test(text) || !Number.isInteger(currencyExponent(text)))
    throw new RowProblem(column, `"${text}" is not a currency code like USD`);
  return text;
}
