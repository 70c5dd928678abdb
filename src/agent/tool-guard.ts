import type { ModelMessage, Tool, ToolSet } from 'ai';
import { AppError } from '@/core/errors';
import { hasUntrustedText, type ToolEntry, type ToolOutput } from '@/tools/kit';

/** What stands in the way of a tool call, and what a turn has read so far. */
export interface ToolGuard {
  tools: ToolSet;
  /** True once text of strangers is in front of the model, from this turn or an earlier one of the thread. */
  isTainted(): boolean;
  /** Tools the model may be offered now. */
  active(): string[];
  /** The AI SDK's approval rule: a write waits for the person, or is denied outright in a tainted turn. */
  approve(toolName: string): 'user-approval' | { type: 'denied'; reason: string } | undefined;
}

const TAINTED = 'This turn has read text from outside (product titles and the like), so nothing can be changed in it.';

export interface GuardedThread {
  /** Messages the model is given, with the results of earlier turns. */
  history: readonly ModelMessage[];
  /** Whether text in front of the model can move it to call tools. The built-in analyst reads the person's questions only. */
  isSteerable: boolean;
}

/**
 * Put the tools of a turn behind their rules: identical reads are answered once, a write needs the person's approval,
 * and a turn that has read untrusted text cannot write, also when the approval came earlier.
 */
export function guardTools(
  tools: ToolSet,
  entries: Readonly<Record<string, ToolEntry>>,
  { history, isSteerable }: GuardedThread,
): ToolGuard {
  let tainted = isSteerable && history.some(holdsUntrustedText);
  const answered = new Map<string, Promise<unknown>>();
  // A tool that says nothing about itself may do anything.
  const isWrite = (name: string): boolean => (entries[name]?.effect ?? 'write') === 'write';
  const guarded = Object.entries(tools).map(([name, original]): [string, Tool] => {
    const { execute } = original;
    if (!execute) return [name, original as Tool];
    const run = async (input: unknown, options: unknown): Promise<unknown> => {
      if (isWrite(name) && tainted) throw new AppError('forbidden', TAINTED, { remedy: 'Ask for the change in a thread of its own.' });
      const output = await once(answered, isWrite(name) ? null : `${name} ${canonical(input)}`, async () => {
        const result: unknown = await (execute as (input: unknown, options: unknown) => unknown)(input, options);
        return result;
      });
      tainted ||= isSteerable && isToolOutput(output) && hasUntrustedText(output);
      return output;
    };
    return [name, { ...original, execute: run } as Tool];
  });
  return {
    tools: Object.fromEntries(guarded),
    isTainted: () => tainted,
    active: () => Object.keys(tools).filter((name) => !(tainted && isWrite(name))),
    approve: (name) => (!(name in tools) || !isWrite(name) ? undefined : tainted ? { type: 'denied', reason: TAINTED } : 'user-approval'),
  };
}

/** A model that asks the same again within a turn gets the same table, not another copy of it. */
function once(answered: Map<string, Promise<unknown>>, key: string | null, work: () => Promise<unknown>): Promise<unknown> {
  if (key === null) return work();
  const known = answered.get(key);
  if (known) return known;
  const answer = work();
  answered.set(key, answer);
  answer.catch(() => answered.delete(key));
  return answer;
}

/** JSON with sorted keys: equal inputs, equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}

function isToolOutput(value: unknown): value is ToolOutput {
  return typeof value === 'object' && value !== null && Array.isArray((value as { tables?: unknown }).tables);
}

/** Results of earlier turns name their columns of outside text themselves (toModelSummary). */
function holdsUntrustedText(message: ModelMessage): boolean {
  return message.role === 'tool' && JSON.stringify(message.content).includes('"untrustedText"');
}
