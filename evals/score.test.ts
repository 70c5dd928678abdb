import { describe, expect, it } from 'vitest';
import { newArtifact, type Artifact, type Column, type Table } from '@/core/artifact/artifact';
import type { AskResult } from '@/cli/ask';
import { caseSchema, type EvalCase } from './case';
import { scoreAnswer } from './score';

const metric = (id: string, more: Partial<Column> = {}): Column => ({
  id,
  label: id,
  role: 'metric',
  type: 'number',
  unit: 'money',
  ...more,
});
const key = (id: string): Column => ({ id, label: id, role: 'dimension', type: 'string', unit: 'none' });

function tableOf(columns: Column[], rows: Table['rows'], more: Partial<Table> = {}): Table {
  return { id: 't1', title: '', columns, rows, complete: true, totalRows: rows.length, ...more };
}

function answerOf(
  prose: string,
  tables: Table[],
  more: Omit<Partial<AskResult>, 'artifact'> & { artifact?: Partial<Artifact> } = {},
): AskResult {
  const { artifact, ...rest } = more;
  const whole = { ...newArtifact('answer', '', prose), tables, ...artifact };
  return { status: 'answered', text: prose, artifact: whole, toolCalls: [], model: 'builtin', ms: 1, ...rest } as AskResult;
}

const caseOf = (fields: Partial<EvalCase> & Pick<EvalCase, 'kind' | 'gold'>): EvalCase =>
  caseSchema.parse({ id: 'c-1', question: 'how much?', tolerance: { rel: 0.001 }, ...fields });

const sales = tableOf([metric('netSales')], [{ netSales: 1000 }]);

describe('a question for one value', () => {
  const wanted = caseOf({ kind: 'value', gold: 1000 });

  it('is right when the only row holds it and the sentence states it', () => {
    expect(scoreAnswer(wanted, answerOf('Net sales were [[t1/0/netSales]].', [sales]))).toMatchObject({ verdict: 'exact', isRight: true });
  });

  it('is wrong when the sentence does not state it', () => {
    expect(scoreAnswer(wanted, answerOf('See the table.', [sales]))).toMatchObject({ verdict: 'wrong', isRight: false });
  });

  it('is wrong when the value is one row of many', () => {
    const table = tableOf(
      [key('state'), metric('netSales')],
      [
        { state: 'SP', netSales: 1000 },
        { state: 'RJ', netSales: 5 },
      ],
    );
    expect(scoreAnswer(wanted, answerOf('SP leads with [[t1/0/netSales]].', [table])).isRight).toBe(false);
  });

  it('takes the stated total of a table, with columns whose ids have dots', () => {
    const table = tableOf(
      [key('state'), metric('a.b')],
      [
        { state: 'SP', 'a.b': 600 },
        { state: 'RJ', 'a.b': 400 },
      ],
      { totals: { 'a.b': 1000 } },
    );
    expect(scoreAnswer(wanted, answerOf('Together [[t1/total/a.b]].', [table])).isRight).toBe(true);
  });

  it('does not take the value of the period compared with', () => {
    const table = tableOf([metric('now'), metric('before', { derivation: 'comparison' })], [{ now: 7, before: 1000 }]);
    expect(scoreAnswer(wanted, answerOf('[[t1/0/now]], before [[t1/0/before]].', [table])).isRight).toBe(false);
  });

  it('reads ratios in percent, and signs as booked only when told so', () => {
    const rate = tableOf([metric('rate', { unit: 'ratio' })], [{ rate: -0.1 }]);
    const answer = answerOf('[[t1/0/rate]]', [rate]);
    expect(scoreAnswer(caseOf({ kind: 'value', gold: 10, tolerance: { abs: 0.05 } }), answer).isRight).toBe(false);
    expect(scoreAnswer(caseOf({ kind: 'value', gold: 10, tolerance: { abs: 0.05 }, anySign: true }), answer).isRight).toBe(true);
  });

  it('counts a refusal or a question back as such, not as wrong', () => {
    expect(scoreAnswer(wanted, answerOf('No.', [], { status: 'refused' }))).toMatchObject({ verdict: 'refuse', isRight: false });
    expect(scoreAnswer(wanted, answerOf('Which?', [], { status: 'clarify' }))).toMatchObject({ verdict: 'clarify', isRight: false });
  });
});

describe('a question for a table', () => {
  const columns = [key('state'), metric('netSales'), metric('orders', { unit: 'count' })];
  const rows = [
    { state: 'SP', netSales: 500, orders: 5 },
    { state: 'RJ', netSales: 300, orders: 4 },
  ];
  const answer = answerOf('SP leads with [[t1/0/netSales]].', [tableOf(columns, rows)]);

  it('wants the rows in order and no others', () => {
    expect(
      scoreAnswer(
        caseOf({
          kind: 'table',
          gold: [
            ['SP', 500],
            ['RJ', 300],
          ],
        }),
        answer,
      ).isRight,
    ).toBe(true);
    expect(
      scoreAnswer(
        caseOf({
          kind: 'table',
          gold: [
            ['RJ', 300],
            ['SP', 500],
          ],
        }),
        answer,
      ).isRight,
    ).toBe(false);
    expect(
      scoreAnswer(
        caseOf({
          kind: 'table',
          gold: [
            ['SP', 500],
            ['RJ', 300],
            ['MG', 1],
          ],
        }),
        answer,
      ).isRight,
    ).toBe(false);
  });

  it('takes any order, and keys by any of their names, when the case says so', () => {
    expect(
      scoreAnswer(
        caseOf({
          kind: 'table',
          gold: [
            ['RJ', 300],
            ['SP', 500],
          ],
          anyOrder: true,
        }),
        answer,
      ).isRight,
    ).toBe(true);
    expect(
      scoreAnswer(
        caseOf({
          kind: 'table',
          gold: [
            ['São Paulo|SP', 500],
            ['RJ', 300],
          ],
        }),
        answer,
      ).isRight,
    ).toBe(true);
  });

  it('has a tolerance for each column', () => {
    const gold = [
      ['SP', 500.4, 6],
      ['RJ', 300, 4],
    ];
    expect(scoreAnswer(caseOf({ kind: 'table', gold, tolerance: [{ abs: 0.5 }, { abs: 0 }] }), answer).isRight).toBe(false);
    expect(scoreAnswer(caseOf({ kind: 'table', gold, tolerance: [{ abs: 0.5 }, { abs: 1 }] }), answer).isRight).toBe(true);
  });

  it('takes a ranking for a superlative when its first row is the answer and the sentence begins with it', () => {
    expect(scoreAnswer(caseOf({ kind: 'table', gold: [['SP', 500]] }), answer).isRight).toBe(true);
    expect(scoreAnswer(caseOf({ kind: 'table', gold: [['RJ', 300]] }), answer).isRight).toBe(false);
    const silent = answerOf('Here they are.', [tableOf(columns, rows)]);
    expect(scoreAnswer(caseOf({ kind: 'table', gold: [['SP', 500]] }), silent).isRight).toBe(false);
  });

  it('takes two periods in one row, each value in its own place', () => {
    const compared = tableOf(
      [
        metric('netSales'),
        metric('netSales_previous', { role: 'derived', derivation: 'comparison' }),
        metric('change', { role: 'derived' }),
      ],
      [{ netSales: 500, netSales_previous: 300, change: 200 }],
    );
    const gold = [
      ['2017', 300],
      ['2018', 500],
    ];
    expect(scoreAnswer(caseOf({ kind: 'table', gold, anyOrder: true }), answerOf('', [compared])).isRight).toBe(true);
    const swapped = [
      ['2017', 300],
      ['2018', 200],
    ];
    expect(scoreAnswer(caseOf({ kind: 'table', gold: swapped, anyOrder: true }), answerOf('', [compared])).isRight).toBe(false);
    const places = [
      ['SP', 300],
      ['RJ', 500],
    ];
    expect(scoreAnswer(caseOf({ kind: 'table', gold: places, anyOrder: true }), answerOf('', [compared])).isRight).toBe(false);
  });

  it('wants the chart asked for', () => {
    const wanted = caseOf({
      kind: 'table',
      gold: [
        ['SP', 500],
        ['RJ', 300],
      ],
      chart: 'pie',
    });
    expect(scoreAnswer(wanted, answer).reason).toContain('pie');
    const charts = [{ id: 'c', kind: 'pie' as const, title: '', tableId: 't1', x: 'state', y: ['netSales'], alt: '' }];
    expect(scoreAnswer(wanted, answerOf('', [tableOf(columns, rows)], { artifact: { charts } })).isRight).toBe(true);
  });
});

describe('several asks', () => {
  const wanted = caseOf({
    kind: 'several',
    tolerance: null,
    gold: [
      { kind: 'value', gold: 1000, tolerance: { rel: 0.001 } },
      { kind: 'table', gold: [['SP', 500]], tolerance: { rel: 0.001 } },
    ],
  });
  const best = tableOf([key('state'), metric('netSales')], [{ state: 'SP', netSales: 500 }], { id: 't2' });

  it('are right only when every part is answered', () => {
    expect(scoreAnswer(wanted, answerOf('[[t1/0/netSales]]; SP is first with [[t2/0/netSales]].', [sales, best])).isRight).toBe(true);
    expect(scoreAnswer(wanted, answerOf('[[t1/0/netSales]].', [sales])).reason).toContain('1 parts are not answered');
  });
});

describe('a question why', () => {
  const wanted = caseOf({
    kind: 'why',
    gold: [
      { dimension: 'state', leader: 'SP', change: -200 },
      { dimension: 'category', leader: 'bed_bath', change: -90 },
    ],
  });
  const table = tableOf([key('state'), metric('change')], [{ state: 'SP', change: -200 }]);

  it('wants the leading contributor named and its change stated', () => {
    expect(scoreAnswer(wanted, answerOf('SP fell most, by [[t1/0/change]].', [table])).isRight).toBe(true);
    expect(scoreAnswer(wanted, answerOf('One state fell by [[t1/0/change]].', [table])).isRight).toBe(false);
    expect(scoreAnswer(wanted, answerOf('SP fell most.', [table])).isRight).toBe(false);
  });
});

describe('questions to ask back or to refuse', () => {
  it('a question back needs options', () => {
    const wanted = caseOf({ kind: 'clarify', gold: null });
    const options = [
      { label: 'a', question: 'a?' },
      { label: 'b', question: 'b?' },
    ];
    expect(scoreAnswer(wanted, answerOf('Which?', [], { status: 'clarify', artifact: { options } })).isRight).toBe(true);
    expect(scoreAnswer(wanted, answerOf('Which?', [], { status: 'clarify' })).isRight).toBe(false);
  });

  it('an answer that names its reading will do, a bare one is wrong', () => {
    const wanted = caseOf({ kind: 'clarify', gold: null, mustSay: ['revenue|units'] });
    expect(scoreAnswer(wanted, answerOf('The best by revenue is X.', [])).isRight).toBe(true);
    expect(scoreAnswer(wanted, answerOf('X.', []))).toMatchObject({ verdict: 'wrong', isRight: false });
  });

  it('a refusal must say what the case wants and not what it bans', () => {
    const wanted = caseOf({ kind: 'unanswerable', gold: null, mustSay: ['cost'], mustNotSay: ['deleted'] });
    expect(scoreAnswer(wanted, answerOf('Costs are not in the data.', [], { status: 'refused' })).isRight).toBe(true);
    expect(scoreAnswer(wanted, answerOf('No.', [], { status: 'refused' }))).toMatchObject({ verdict: 'refuse', isRight: false });
    expect(scoreAnswer(wanted, answerOf('Deleted, at no cost.', [], { status: 'refused' })).isRight).toBe(false);
  });

  it('an answer to what cannot be answered is wrong', () => {
    expect(scoreAnswer(caseOf({ kind: 'unanswerable', gold: null }), answerOf('Profit was [[t1/0/netSales]].', [sales])).verdict).toBe(
      'wrong',
    );
  });
});
