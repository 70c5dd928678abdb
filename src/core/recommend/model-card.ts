import { z } from 'zod';
import { METHODS, recipeSchema } from './recipe';

const share = z.number().min(0).max(1);

/** Means over the customers, or baskets, of the test window. All items are ranked; places 1 to 10 are judged. */
export const qualitySchema = z.object({
  cases: z.int().nonnegative(),
  precision: share,
  recall: share,
  ndcg: share,
  hit: share,
  coverage: share,
  novelty: z.number(),
});

export const VERDICTS = ['betterThanPopularity', 'noBetterThanPopularity', 'notEnoughData'] as const;

/** How the lists of one purpose are made, and what that is worth. */
export const purposeCardSchema = z.object({
  verdict: z.enum(VERDICTS),
  chosen: recipeSchema,
  /** Each method with its best parameters on the tuning window, measured on the test window; recent popularity among them. */
  measured: z.array(z.object({ method: z.enum(METHODS), recipe: recipeSchema, quality: qualitySchema })),
  /** One-sided paired test of the best method against recent popularity; null without enough data. */
  pValue: share.nullable(),
  /** NDCG of the best method over that of recent popularity, minus 1; null where popularity hits nothing or there is too little data. */
  improvement: z.number().nullable(),
});

/** What is kept beside the bytes of a model. Moments are milliseconds since 1970. */
export const modelCardSchema = z.object({
  formatVersion: z.int(),
  trainedAt: z.number(),
  seed: z.number(),
  data: z.object({
    from: z.number().nullable(),
    to: z.number().nullable(),
    events: z.int(),
    items: z.int(),
    customers: z.int(),
    orders: z.int(),
    itemsPerCustomer: z.number(),
    dropped: z.object({ returns: z.int(), repeated: z.int(), unreadable: z.int() }),
  }),
  /** Tuned on what was bought in tune, measured on what was bought in test; null when there is too little for both. */
  windows: z.object({ tuneFrom: z.number(), testFrom: z.number(), until: z.number() }).nullable(),
  purposes: z.object({
    newItems: purposeCardSchema,
    buyAgain: purposeCardSchema,
    similarItems: purposeCardSchema,
    basket: purposeCardSchema,
  }),
  bytes: z.int(),
});

export type ModelCard = z.infer<typeof modelCardSchema>;
export type PurposeCard = z.infer<typeof purposeCardSchema>;
