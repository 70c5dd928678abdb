import { tool } from 'ai';
import { z } from 'zod';
import { textColumn } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { pinTitleSchema } from '@/core/pins/pin';
import { toModelSummary, type Confirmation, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

export const pinAnswerInput = z.object({
  title: pinTitleSchema.optional().describe('What the card is called, when the person names it.'),
});

/** What the person is asked to agree to. */
export function confirmPin(raw: unknown): Confirmation {
  const { title } = pinAnswerInput.parse(raw);
  return { title: 'Pin the answer above to your dashboard?', lines: title === undefined ? [] : [`Called "${title}"`] };
}

/** Keep the answer before on the person's dashboard. Side effect: write. */
export function pinAnswer(context: ToolContext) {
  return tool({
    description: "Keep the answer before this message on the person's dashboard. The person is asked to approve first.",
    inputSchema: pinAnswerInput,
    execute: ({ title }): Promise<ToolOutput> => orRefusal(() => pinLast(context, title)),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function pinLast({ pins, lastAnswerId, nextTableId }: ToolContext, title: string | undefined): Promise<ToolOutput> {
  if (lastAnswerId === null)
    throw new AppError('no_data', 'There is no answer before this to pin.', { remedy: 'Ask for something first, then say "pin this".' });
  const pinned = await pins.pin(lastAnswerId, title);
  const table = {
    id: nextTableId(),
    title: 'Pinned',
    columns: [textColumn('title', 'Card')],
    rows: [{ title: pinned.title }],
    complete: true,
    totalRows: 1,
  };
  return { tables: [table], charts: [], provenance: [] };
}
