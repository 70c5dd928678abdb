import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GRID_COLUMNS, pinPlaceSchema, type PinPlace } from './pin';
import { inReadingOrder, placeForNew, stepPlace } from './places';

const place = fc
  .record({
    x: fc.integer({ min: 0, max: 9 }),
    y: fc.integer({ min: 0, max: 40 }),
    w: fc.integer({ min: 3, max: 12 }),
    h: fc.integer({ min: 3, max: 12 }),
  })
  .map(({ x, w, ...rest }) => ({ ...rest, w, x: Math.min(x, GRID_COLUMNS - w) }));
const overlaps = (a: PinPlace, b: PinPlace): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

it('gives a new card a place of its own inside the grid, near the top', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 12 }), (taken) => {
      const found = placeForNew(taken);
      expect(pinPlaceSchema.safeParse(found).success).toBe(true);
      expect(taken.some((other) => overlaps(found, other))).toBe(false);
    }),
  );
});

it('fills a dashboard two cards a row', () => {
  const cards: PinPlace[] = [];
  for (let count = 0; count < 3; count += 1) cards.push(placeForNew(cards));
  expect(cards.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [6, 0],
    [0, 10],
  ]);
});

it('never takes a card out of the grid, whatever the step', () => {
  const step = fc.constantFrom('left', 'right', 'up', 'down', 'narrower', 'wider', 'lower', 'taller');
  fc.assert(
    fc.property(place, fc.array(place, { maxLength: 8 }), step, (card, others, taken) => {
      const stepped = stepPlace(
        { ...card, id: 'a' },
        taken,
        others.map((other, index) => ({ ...other, id: String(index) })),
      );
      expect(pinPlaceSchema.safeParse(stepped).success).toBe(true);
    }),
  );
});

it('moves a card past its neighbour, and makes it wider to the left at the right edge', () => {
  const first = { id: 'first', x: 0, y: 0, w: 6, h: 8 };
  const second = { id: 'second', x: 0, y: 8, w: 6, h: 8 };
  expect(stepPlace(second, 'up', [first]).y).toBe(0);
  expect(stepPlace(first, 'down', [second]).y).toBe(16);
  expect(stepPlace(first, 'up', [second])).toEqual(first);
  expect(stepPlace({ id: 'right', x: 6, y: 0, w: 6, h: 8 }, 'wider', [])).toMatchObject({ x: 5, w: 7 });
  expect(inReadingOrder([second, { ...first, x: 6 }, first]).map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [6, 0],
    [0, 8],
  ]);
});
