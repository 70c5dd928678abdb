import { z } from 'zod';

/** The workspaces cases are about. */
export const DATA_SETS = { olist: 'olist', retail: 'retail', demo: 'demo-evals' } as const;
export type DataSet = keyof typeof DATA_SETS;

const toleranceSchema = z.object({ rel: z.number().optional(), abs: z.number().optional() });
export type Tolerance = z.infer<typeof toleranceSchema>;

const goldCellSchema = z.union([z.string(), z.number(), z.null()]);
export type GoldCell = z.infer<typeof goldCellSchema>;
const goldTableSchema = z.array(z.array(goldCellSchema));

/** How gold answers are compared. Percentages of gold values are in percent; artifacts hold fractions. */
const matching = {
  /** One for all values, or one for each value column of a table. */
  tolerance: z
    .union([toleranceSchema, z.array(toleranceSchema)])
    .nullable()
    .optional(),
  /** Rows of a table may come in any order. */
  anyOrder: z.boolean().optional(),
  /** A key is met when the answer's key contains it, in any case. A key may list names: "DE|Germany". */
  looseKeys: z.boolean().optional(),
  /** Booked negative or shown positive: the size counts. */
  anySign: z.boolean().optional(),
};

const partSchema = z.object({ kind: z.enum(['value', 'table']), gold: z.unknown(), ...matching });
export type Part = z.infer<typeof partSchema>;

const contributionSchema = z.object({ dimension: z.string(), leader: z.string(), change: z.number() });

/** A question with its gold answer. */
export const caseSchema = z.object({
  id: z.string(),
  data: z.enum(['olist', 'retail', 'demo']).default('olist'),
  question: z.string(),
  history: z.array(z.string()).default([]),
  kind: z.enum(['value', 'table', 'several', 'why', 'clarify', 'unanswerable', 'refuse_then_value', 'advice', 'request']),
  definition: z.string().optional(),
  gold: z.unknown(),
  columns: z.array(z.string()).optional(),
  ...matching,
  /** Kind of chart the answer must draw. */
  chart: z.string().optional(),
  /** Patterns (any case) the text must and must not hold: what a refusal names, which reading was taken. */
  mustSay: z.array(z.string()).optional(),
  mustNotSay: z.array(z.string()).optional(),
  /** A question that lacks everything may be refused as well as asked back. */
  orRefuse: z.boolean().optional(),
  tags: z.array(z.string()).default([]),
});
export type EvalCase = z.infer<typeof caseSchema>;

/** A question in many wordings, which must all lead to the same tool calls. */
export const paraphraseSchema = z.object({
  id: z.string(),
  data: z.enum(['olist', 'retail', 'demo']),
  ability: z.string(),
  history: z.array(z.string()).default([]),
  wordings: z.array(z.string()).min(2),
});
export type Paraphrase = z.infer<typeof paraphraseSchema>;

/** @throws ZodError when the gold answer has not the shape its kind needs. */
export const goldTable = (gold: unknown): GoldCell[][] => goldTableSchema.parse(gold);
export const goldParts = (gold: unknown): Part[] => z.array(partSchema).parse(gold);
export const goldContributions = (gold: unknown): z.infer<typeof contributionSchema>[] => z.array(contributionSchema).parse(gold);
/** The tool that must wait for the person, and what its input must hold. */
export const goldRequest = (gold: unknown): { tool: string; input: Record<string, unknown> } =>
  z.object({ tool: z.string(), input: z.record(z.string(), z.unknown()) }).parse(gold);
export const goldNumber = (gold: unknown): number => z.number().parse(gold);
