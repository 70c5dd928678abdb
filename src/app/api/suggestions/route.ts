import { z } from 'zod';
import { route } from '@/server/route';

/** Questions the workspace's own data can answer; none when there is no data yet. */
export const GET = route({
  input: z.object({}),
  handle: async ({ container, workspace }) => ({ questions: await container.answers.suggestQuestions(workspace) }),
});
