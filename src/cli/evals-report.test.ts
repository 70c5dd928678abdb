import { describe, expect, it } from 'vitest';
import type { Score } from '~/evals/score';
import { describeAnswer, passHatK } from './evals-paraphrases';
import { belowBaseline, toBaseline, toReport, type Result } from './evals-report';

const right: Score = { verdict: 'exact', isRight: true, reason: '' };
const wrong: Score = { verdict: 'wrong', isRight: false, reason: 'another number' };
const refused: Score = { verdict: 'refuse', isRight: false, reason: 'refused' };
const result = (id: string, ...scores: Score[]): Result => ({
  ability: 'filters',
  id,
  data: 'olist',
  question: '?',
  runs: scores.map((score, index) => ({ score, ms: index + 1 })),
});

describe('the report of evals', () => {
  it('counts a case asked several times as right only when every run is', () => {
    const { total } = toReport([result('a', right, right), result('b', right, wrong), result('c', right, refused)]);
    expect(total).toMatchObject({ cases: 3, right: 1, exact: 1, wrong: 1, refuse: 1 });
  });

  it('estimates how likely k runs are all right', () => {
    expect(passHatK(8, 8, 8)).toBe(1);
    expect(passHatK(6, 8, 1)).toBe(0.75);
    // Of the 28 pairs that can be drawn from eight runs, 15 hold none of the two wrong ones.
    expect(passHatK(6, 8, 2)).toBeCloseTo(15 / 28, 12);
    expect(passHatK(6, 8, 7)).toBe(0);
  });

  it('tells where a report is worse than the baseline, and passes over data that was skipped', () => {
    const baseline = toBaseline(toReport([result('a', right), result('b', refused)]));
    expect(belowBaseline(toReport([result('a', right), result('b', refused)]), baseline)).toEqual([]);
    expect(belowBaseline(toReport([result('a', refused), result('b', refused)]), baseline)).toHaveLength(1);
    expect(belowBaseline(toReport([result('a', right), result('b', wrong)]), baseline)[0]).toContain('wrong without saying so');
    expect(belowBaseline(toReport([]), baseline)).toEqual([]);
  });
});

describe('comparing tool calls', () => {
  const call = (input: unknown) => ({ status: 'answered' as const, toolCalls: [{ tool: 'queryMetrics', input }] });

  it('does not see fields left at their default, or the order of keys and of filter values', () => {
    const short = call({ metrics: ['orders'], filters: [{ dimension: 'state', values: ['RJ', 'SP'] }] });
    const long = call({
      filters: [{ values: ['SP', 'RJ'], op: 'in', dimension: 'state' }],
      having: [],
      shape: { kind: 'aggregate' },
      metrics: ['orders'],
    });
    expect(describeAnswer(long)).toBe(describeAnswer(short));
  });

  it('sees another metric, another order of dimensions and another status', () => {
    const asked = describeAnswer(call({ metrics: ['orders', 'netSales'], dimensions: ['state', 'category'] }));
    expect(describeAnswer(call({ metrics: ['orders'], dimensions: ['state', 'category'] }))).not.toBe(asked);
    expect(describeAnswer(call({ metrics: ['netSales', 'orders'], dimensions: ['state', 'category'] }))).toBe(asked);
    expect(describeAnswer(call({ metrics: ['orders', 'netSales'], dimensions: ['category', 'state'] }))).not.toBe(asked);
    expect(describeAnswer({ status: 'refused', toolCalls: [] })).toBe('refused');
  });

  it('takes the month before and its name for the same comparison', () => {
    const period = { from: '2018-03-01', to: '2018-03-31' };
    const named = call({ metrics: ['orders'], period, compare: { from: '2018-02-01', to: '2018-02-28' } });
    expect(describeAnswer(call({ metrics: ['orders'], period, compare: 'previousPeriod' }))).toBe(describeAnswer(named));
    expect(describeAnswer(call({ metrics: ['orders'], period, compare: 'previousYear' }))).not.toBe(describeAnswer(named));
  });

  it('leaves look-ups and trimmings out', () => {
    const plain = call({ metrics: ['orders'] });
    const looked = { ...plain, toolCalls: [{ tool: 'findEntities', input: { text: 'mug' } }, ...plain.toolCalls] };
    expect(describeAnswer(looked)).toBe(describeAnswer(plain));
    const trimmed = { ...plain, toolCalls: [...plain.toolCalls, { tool: 'queryMetrics', input: { metrics: ['orders'], grain: 'day' } }] };
    expect(describeAnswer(trimmed)).toBe(describeAnswer(plain));
  });
});
