import type { AttributeId, Condition } from '@/core/metrics/define-metric';
import type { Parameters } from './parameters';

/** Types of compared values that are not text. */
const VALUE_CASTS: Partial<Record<AttributeId, 'int' | '"LedgerKind"'>> = {
  kind: '"LedgerKind"',
  weekday: 'int',
  hour: 'int',
  reviewScore: 'int',
  installments: 'int',
  lineCount: 'int',
  productCount: 'int',
  daysLate: 'int',
  unitCount: 'int',
  customerOrdersEver: 'int',
};

/** A condition on the SQL of its attribute. Missing values are none of the values ruled out. */
export function conditionSql(sql: string, condition: Condition, parameters: Parameters): string {
  // A condition itself, so that the database knows from its statistics how many rows it leaves.
  if (condition.attribute === 'hasItems') return condition.values.some((value) => value === 1) ? sql : `NOT ${sql}`;
  const cast = VALUE_CASTS[condition.attribute] ?? 'text';
  const values = condition.values.map((value) => parameters.add(value, cast)).join(', ');
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
