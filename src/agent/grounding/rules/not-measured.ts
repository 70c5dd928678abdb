import type { Finding, Rule } from '../contract';
import { found } from '../contract';

/** A figure called profit, margin or traffic is none that is measured here. */
export const notMeasured: Rule = {
  id: 'not-measured',
  check(statement) {
    const isDenied = /\b(?:no|not|cannot|can't|without|unknown|missing|nothing|before)\b|n't\b/i.test(statement.plain);
    if (isDenied || statement.claims.every((claim) => claim.cells.length === 0)) return [];
    return statement.measures
      .filter((mention) => mention.metrics.length === 0)
      .slice(0, 1)
      .map((mention): Finding => found(statement, mention, 'not-measured', `"${mention.text}" is not measured: no result holds it.`));
  },
};
