import type { FactSink } from './contract';
import type { SourceRow } from './row';

/**
 * Collects the rows of an order until it is complete. A file may interleave orders a little, so the newest `openLimit`
 * orders stay open; the oldest is closed when one more begins, so memory does not grow with the file.
 */
export class OrderGroups {
  private readonly open = new Map<string, SourceRow[]>();
  private readonly openLimit: number;
  private readonly close: (orderId: string, rows: readonly SourceRow[], sink: FactSink) => void;

  constructor(openLimit: number, close: (orderId: string, rows: readonly SourceRow[], sink: FactSink) => void) {
    this.openLimit = openLimit;
    this.close = close;
  }

  add(orderId: string, row: SourceRow, sink: FactSink): void {
    const rows = this.open.get(orderId);
    if (rows) {
      rows.push(row);
      return;
    }
    this.open.set(orderId, [row]);
    if (this.open.size > this.openLimit) this.closeOldest(sink);
  }

  closeAll(sink: FactSink): void {
    while (this.open.size > 0) this.closeOldest(sink);
  }

  private closeOldest(sink: FactSink): void {
    for (const [orderId, rows] of this.open) {
      this.open.delete(orderId);
      this.close(orderId, rows, sink);
      return;
    }
  }
}
