import type { Artifact, Cell, Column } from '@/core/artifact/artifact';
import { splitProse } from '@/core/artifact/prose';

/** What stands where a number was that no result holds. */
export const UNVERIFIED = '[number not verified]';

const NUMBER = /[-\u2212]?[$€£₹]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s?[kKmM](?![\p{L}]))?/gu;

/**
 * Every number a model wrote by itself must be a cell of a result (at the rounding it is written with), part of the
 * question, or of the period's dates. Others are taken out. Cell references are right by construction.
 */
export function verifyNumbers(artifact: Artifact, question: string): { prose: string; removed: number } {
  const allowed = new Set([...question.matchAll(/\d+(?:\.\d+)?/g)].map((match) => match[0]));
  for (const entry of artifact.provenance) {
    for (const text of [
      entry.periodLabel,
      entry.period?.from,
      entry.period?.to,
      entry.comparison?.from,
      entry.comparison?.to,
      ...entry.gaps,
    ]) {
      for (const match of (text ?? '').matchAll(/\d+(?:\.\d+)?/g)) allowed.add(match[0].replace(/^0+(?=\d)/, ''));
    }
  }
  const cells = artifact.tables.flatMap((table) =>
    [...table.rows, ...(table.totals ? [table.totals] : [])].flatMap((row) =>
      table.columns.map((column) => ({ value: row[column.id] ?? null, column })),
    ),
  );
  const labels = new Set(
    cells.flatMap(({ value }) =>
      typeof value === 'string' ? [...value.matchAll(/\d+(?:\.\d+)?/g)].map((match) => match[0].replace(/^0+(?=\d)/, '')) : [],
    ),
  );
  let removed = 0;
  const prose = splitProse(artifact.prose)
    .map((part) => {
      if (part.kind === 'cell') return `[[${part.tableId}/${part.row}/${part.column}]]`;
      return part.text.replace(NUMBER, (said) => {
        const plain = said.replace(/[$€£₹,\s%kKmM]/g, '').replace('\u2212', '-');
        if (allowed.has(plain) || labels.has(plain.replace(/^0+(?=\d)/, '')) || cells.some((cell) => isSaid(said, plain, cell)))
          return said;
        removed += 1;
        return UNVERIFIED;
      });
    })
    .join('');
  return { prose, removed };
}

/** True when a number as written is the cell's value at the written rounding. */
function isSaid(said: string, plain: string, { value, column }: { value: Cell; column: Column }): boolean {
  if (typeof value !== 'number') return false;
  const isPercent = said.includes('%');
  if (isPercent !== (column.unit === 'ratio')) return false;
  const scale = /[kK]$/.test(said.trim()) ? 1e3 : /[mM]$/.test(said.trim()) ? 1e6 : 1;
  const shown = (isPercent ? value * 100 : value) / scale;
  const digits = plain.split('.')[1]?.length ?? 0;
  const tolerance = 0.5 * 10 ** -digits + 1e-9;
  return Math.abs(Math.abs(shown) - Math.abs(Number(plain))) <= tolerance;
}
