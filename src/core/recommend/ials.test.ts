import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/core/math/random';
import { readEvents } from './events';
import { gramOf, ialsObjective, trainIals, type IalsParameters } from './ials';
import { ialsRecommender } from './ials-recommender';
import { rowSystem, solveRows } from './ials-solve';
import { toInteractions, transpose, type Sparse } from './interactions';
import { recommend } from './recommender';
import { eventsOf } from './small-shops.fixture';

const Y = Float32Array.of(0.1, 0.2, 0.3, -0.1, -0.2, 0.4, 0.5, 0.1);
const ROW: Sparse = { rows: 1, columns: 4, start: Int32Array.of(0, 2), column: Int32Array.of(0, 2), value: Float32Array.of(1, 3) };

describe('one row of iALS', () => {
  const solve = (solver: 'exact' | number): Float32Array => {
    const solved = new Float32Array(2);
    solveRows({ matrix: ROW, fixed: Y, solved, gram: gramOf(Y, 2, 0.1), factors: 2, alpha: 2, solver }, 0, 1);
    return solved;
  };

  it.each(['exact', 2] as const)('gives the reference solution (%s)', (solver) => {
    const x = solve(solver);
    expect(x[0]).toBeCloseTo(0.17223911, 6);
    expect(x[1]).toBeCloseTo(2.56079027, 6);
    const scores = [0, 1, 2, 3].map((item) => (x[0] ?? 0) * (Y[2 * item] ?? 0) + (x[1] ?? 0) * (Y[2 * item + 1] ?? 0));
    [0.529382, -0.204407, 0.989868, 0.342199].forEach((score, item) => expect(scores[item]).toBeCloseTo(score, 6));
  });

  it('has the matrix and the right side of the reference', () => {
    const b = new Float64Array(2);
    const step = {
      matrix: ROW,
      fixed: Y,
      solved: new Float32Array(2),
      gram: gramOf(Y, 2, 0.1),
      factors: 2,
      alpha: 2,
      solver: 'exact' as const,
    };
    const a = rowSystem(step, { from: 0, to: 2 }, b);
    // The lower triangle is filled.
    [0.75, -0.48, 1.36].forEach((value, at) => expect(a[[0, 2, 3][at] ?? 0]).toBeCloseTo(value, 6));
    expect([...b]).toEqual([expect.closeTo(-1.1, 6), expect.closeTo(3.4, 6)]);
  });

  it('gives what other libraries give, which weigh by alpha r, when asked with r - 1/alpha', () => {
    const solved = new Float32Array(2);
    const matrix = { ...ROW, value: Float32Array.of(0.5, 2.5) };
    solveRows({ matrix, fixed: Y, solved, gram: gramOf(Y, 2, 0.1), factors: 2, alpha: 2, solver: 'exact' }, 0, 1);
    expect([...solved]).toEqual([expect.closeTo(0.02517306, 6), expect.closeTo(2.42290749, 6)]);
  });

  it('gives the objective of the reference', () => {
    const rowOnly = ialsObjective(ROW, { users: solve('exact'), items: Y }, { factors: 2, lambda: 0.1, alpha: 2 });
    const ofItems = 0.1 * Y.reduce((sum, value) => sum + value * value, 0);
    expect(rowOnly - ofItems).toBeCloseTo(1.48277609, 5);
  });

  it('gives a row without entries no factors', () => {
    const empty = { ...ROW, start: Int32Array.of(0, 0) };
    const solved = Float32Array.of(7, 7);
    solveRows({ matrix: empty, fixed: Y, solved, gram: gramOf(Y, 2, 0.1), factors: 2, alpha: 2, solver: 3 }, 0, 1);
    expect([...solved]).toEqual([0, 0]);
  });
});

const PARAMETERS: IalsParameters = { factors: 6, lambda: 0, alpha: 2, iterations: 100, solver: 'exact' };
const SQUARE = toInteractions(readEvents(eventsOf(['110100', '011100', '101000', '110000', '001101', '010001', '000011'])).log);

describe('trainIals', () => {
  it('rebuilds a matrix that has as many factors as columns', () => {
    const { users, items } = trainIals(SQUARE, PARAMETERS, { random: seededRandom(1) });
    for (let user = 0; user < 7; user += 1) {
      const { start, column } = SQUARE.byUser;
      const bought = new Set(column.subarray(start[user], start[user + 1]));
      for (let item = 0; item < 6; item += 1) {
        let score = 0;
        for (let k = 0; k < 6; k += 1) score += (users[user * 6 + k] ?? 0) * (items[item * 6 + k] ?? 0);
        expect(Math.abs(score - (bought.has(item) ? 1 : 0))).toBeLessThan(1e-3);
      }
    }
  });

  it('never lets the objective rise over a half-step of the exact solver', () => {
    const entry = fc.record({ user: fc.nat(9), item: fc.nat(7), count: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 40 }),
        fc.nat(1_000),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        (entries, seed, alpha) => {
          const events = entries.map(({ user, item }, order) => ({
            user: `${user}`,
            item: `${item}`,
            order: `${order}`,
            at: order,
            quantity: 1,
          }));
          const { byUser, byItem } = toInteractions(readEvents(events).log);
          const weights = { factors: 3, lambda: 0.5, alpha };
          const random = seededRandom(seed);
          const items = Float32Array.from({ length: byItem.rows * 3 }, () => random() - 0.5);
          const users = new Float32Array(byUser.rows * 3);
          let before = Infinity;
          for (let half = 0; half < 8; half += 1) {
            const [matrix, fixed, solved] = half % 2 === 0 ? [byUser, items, users] : [byItem, users, items];
            solveRows({ matrix, fixed, solved, gram: gramOf(fixed, 3, 0.5), factors: 3, alpha, solver: 'exact' }, 0, matrix.rows);
            const now = ialsObjective(byUser, { users, items }, weights);
            expect(now).toBeLessThanOrEqual(before * (1 + 1e-5));
            before = now;
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('comes with conjugate gradient to where the exact solver comes', () => {
    const end = (solver: 'exact' | number): number =>
      trainIals(SQUARE, { ...PARAMETERS, factors: 4, lambda: 0.1, solver }, { random: seededRandom(3) }).objective;
    expect(end(3)).toBeCloseTo(end('exact'), 2);
  });

  it('says so when it does not converge', () => {
    const broken = { random: seededRandom(1), sweep: (step: { solved: Float32Array }) => void step.solved.fill(Number.NaN) };
    expect(() => trainIals(SQUARE, PARAMETERS, broken)).toThrow(/did not settle/);
    let size = 1;
    const growing = { random: seededRandom(1), sweep: (step: { solved: Float32Array }) => void step.solved.fill((size *= 2)) };
    expect(() => trainIals(SQUARE, PARAMETERS, growing)).toThrow(/its error grew in round 2/);
  });
});

describe('ialsRecommender', () => {
  const model = { items: Y, factors: 2, lambda: 0.1, alpha: 2 };
  const history = { items: Int32Array.of(0, 2), counts: Float32Array.of(1, 1), lastAt: new Float64Array(2), now: 0 };

  it('gives reasons that add up to the score', () => {
    const scores = new Float64Array(4);
    const recommender = ialsRecommender(model);
    recommender.score(history, scores);
    const [reasons] = recommender.explain(history, Int32Array.of(3));
    expect(reasons?.map(({ item }) => item).sort()).toEqual([0, 2]);
    expect(reasons?.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(scores[3] ?? Number.NaN, 12);
  });

  it('recommends nothing to an empty history', () => {
    const none = { items: new Int32Array(0), counts: new Float32Array(0), lastAt: new Float64Array(0), now: 0 };
    expect(recommend(ialsRecommender(model), none, { n: 3, exclude: new Int32Array(0) })).toEqual([]);
  });
});

it('transposing twice gives the matrix back', () => {
  expect(transpose(transpose(SQUARE.byUser))).toEqual(SQUARE.byUser);
});
