import { AppError } from '@/core/errors';
import type { AttributeId, Condition, CountedId, FactId, FieldId, Leaf } from '@/core/metrics/define-metric';
import { isBridged, type Plan, type PlannedLeaf } from '@/core/query/plan';
import { rollupSource, type RollupState } from '../rollups/rollup-source';
import { bucketSql, dayPartSql } from './bucket';
import { conditionSql } from './conditions';
import { conversionTable } from './conversion';
import type { Parameters } from './parameters';
import { linesSql, periodSql, type LinesSql } from './lines';
import { SOURCES, type JoinId, type Source } from './sources';
import { countingOf, visitSql } from './visits';

/** Names of the key columns: t for time, d0.. for dimensions. */
export function keyColumns(plan: Plan, extraKey?: string): string[] {
  return [...(extraKey ? ['k'] : []), ...(plan.grain ? ['t'] : []), ...plan.dimensions.map((_, index) => `d${index}`)];
}

export interface WriteContext {
  parameters: Parameters;
  workspace: string;
  isConverting: boolean;
  extraKey: string | undefined;
  /** Absent when only base rows will do. */
  rollups: RollupState | undefined;
}

/** Writes one fact of a plan: its CTEs and its part of the union. */
export class FactWriter {
  private readonly source: Source;
  private readonly joins = new Set<JoinId>();
  private readonly leaves: PlannedLeaf[];
  private readonly lines: LinesSql;

  private readonly plan: Plan;
  private readonly fact: FactId;
  private readonly context: WriteContext;

  constructor(plan: Plan, fact: FactId, context: WriteContext) {
    this.plan = plan;
    this.fact = fact;
    this.context = context;
    this.source = (context.rollups && rollupSource(plan, fact, { ...context, state: context.rollups })) ?? SOURCES[fact];
    this.leaves = plan.leaves.filter((planned) => planned.leaf.fact === fact);
    this.lines = linesSql(plan, fact, { lines: this.source.lines, parameters: context.parameters });
  }

  /** The fact's CTEs and its part of the union. */
  write(): { ctes: string[]; parts: string[] } {
    const keys = this.plan.dimensions.map((dimension, index) => `${this.dimensionSql(dimension.id)} AS d${index}`);
    if (this.plan.grain) keys.unshift(`${bucketSql(this.daySql(), this.plan.grain, this.plan.weekStart)} AS t`);
    if (this.context.extraKey) keys.unshift(`${this.context.extraKey} AS k`);
    const where = this.whereSql();
    const people = this.leaves.filter((planned) => countingOf(this.plan, planned.leaf) === 'heads');
    const plain = this.leaves.filter((planned) => !people.includes(planned));
    const isConverted = this.context.isConverting && this.source.currency !== null && plain.some((planned) => planned.isMoney);
    const distinct = isConverted ? plain.filter((planned) => planned.leaf.kind === 'distinct') : [];
    const additive = plain.filter((planned) => !distinct.includes(planned));

    const ctes: string[] = [];
    const parts: string[] = [];
    if (isConverted) this.writeConverted({ keys, where, additive, ctes, parts });
    else if (additive.length > 0) this.writePlain({ keys, where, leaves: additive, name: this.fact, countRows: true, ctes, parts });
    if (distinct.length > 0)
      this.writePlain({ keys, where, leaves: distinct, name: `${this.fact}_distinct`, countRows: false, ctes, parts });
    if (people.length > 0) this.writePeople(people, { keys, where, countRows: plain.length === 0, ctes, parts });
    return { ctes, parts };
  }

  /** Plain rows under the filters. */
  rows(columns: readonly string[]): string {
    for (const column of columns) if (/\bo\./.test(column)) this.joins.add('order');
    const where = this.whereSql();
    return `SELECT ${columns.join(', ')}\n  ${this.fromSql(where)}`;
  }

  private writePlain(input: {
    keys: string[];
    where: string;
    leaves: PlannedLeaf[];
    name: string;
    countRows: boolean;
    ctes: string[];
    parts: string[];
  }): void {
    const columns = [
      ...input.keys,
      ...input.leaves.map((planned) => `${this.leafSql(planned.leaf)} AS ${planned.id}`),
      `${this.countSql()} AS n`,
      `${this.source.added?.unrated ?? 0} AS unrated`,
    ];
    input.ctes.push(`${input.name} AS (SELECT ${columns.join(', ')}\n  ${this.fromSql(input.where)}${this.groupBy(input.keys.length)})`);
    input.parts.push(this.partSql(input.name, input.leaves, input.countRows ? 'n' : '0', input.countRows ? 'unrated' : '0'));
  }

  private writeConverted(input: { keys: string[]; where: string; additive: PlannedLeaf[]; ctes: string[]; parts: string[] }): void {
    const name = this.fact;
    const names = keyColumns(this.plan, this.context.extraKey);
    const raw = [
      ...input.keys,
      `${this.daySql()} AS rate_day`,
      `${this.source.currency} AS currency`,
      ...input.additive.map((planned) => `${this.leafSql(planned.leaf)} AS ${planned.id}`),
      `${this.countSql()} AS n`,
    ];
    const sums = input.additive.map((planned) =>
      planned.isMoney ? `sum(${planned.id} * factor) AS ${planned.id}` : `sum(${planned.id}) AS ${planned.id}`,
    );
    const { parameters } = this.context;
    input.ctes.push(
      `${name}_daily AS (SELECT ${raw.join(', ')}\n  ${this.fromSql(input.where)}${this.groupBy(input.keys.length + 2)})`,
      `${name}_rates AS MATERIALIZED (${conversionTable(`${name}_daily`, this.plan.currency, parameters)})`,
      `${name} AS (SELECT ${[...names, ...sums, 'sum(n) AS n', 'sum(CASE WHEN factor IS NULL THEN n ELSE 0 END) AS unrated'].join(', ')}
  FROM ${name}_daily JOIN ${name}_rates USING (rate_day, currency)${names.length > 0 ? ` GROUP BY ${names.join(', ')}` : ''})`,
    );
    input.parts.push(this.partSql(name, input.additive, 'n', 'unrated'));
  }

  /** Leaves that count people: orders per person first, each order being one row, then the people who have enough. */
  private writePeople(
    leaves: readonly PlannedLeaf[],
    input: { keys: string[]; where: string; countRows: boolean; ctes: string[]; parts: string[] },
  ): void {
    const names = keyColumns(this.plan, this.context.extraKey);
    const name = `${this.fact}_people`;
    const columns = [
      ...input.keys,
      `${this.source.customerId} AS person`,
      ...leaves.map(({ id, leaf }) => `count(*)${this.filterSql(leaf)} AS ${id}`),
      'count(*) AS n',
    ];
    const counts = leaves.map(
      ({ id, leaf }) => `count(*) FILTER (WHERE person IS NOT NULL AND ${id} >= ${leaf.kind === 'repeaters' ? leaf.min : 1}) AS ${id}`,
    );
    input.ctes.push(
      `${name} AS (SELECT ${[...names, ...counts, 'sum(n) AS n'].join(', ')}
  FROM (SELECT ${columns.join(', ')}\n  ${this.fromSql(input.where)}${this.groupBy(input.keys.length + 1)}) people${names.length > 0 ? ` GROUP BY ${names.join(', ')}` : ''})`,
    );
    input.parts.push(this.partSql(name, leaves, input.countRows ? 'n' : '0', '0'));
  }

  private partSql(name: string, own: readonly PlannedLeaf[], rows: string, unrated: string): string {
    const leaves = this.plan.leaves.map((planned) =>
      own.includes(planned) ? `${planned.id}::numeric AS ${planned.id}` : `NULL::numeric AS ${planned.id}`,
    );
    return `SELECT ${[...keyColumns(this.plan, this.context.extraKey), ...leaves, `${rows} AS n`, `${unrated} AS unrated`].join(', ')} FROM ${name}`;
  }

  private groupBy(count: number): string {
    return count > 0 ? `\n  GROUP BY ${Array.from({ length: count }, (_, index) => index + 1).join(', ')}` : '';
  }

  private fromSql(where: string): string {
    const joins = this.source.joins
      .filter(([id]) => this.joins.has(id))
      .map(([, sql]) => (sql.includes('{people}') ? sql.replace('{people}', this.peopleWithin()) : sql));
    return this.bind(`FROM ${[this.source.from, ...joins, this.lines.join].filter(Boolean).join('\n    ')}\n  WHERE ${where}`);
  }

  private periodSql(): string {
    return periodSql(this.plan, this.context.parameters);
  }

  /** Only people of the period's orders, where the period is one of orders. */
  private peopleWithin(): string {
    const period = this.source.day?.[this.plan.basis] === 'o."orderedDay"' ? this.periodSql() : '';
    return period === ''
      ? ''
      : ` AND "customerId" IN (SELECT "customerId" FROM "UnifiedOrder" WHERE "workspaceId" = {ws} AND "orderedDay" ${period})`;
  }

  private whereSql(): string {
    const conditions = this.source.added ? [] : [`${this.source.from.split(' ').at(-1)}."workspaceId" = ${this.context.workspace}`];
    const { period, filters } = this.plan;
    if (period && this.source.day && !this.source.added) conditions.push(`${this.daySql()} ${this.periodSql()}`);
    for (const filter of filters) if (!isBridged(this.fact, filter.attribute)) conditions.push(this.conditionSql(filter));
    if (this.lines.condition) conditions.push(this.lines.condition);
    // Rows no leaf counts are not read: the kinds of the ledger, say.
    const wanted = [...new Map(this.leaves.map(({ leaf }) => [JSON.stringify(leaf.where), leaf.where])).values()];
    if (wanted.every((where) => where.length > 0)) {
      const any = wanted.map((where) => where.map((condition) => this.conditionSql(condition)).join(' AND '));
      conditions.push(any.length === 1 ? any.join() : `(${any.map((one) => `(${one})`).join(' OR ')})`);
    }
    return conditions.join(' AND ') || 'true';
  }

  private daySql(): string {
    const day = this.source.day?.[this.plan.basis];
    if (!day) throw new AppError('not_supported', 'This figure has no history.', { field: 'period' });
    if (/\bo\./.test(day)) this.joins.add('order');
    return day;
  }

  private hourSql(): string {
    const hour = this.source.hour?.[this.plan.basis] ?? 'NULL';
    if (/\bo\./.test(hour)) this.joins.add('order');
    return hour;
  }

  private dimensionSql(attribute: AttributeId): string {
    return isBridged(this.fact, attribute) ? this.lines.attribute(attribute) : this.attributeSql(attribute);
  }

  private attributeSql(attribute: AttributeId): string {
    if (attribute === 'weekday') return `extract(isodow FROM ${this.daySql()})::int`;
    if (attribute === 'date') return `(${this.daySql()})::text`;
    if (attribute === 'dayKind') return `CASE WHEN extract(isodow FROM ${this.daySql()}) >= 6 THEN 'weekend' ELSE 'weekday' END`;
    if (attribute === 'hour') return `(${this.hourSql()})::int`;
    if (attribute === 'dayPart') return dayPartSql(this.hourSql());
    const entry = this.source.attributes[attribute];
    if (!entry) throw new AppError('not_supported', `${this.fact} cannot be asked by ${attribute}.`, { field: 'dimensions' });
    const [sql, ...joins] = entry;
    for (const join of joins) this.joins.add(join);
    return `(${sql})`;
  }

  private conditionSql(condition: Condition): string {
    return conditionSql(this.attributeSql(condition.attribute), condition, this.context.parameters);
  }

  /** How many base rows are behind the rows read; with a field, those where it has a value. */
  private countSql(field?: FieldId): string {
    if (field === undefined) return this.source.added?.count ?? 'count(*)';
    return this.source.added?.values[field] ?? `count(${this.fieldSql(field)})`;
  }

  /** The rows a leaf counts among those read. */
  private filterSql(leaf: Leaf): string {
    const isShared = this.leaves.every((other) => JSON.stringify(other.leaf.where) === JSON.stringify(leaf.where));
    const conditions = isShared ? [] : leaf.where.map((condition) => this.conditionSql(condition));
    const { visits } = this.source;
    if (visits && countingOf(this.plan, leaf) === 'visits') conditions.push(visitSql(leaf, visits, this.bounds()));
    return conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(' AND ')})` : '';
  }

  /** First days of a group's bucket and of the period. */
  private bounds(): string[] {
    const { grain, weekStart, period } = this.plan;
    return [
      ...(grain ? [bucketSql(this.daySql(), grain, weekStart)] : []),
      ...(period ? [this.context.parameters.add(period.from, 'date')] : []),
    ];
  }

  private leafSql(leaf: Leaf): string {
    const filter = this.filterSql(leaf);
    switch (leaf.kind) {
      case 'count':
        return `coalesce(${this.countSql(leaf.field)}${filter}, 0)`;
      case 'sum':
        return `sum(${this.fieldSql(leaf.field)})${filter}`;
      case 'distinct':
        // Every row of the orders is another order, and every row left of people another person.
        if (this.fact === 'orders' && (leaf.of === 'order' || leaf.of === 'customer')) return `coalesce(${this.countSql()}${filter}, 0)`;
        return `count(DISTINCT ${this.countedSql(leaf.of)})${filter}`;
      case 'repeaters':
        return `coalesce(${this.countSql()}${filter}, 0)`;
    }
  }

  private countedSql(of: CountedId): string {
    if (of === 'order') return this.source.orderId ?? 'NULL';
    if (of === 'customer') return this.source.customerId ?? 'NULL';
    return of === 'product' ? (this.source.productId ?? 'NULL') : this.attributeSql(of);
  }

  private fieldSql(field: FieldId): string {
    const sql = this.source.fields[field];
    if (!sql) throw new AppError('internal', `${this.fact} has no field ${field}.`);
    if (/\bo\./.test(sql)) this.joins.add('order');
    return sql;
  }

  private bind(sql: string): string {
    return sql.replaceAll('{ws}', this.context.workspace);
  }
}
