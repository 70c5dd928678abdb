import { tool } from 'ai';
import { z } from 'zod';
import { optionSchema } from '@/core/artifact/artifact';

export const PRESENT_ANSWER = 'presentAnswer';

export const presentAnswerInput = z.object({
  kind: z
    .enum(['answer', 'clarify', 'refusal'])
    .describe('clarify: the person must choose between readings; refusal: the data does not hold it.'),
  title: z.string().max(200).optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/)
    .optional()
    .describe('Formats of numbers and dates, when the question is in another language than the workspace.'),
  followUps: z.array(z.string().max(200)).max(4).default([]).describe('Questions the data can answer next.'),
  options: z.array(optionSchema).max(4).default([]).describe('The readings to choose from, when clarifying.'),
});
export type PresentAnswer = z.infer<typeof presentAnswerInput>;

/** How a model says what kind of answer its text is. Ends the turn; does nothing else. */
export const presentAnswer = tool({
  description: 'Call once, after the text of the answer: says whether it answers, asks back or refuses, and what could be asked next.',
  inputSchema: presentAnswerInput,
  execute: async () => ({ isShown: true }),
});
