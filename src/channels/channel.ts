import type { MessageContent } from '@/core/message/message';
import type { Workspace } from '@/core/model/workspace';

/** A message on its way out. */
export interface Outgoing {
  /** The same each time it is tried: whoever receives it twice can tell. */
  id: string;
  workspace: Workspace;
  recipient: string;
  subject: string;
  content: MessageContent;
  createdAt: Date;
}

/**
 * Sends messages by one way. kept: there is nobody to give it to, so it is shown in the interface.
 * @throws AppError; with `retry: 'never'` when it will not be taken however often it is tried.
 */
export type SendMessage = (message: Outgoing) => Promise<'sent' | 'kept'>;
