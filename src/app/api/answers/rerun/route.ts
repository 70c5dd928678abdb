import { z } from 'zod';
import { AppError } from '@/core/errors';
import { GRAINS } from '@/core/model/calendar';
import { presetSchema } from '@/core/query/period';
import { BASES, daySchema } from '@/core/query/query';
import { route } from '@/server/route';
import { getChatOrThrow, replaceArtifact } from '@/store/chats';

const change = z.object({
  period: z.union([z.object({ preset: presetSchema }), z.object({ from: daySchema, to: daySchema })]).exactOptional(),
  basis: z.enum(BASES).exactOptional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'must be a three-letter code, like USD' })
    .exactOptional(),
  grain: z.enum(GRAINS).exactOptional(),
});

/** Answer again with one chip changed, without the model; the thread keeps the new answer in place of the old. */
export const POST = route({
  input: z.object({ chatId: z.uuid(), messageId: z.uuid(), change }),
  handle: async ({ container, workspace, user, input: { chatId, messageId, change: wanted } }) => {
    const owner = { workspaceId: workspace.id, userId: user.id };
    const before = (await getChatOrThrow(container.db, owner, chatId)).messages.find((message) => message.id === messageId)?.artifact;
    if (!before) throw new AppError('not_found', 'This answer is not kept.', { field: 'messageId', remedy: 'Ask the question again.' });
    const artifact = await container.answers.rerunAnswer({ workspace, artifact: before, change: wanted });
    await replaceArtifact(container.db, owner, { chatId, messageId, artifact });
    return { artifact };
  },
});
