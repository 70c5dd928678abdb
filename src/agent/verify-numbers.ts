import type { Artifact, Cell, Column } from '@/core/artifact/artifact';
import { splitProse } from '@/core/artifact/prose';

/** What stands where a number was that no result holds. */
export const UNVERIFIED = '[number not verified]';

const NUMBER = /(?:(?<![\p{L}\d])[-\u2212])?[$€£₹]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s?[kKmM](?![\p{L}]))?/gu;

/** Currencies whose amounts may carry a mark. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'BRL'],
  '€': ['EUR'],
  '£': ['GBP'],
  '₹': ['INR'],
};

interface Said {
  /** As written, without spaces and grouping. */
  written: string;
  /** Digits with a decimal dot, signed. */
  plain: string;
  mark: string | null;
  isPercent: boolean;
  scale: number;
}

interface ShownCell {
  value: Cell;
  column: Column;
}

/**
 * Every number a model wrote by itself must be a cell of a result (at the rounding and in the unit it is written with),
 * stand so in the question, or be part of a date or label. Others are taken out. Cell references are right by construction.
 */
export function verifyNumbers(artifact: Artifact, question: string): { prose: string; removed: number } {
  const asked = new Set([...question.matchAll(NUMBER)].map((match) => readNumber(match[0]).written));
  const cells = cellsOf(artifact);
  const bare = bareNumbers(artifact, cells);
  let removed = 0;
  const prose = splitProse(artifact.prose)
    .map((part) => {
      if (part.kind === 'cell') return `[[${part.tableId}/${part.row}/${part.column}]]`;
      return part.text.replace(NUMBER, (text) => {
        const said = readNumber(text);
        if (asked.has(said.written) || isBare(said, bare) || cells.some((cell) => isSaid(said, cell))) return text;
        removed += 1;
        return UNVERIFIED;
      });
    })
    .join('');
  return { prose, removed };
}

function cellsOf(artifact: Artifact): ShownCell[] {
  return artifact.tables.flatMap((table) =>
    [...table.rows, ...(table.totals ? [table.totals] : [])].flatMap((row) =>
      table.columns.map((column) => ({ value: row[column.id] ?? null, column })),
    ),
  );
}

/** Numbers of dates and labels: they may be written only as they are, never as money, percentages or thousands. */
function bareNumbers(artifact: Artifact, cells: readonly ShownCell[]): ReadonlySet<string> {
  const texts = artifact.provenance.flatMap((entry) => [
    entry.periodLabel,
    entry.period?.from,
    entry.period?.to,
    entry.comparison?.from,
    entry.comparison?.to,
    ...entry.gaps,
  ]);
  for (const { value } of cells) if (typeof value === 'string') texts.push(value);
  return new Set(texts.flatMap((text) => [...(text ?? '').matchAll(/\d+(?:\.\d+)?/g)].map((match) => withoutZeros(match[0]))));
}

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

function readNumber(text: string): Said {
  const written = text.replace(/[\s,]/g, '').replace('\u2212', '-');
  return {
    written,
    plain: written.replace(/[^\d.-]/g, ''),
    mark: /[$€£₹]/.exec(written)?.[0] ?? null,
    isPercent: written.endsWith('%'),
    scale: /k$/i.test(written) ? 1e3 : /m$/i.test(written) ? 1e6 : 1,
  };
}

function isBare(said: Said, bare: ReadonlySet<string>): boolean {
  return said.mark === null && !said.isPercent && said.scale === 1 && bare.has(withoutZeros(said.plain));
}

/** True when a number as written is the cell's value at the written rounding. The minus may be said in words, never added. */
function isSaid(said: Said, { value, column }: ShownCell): boolean {
  if (typeof value !== 'number') return false;
  if (said.isPercent !== (column.unit === 'ratio')) return false;
  if (said.mark !== null && (column.unit !== 'money' || !MARKS[said.mark]?.includes(column.currency ?? ''))) return false;
  if (said.plain.startsWith('-') && value > 0) return false;
  const shown = (said.isPercent ? value * 100 : value) / said.scale;
  const digits = said.plain.split('.')[1]?.length ?? 0;
  const tolerance = 0.5 * 10 ** -digits + 1e-9;
  return Math.abs(Math.abs(shown) - Math.abs(Number(said.plain))) <= tolerance;
}
