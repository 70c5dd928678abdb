import { isAppError } from '@/core/errors';
import type { ToolOutput } from './kit';

/** Run a tool; what it cannot answer becomes a refusal with its remedy, so that the model can say so. Other errors go on. */
export async function orRefusal(run: () => Promise<ToolOutput>): Promise<ToolOutput> {
  try {
    return await run();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return {
      tables: [],
      charts: [],
      provenance: [],
      refusal: { message: error.message, code: error.code, ...(error.remedy ? { remedy: error.remedy } : {}) },
    };
  }
}
