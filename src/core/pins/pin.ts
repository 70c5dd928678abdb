import { z } from 'zod';
import type { Artifact } from '@/core/artifact/artifact';
import { movingSchema } from './moving-period';

/** How a pinned answer is made again. */
export const pinRefreshSchema = z.discriminatedUnion('kind', [
  z.object({
    /** Its queries run again, in the periods they move to. */
    kind: z.literal('queries'),
    /** One for each query, in the order of the answer's provenance. */
    moving: z.array(movingSchema),
    /** The person wants the days to stay as they were. */
    isFixed: z.boolean().default(false),
  }),
  /** Its question is asked again; it stands alone. */
  z.object({ kind: z.literal('question') }),
  /** It stays as it was pinned: it goes on from answers before it. */
  z.object({ kind: z.literal('never') }),
]);
export type PinRefresh = z.infer<typeof pinRefreshSchema>;

/** Columns of the dashboard's grid. */
export const GRID_COLUMNS = 12;
/** A card narrower or lower than this shows nothing. */
export const SMALLEST = { w: 3, h: 3 } as const;
const TALLEST = 40;
const LONGEST_GRID = 10_000;

/** Place and size of a card in grid units. */
export const pinPlaceSchema = z
  .object({
    x: z.int().min(0),
    y: z.int().min(0).max(LONGEST_GRID),
    w: z.int().min(SMALLEST.w).max(GRID_COLUMNS),
    h: z.int().min(SMALLEST.h).max(TALLEST),
  })
  .refine(({ x, w }) => x + w <= GRID_COLUMNS, { error: 'reaches over the right edge' });
export type PinPlace = z.infer<typeof pinPlaceSchema>;

export const pinTitleSchema = z.string().trim().min(1, { error: 'is empty' }).max(120, { error: 'is longer than 120 characters' });

/** An answer kept on a person's dashboard. */
export interface Pin {
  id: string;
  userId: string;
  /** The answer it was made of; it may be gone. */
  messageId: string;
  title: string;
  question: string;
  refresh: PinRefresh;
  /** The answer when it was pinned. */
  pinned: Artifact;
  pinnedAsOf: Date;
  /** The answer as it was last made again. */
  current: Artifact;
  currentAsOf: Date;
  /** When it was last tried to make it again, and why that failed; null: it did not. */
  triedAt: Date;
  problem: string | null;
  place: PinPlace;
  createdAt: Date;
}
