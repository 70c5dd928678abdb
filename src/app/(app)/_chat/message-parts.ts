import type { Artifact } from '@/core/artifact/artifact';
import type { ChatMessage, PendingChange } from '@/agent/chat-message';
import type { Step } from '@/ui/answer/steps';

/** A message taken apart for showing. */
export interface MessageView {
  text: string;
  artifact: Artifact | null;
  steps: Step[];
  /** What the answer waits to change; empty once it was decided. */
  changes: PendingChange[];
}

/** How the model hands over its follow-ups: not a step people care about. */
const PRESENT_ANSWER = 'presentAnswer';

/** A tool that runs once the person agrees. */
const WAITING = 'approval-requested';

interface ToolPart {
  type: string;
  toolCallId: string;
  toolName?: string;
  state: string;
  input?: unknown;
  errorText?: string;
}

function isToolPart(part: { type: string }): part is ToolPart {
  return part.type.startsWith('tool-') || part.type === 'dynamic-tool';
}

export function toMessageView(message: ChatMessage): MessageView {
  const view: MessageView = { text: '', artifact: null, steps: [], changes: [] };
  const isWaiting = message.parts.some((part) => isToolPart(part) && part.state === WAITING);
  for (const part of message.parts) {
    if (part.type === 'text') view.text += part.text;
    else if (part.type === 'data-artifact') view.artifact = part.data;
    else if (part.type === 'data-change') {
      if (isWaiting) view.changes.push(part.data);
    } else if (part.type === 'data-refresh')
      view.steps.push({ id: 'refresh', tool: 'syncNow', state: part.data.state, input: { accounts: part.data.accounts } });
    else if (isToolPart(part) && toolName(part) !== PRESENT_ANSWER && part.state !== WAITING) view.steps.push(toStep(part));
  }
  return view;
}

function toolName(part: ToolPart): string {
  return part.toolName ?? part.type.slice('tool-'.length);
}

function toStep(part: ToolPart): Step {
  const state = part.state === 'output-available' ? 'done' : part.state === 'output-error' ? 'failed' : 'running';
  return { id: part.toolCallId, tool: toolName(part), state, input: part.input, error: part.errorText };
}

/** The message with its artifact replaced in place. */
export function withArtifact(message: ChatMessage, artifact: Artifact): ChatMessage {
  return { ...message, parts: message.parts.map((part) => (part.type === 'data-artifact' ? { ...part, data: artifact } : part)) };
}
