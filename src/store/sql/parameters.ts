/** Collects bound values while SQL text is written: `add` returns the placeholder. No value is ever put into SQL text. */
export class Parameters {
  readonly values: (string | number)[] = [];

  add(value: string | number, cast: 'text' | 'int' | 'date' | 'uuid' | 'bpchar' | 'timestamptz' | '"LedgerKind"'): string {
    this.values.push(value);
    return `$${this.values.length}::${cast}`;
  }
}
