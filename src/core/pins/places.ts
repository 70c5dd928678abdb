import { GRID_COLUMNS, SMALLEST, type PinPlace } from './pin';

/** What a new card is given: half the width of the dashboard, and the height of a sentence, a number and a chart. */
const NEW = { w: 6, h: 10 } as const;

type Placed = PinPlace & { id: string };

const overlaps = (a: PinPlace, b: PinPlace): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Where a new card goes: the first place it fits, from the top, left before right. */
export function placeForNew(taken: readonly PinPlace[]): PinPlace {
  const bottom = Math.max(0, ...taken.map(({ y, h }) => y + h));
  for (let y = 0; y < bottom; y += 1)
    for (const x of [0, GRID_COLUMNS - NEW.w]) {
      const place = { x, y, ...NEW };
      if (!taken.some((other) => overlaps(place, other))) return place;
    }
  return { x: 0, y: bottom, ...NEW };
}

/** The order cards are read in, and stand in where there is one column. */
export function inReadingOrder<Item extends PinPlace>(places: readonly Item[]): Item[] {
  return places.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

/** What can be done to a card without dragging it. */
export type PlaceStep = 'left' | 'right' | 'up' | 'down' | 'narrower' | 'wider' | 'lower' | 'taller';

/** A card after one step; where there is no room for it, as it was. The others make room when they are laid out. */
export function stepPlace<Item extends Placed>(item: Item, step: PlaceStep, others: readonly Placed[]): Item {
  const moved = { ...item, ...STEPS[step](item, others) };
  const isInside = moved.x >= 0 && moved.y >= 0 && moved.x + moved.w <= GRID_COLUMNS && moved.w >= SMALLEST.w && moved.h >= SMALLEST.h;
  return isInside ? moved : item;
}

const STEPS: Readonly<Record<PlaceStep, (place: Placed, others: readonly Placed[]) => Partial<PinPlace>>> = {
  left: ({ x }) => ({ x: x - 1 }),
  right: ({ x }) => ({ x: x + 1 }),
  // Above the card that stands in the way, below the one that follows: a step of one row would be pushed back.
  up: (place, others) => ({ y: nextAbove(place, others) }),
  down: (place, others) => ({ y: nextBelow(place, others) }),
  narrower: ({ w }) => ({ w: w - 1 }),
  wider: ({ x, w }) => (x + w < GRID_COLUMNS ? { w: w + 1 } : { x: x - 1, w: w + 1 }),
  lower: ({ h }) => ({ h: h - 1 }),
  taller: ({ h }) => ({ h: h + 1 }),
};

const inSameColumns = (place: PinPlace, others: readonly Placed[]): readonly Placed[] =>
  others.filter((other) => other.x < place.x + place.w && place.x < other.x + other.w);

function nextAbove(place: Placed, others: readonly Placed[]): number {
  const above = inSameColumns(place, others).filter(({ y }) => y < place.y);
  return Math.max(-1, ...above.map(({ y }) => y));
}

function nextBelow(place: Placed, others: readonly Placed[]): number {
  const below = inSameColumns(place, others).filter(({ y }) => y >= place.y + place.h);
  const [next] = inReadingOrder(below);
  return next ? next.y + next.h : place.y;
}
