import type { ImportProgress } from '@/sync/import-files';

/** Where a command writes. Standard output carries the result, standard error what happens meanwhile. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Standard error is a screen: a line can be redrawn. */
  isScreen: boolean;
}

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isScreen: process.stderr.isTTY === true,
};

const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** Show progress on standard error: redrawn on a screen, else a line every few seconds. */
export function showProgress(terminal: Terminal, now: () => number): { update(progress: ImportProgress): void; done(): void } {
  const startedAt = now();
  let shownAt = startedAt;
  let isShown = false;
  return {
    update(progress) {
      const at = now();
      if (at - shownAt < (terminal.isScreen ? REDRAW_MS : LINE_MS)) return;
      shownAt = at;
      isShown = true;
      const line = progressLine(progress, at - startedAt);
      terminal.err(terminal.isScreen ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    done() {
      if (isShown && terminal.isScreen) terminal.err('\r\u001b[2K');
    },
  };
}

function progressLine({ rowsRead, bytesRead, bytesTotal, ordersWritten, rejected }: ImportProgress, elapsedMs: number): string {
  const percent = bytesTotal === 0 ? 100 : Math.min(100, Math.floor((bytesRead / bytesTotal) * 100));
  const perSecond = elapsedMs === 0 ? 0 : Math.round(rowsRead / (elapsedMs / 1000));
  const number = (value: number): string => value.toLocaleString('en-US');
  const rejects = rejected === 0 ? '' : `, ${number(rejected)} rejected`;
  return `${percent} % read: ${number(rowsRead)} rows (${number(perSecond)}/s), ${number(ordersWritten)} orders written${rejects}`;
}
