import { AppError } from '@/core/errors';
import type { AttributeId, Condition, CountedId, FactId, Leaf } from '@/core/metrics/define-metric';
import type { Grain } from '@/core/model/calendar';
import { factsOf, isBridged, type Plan, type PlannedLeaf } from '@/core/query/plan';
import { conversionTable } from './conversion';
import { Parameters } from './parameters';
import { LINE_ATTRIBUTES, SOURCES, type JoinId, type Source } from './sources';

/**
 * Plan to one SQL statement. Drill-across: one aggregate per fact, then the facts are joined on their keys, so that
 * lines, payments and reviews never multiply money. Money is added per day and currency before it is converted.
 */
export interface CompiledSql {
  text: string;
  values: (string | number)[];
}

/** Types of compared values that are not text. */
const VALUE_CASTS: Partial<Record<AttributeId, 'int' | '"LedgerKind"'>> = {
  kind: '"LedgerKind"',
  weekday: 'int',
  hour: 'int',
  reviewScore: 'int',
  installments: 'int',
  hasItems: 'int',
  customerOrdersEver: 'int',
};

/**
 * @param currencies Currencies the workspace holds: when all equal the target, nothing is converted.
 * @param extraKey SQL of one more grouping key of a single-fact plan (per-order values).
 */
export function compilePlan(plan: Plan, workspaceId: string, currencies: readonly string[], extraKey?: string): CompiledSql {
  const parameters = new Parameters();
  const workspace = parameters.add(workspaceId, 'uuid');
  const ctes: string[] = [];
  const parts: string[] = [];
  for (const fact of factsOf(plan)) {
    const writer = new FactWriter(plan, fact, {
      parameters,
      workspace,
      isConverting: currencies.some((code) => code !== plan.currency),
      extraKey,
    });
    const written = writer.write();
    ctes.push(...written.ctes);
    parts.push(...written.parts);
  }
  const keys = keyColumns(plan, extraKey);
  const leaves = plan.leaves.map((planned) => `sum(${planned.id})::text AS ${planned.id}`);
  const text = [
    `WITH ${ctes.join(',\n')}`,
    `SELECT ${[...keys, ...leaves, 'sum(n)::text AS n', 'sum(unrated)::text AS unrated'].join(', ')}`,
    `FROM (${parts.join('\n  UNION ALL ')}) facts`,
    keys.length > 0 ? `GROUP BY ${keys.map((_, index) => index + 1).join(', ')}` : '',
  ].join('\n');
  return { text: text.trim(), values: parameters.values };
}

/** Names of the key columns: t for time, d0.. for dimensions. */
function keyColumns(plan: Plan, extraKey?: string): string[] {
  return [...(extraKey ? ['k'] : []), ...(plan.grain ? ['t'] : []), ...plan.dimensions.map((_, index) => `d${index}`)];
}

/**
 * Base rows of one fact under a plan's filters, without its period: for results that are not one aggregate per group.
 * `columns` are SQL over the source's aliases, built by `pick`.
 */
export function compileRows(plan: Plan, fact: FactId, workspaceId: string, pick: (source: Source) => string[]): CompiledSql {
  const parameters = new Parameters();
  const workspace = parameters.add(workspaceId, 'uuid');
  const writer = new FactWriter({ ...plan, period: null }, fact, { parameters, workspace, isConverting: false, extraKey: undefined });
  return { text: writer.rows(pick(SOURCES[fact])), values: parameters.values };
}

interface WriteContext {
  parameters: Parameters;
  workspace: string;
  isConverting: boolean;
  extraKey: string | undefined;
}

class FactWriter {
  private readonly source: Source;
  private readonly joins = new Set<JoinId>();
  private readonly leaves: PlannedLeaf[];

  private readonly plan: Plan;
  private readonly fact: FactId;
  private readonly context: WriteContext;

  constructor(plan: Plan, fact: FactId, context: WriteContext) {
    this.plan = plan;
    this.fact = fact;
    this.context = context;
    this.source = SOURCES[fact];
    this.leaves = plan.leaves.filter((planned) => planned.leaf.fact === fact);
  }

  /** The fact's CTEs and its part of the union. */
  write(): { ctes: string[]; parts: string[] } {
    const keys = this.plan.dimensions.map((dimension, index) => `${this.dimensionSql(dimension.id)} AS d${index}`);
    if (this.plan.grain) keys.unshift(`${bucketSql(this.daySql(), this.plan.grain, this.plan.weekStart)} AS t`);
    if (this.context.extraKey) keys.unshift(`${this.context.extraKey} AS k`);
    const where = this.whereSql();
    const repeaters = this.leaves.filter((planned) => planned.leaf.kind === 'repeaters');
    const plain = this.leaves.filter((planned) => planned.leaf.kind !== 'repeaters');
    const isConverted = this.context.isConverting && plain.some((planned) => planned.isMoney);
    const distinct = isConverted ? plain.filter((planned) => planned.leaf.kind === 'distinct') : [];
    const additive = plain.filter((planned) => !distinct.includes(planned));

    const ctes: string[] = [];
    const parts: string[] = [];
    if (isConverted) this.writeConverted({ keys, where, additive, ctes, parts });
    else if (additive.length > 0) this.writePlain({ keys, where, leaves: additive, name: this.fact, countRows: true, ctes, parts });
    if (distinct.length > 0)
      this.writePlain({ keys, where, leaves: distinct, name: `${this.fact}_distinct`, countRows: false, ctes, parts });
    for (const planned of repeaters)
      this.writeRepeaters(planned, { keys, where, countRows: plain.length === 0 && planned === repeaters[0], ctes, parts });
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
    const columns = [...input.keys, ...input.leaves.map((planned) => `${this.leafSql(planned.leaf)} AS ${planned.id}`), 'count(*) AS n'];
    input.ctes.push(`${input.name} AS (SELECT ${columns.join(', ')}\n  ${this.fromSql(input.where)}${this.groupBy(input.keys.length)})`);
    input.parts.push(this.partSql(input.name, input.leaves, input.countRows ? 'n' : '0', '0'));
  }

  private writeConverted(input: { keys: string[]; where: string; additive: PlannedLeaf[]; ctes: string[]; parts: string[] }): void {
    const name = this.fact;
    const names = keyColumns(this.plan, this.context.extraKey);
    const raw = [
      ...input.keys,
      `${this.daySql()} AS rate_day`,
      `${this.source.currency} AS currency`,
      ...input.additive.map((planned) => `${this.leafSql(planned.leaf)} AS ${planned.id}`),
      'count(*) AS n',
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

  private writeRepeaters(
    planned: PlannedLeaf,
    input: { keys: string[]; where: string; countRows: boolean; ctes: string[]; parts: string[] },
  ): void {
    if (planned.leaf.kind !== 'repeaters') return;
    const names = keyColumns(this.plan, this.context.extraKey);
    const name = `${this.fact}_${planned.id}`;
    const condition = planned.leaf.where.map((where) => this.conditionSql(where));
    const where = [input.where, ...condition].join(' AND ');
    const columns = [
      ...input.keys,
      `${this.source.customerId} AS person`,
      `count(DISTINCT ${this.source.orderId}) AS orders`,
      'count(*) AS n',
    ];
    input.ctes.push(
      `${name} AS (SELECT ${[...names, `count(*) FILTER (WHERE person IS NOT NULL AND orders >= ${planned.leaf.min}) AS ${planned.id}`, 'sum(n) AS n'].join(', ')}
  FROM (SELECT ${columns.join(', ')}\n  ${this.fromSql(where)}${this.groupBy(input.keys.length + 1)}) people${names.length > 0 ? ` GROUP BY ${names.join(', ')}` : ''})`,
    );
    input.parts.push(this.partSql(name, [planned], input.countRows ? 'n' : '0', '0'));
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
    const joins = this.source.joins.filter(([id]) => this.joins.has(id)).map(([, sql]) => sql);
    return this.bind(`FROM ${[this.source.from, ...joins, this.linesSql()].filter(Boolean).join('\n    ')}\n  WHERE ${where}`);
  }

  /** The sub-query of line attributes, when the plan reaches dimensions or filters through lines. */
  private linesSql(): string {
    const dimensions = this.plan.dimensions.filter((dimension) => isBridged(this.fact, dimension.id));
    const filters = this.plan.filters.filter((filter) => isBridged(this.fact, filter.attribute));
    const lines = this.source.lines;
    if (!lines || (dimensions.length === 0 && filters.length === 0)) return '';
    const columns = dimensions.map((dimension) => `${LINE_ATTRIBUTES[dimension.id]} AS "${dimension.id}"`);
    const conditions = filters.map((filter) => ` AND ${this.conditionText(LINE_ATTRIBUTES[filter.attribute] ?? 'NULL', filter)}`).join('');
    return `JOIN (SELECT DISTINCT ${[`${lines.key} AS row_key`, ...columns].join(', ')} FROM ${lines.from}${conditions}) lines ON lines.row_key = ${lines.rowKey}`;
  }

  private whereSql(): string {
    const alias = this.source.from.split(' ').at(-1);
    const conditions = [`${alias}."workspaceId" = ${this.context.workspace}`];
    const { period, filters } = this.plan;
    if (period && this.source.day) {
      const { parameters } = this.context;
      conditions.push(`${this.daySql()} BETWEEN ${parameters.add(period.from, 'date')} AND ${parameters.add(period.to, 'date')}`);
    }
    for (const filter of filters) if (!isBridged(this.fact, filter.attribute)) conditions.push(this.conditionSql(filter));
    // Rows no leaf counts are not read: the kinds of the ledger, say.
    const wanted = this.leaves.map((planned) => planned.leaf.where);
    if (wanted.every((where) => where.length > 0)) {
      const any = wanted.map((where) => `(${where.map((condition) => this.conditionSql(condition)).join(' AND ')})`);
      conditions.push(`(${[...new Set(any)].join(' OR ')})`);
    }
    return conditions.join(' AND ');
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
    return isBridged(this.fact, attribute) ? `lines."${attribute}"` : this.attributeSql(attribute);
  }

  private attributeSql(attribute: AttributeId): string {
    if (attribute === 'weekday') return `extract(isodow FROM ${this.daySql()})::int`;
    if (attribute === 'dayKind') return `CASE WHEN extract(isodow FROM ${this.daySql()}) >= 6 THEN 'weekend' ELSE 'weekday' END`;
    if (attribute === 'hour') return `(${this.hourSql()})::int`;
    if (attribute === 'dayPart') {
      const hour = this.hourSql();
      return `CASE WHEN ${hour} < 6 THEN 'night' WHEN ${hour} < 12 THEN 'morning' WHEN ${hour} < 18 THEN 'afternoon' WHEN ${hour} < 24 THEN 'evening' END`;
    }
    const entry = this.source.attributes[attribute];
    if (!entry) throw new AppError('not_supported', `${this.fact} cannot be asked by ${attribute}.`, { field: 'dimensions' });
    const [sql, ...joins] = entry;
    for (const join of joins) this.joins.add(join);
    return `(${sql})`;
  }

  private conditionSql(condition: Condition): string {
    return this.conditionText(this.attributeSql(condition.attribute), condition);
  }

  private conditionText(sql: string, condition: Condition): string {
    const cast = VALUE_CASTS[condition.attribute] ?? 'text';
    const values = condition.values.map((value) => this.context.parameters.add(value, cast)).join(', ');
    switch (condition.op) {
      case 'isNull':
        return `${sql} IS NULL`;
      case 'notNull':
        return `${sql} IS NOT NULL`;
      case 'in':
        return `${sql} IN (${values})`;
      case 'notIn':
        return `(${sql} IS NULL OR ${sql} NOT IN (${values}))`;
      case 'gte':
        return `${sql} >= ${values}`;
      case 'lte':
        return `${sql} <= ${values}`;
    }
  }

  private leafSql(leaf: Leaf): string {
    const filter =
      leaf.where.length > 0 ? ` FILTER (WHERE ${leaf.where.map((condition) => this.conditionSql(condition)).join(' AND ')})` : '';
    switch (leaf.kind) {
      case 'count':
        return `count(${leaf.field ? this.fieldSql(leaf.field) : '*'})${filter}`;
      case 'sum':
        return `sum(${this.fieldSql(leaf.field)})${filter}`;
      case 'distinct':
        return `count(DISTINCT ${this.countedSql(leaf.of)})${filter}`;
      case 'repeaters':
        throw new AppError('internal', 'Repeaters are written by their own sub-query.');
    }
  }

  private countedSql(of: CountedId): string {
    if (of === 'order') return this.source.orderId ?? 'NULL';
    if (of === 'customer') return this.source.customerId ?? 'NULL';
    return of === 'product' ? (this.source.productId ?? 'NULL') : this.attributeSql(of);
  }

  private fieldSql(field: Extract<Leaf, { kind: 'sum' }>['field']): string {
    const sql = this.source.fields[field];
    if (!sql) throw new AppError('internal', `${this.fact} has no field ${field}.`);
    if (/\bo\./.test(sql)) this.joins.add('order');
    return sql;
  }

  private bind(sql: string): string {
    return sql.replaceAll('{ws}', this.context.workspace);
  }
}

/** First day of the bucket that holds `day`. */
export function bucketSql(day: string, grain: Grain, weekStart: number): string {
  if (grain === 'day') return day;
  if (grain === 'week' && weekStart !== 1) return `(${day} - (extract(isodow FROM ${day})::int - ${Math.trunc(weekStart)} + 7) % 7)`;
  return `date_trunc('${grain}', ${day}::timestamp)::date`;
}
