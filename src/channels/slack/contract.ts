import type { App } from '@slack/bolt';
import type { ChatMessage } from '@/agent/chat-message';
import type { Artifact, Chart, Table } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';

/** What the app may do in a team; the manifest asks for the same (docs/slack-manifest.json). */
export const SLACK_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'chat:write',
  'chat:write.public',
  'commands',
  'files:write',
  'im:history',
  'users:read',
] as const;

/** The command people type. */
export const SLACK_COMMAND = '/shopiq';

/** A linked person, with the role they have in the team's workspace now. */
export interface SlackPerson {
  userId: string;
  name: string;
  role: string;
  workspace: Workspace;
}

/** Who somebody in Slack is here. */
export type SlackSender = ({ kind: 'linked' } & SlackPerson) | { kind: 'unlinked' } | { kind: 'stranger'; name: string };

/** An answer as it was kept. */
export interface SlackAnswer {
  chatId: string;
  messageId: string;
  artifact: Artifact;
  parts: ChatMessage['parts'];
  notice?: string | undefined;
}

/** Where a conversation is in Slack. */
export interface SlackThreadPlace {
  channelId: string;
  threadTs: string;
}

/** What the app needs of the product, bound to one request of one team. The team's workspace is bound here, never said by Slack. */
export interface SlackPorts {
  identify(slackUserId: string): Promise<SlackSender>;
  /** Where somebody says who they are: good once, for a quarter of an hour. */
  linkUrl(member: { slackUserId: string; slackName: string }): Promise<string>;
  /**
   * Answer a question as this person, in the chat that the thread is; without a thread a chat begins.
   * @throws AppError what made it fail.
   */
  ask(person: SlackPerson, question: { place: SlackThreadPlace | null; text: string }): Promise<SlackAnswer>;
  /** Remember that a thread is a chat of this person. */
  keepThread(person: SlackPerson, place: SlackThreadPlace, chatId: string): Promise<void>;
  /**
   * Approve or decline what an answer waits to change, and go on with it.
   * @throws AppError forbidden for a role that changes nothing, not_found when it is another person's, conflict when decided already.
   */
  decide(person: SlackPerson, decision: { chatId: string; messageId: string; isApproved: boolean }): Promise<SlackAnswer>;
  /** @throws AppError not_found when the answer is another person's. */
  rate(person: SlackPerson, verdict: { chatId: string; messageId: string; verdict: 'up' | 'down' }): Promise<void>;
  /** Questions the workspace's data can answer. */
  suggest(person: SlackPerson): Promise<string[]>;
  /** The latest threads of this person. */
  recent(person: SlackPerson): Promise<{ chatId: string; title: string }[]>;
  /** Answers this person pinned. */
  pinned(person: SlackPerson): Promise<{ title: string; url: string }[]>;
  openUrl(chatId: string): string;
  /** A chart as PNG; null where it cannot be drawn. */
  chartImage(chart: Chart, table: Table, locale: string): Promise<Uint8Array | null>;
  /** The team removed the app: forget it. */
  forget(): Promise<void>;
  /** The sender was not known: the request is kept until they link. */
  waitsForLink(): void;
  nowMs(): number;
  fetch: typeof fetch;
  /** Told of what went wrong without keeping an answer from being posted. */
  onFault(error: unknown, what: string): void;
}

/** What every listener finds in its context beside Bolt's own. */
export type SlackContext = { ports: SlackPorts };
export type SlackApp = App<SlackContext>;
