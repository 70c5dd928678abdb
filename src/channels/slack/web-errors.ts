import { ErrorCode, type WebAPIPlatformError } from '@slack/web-api';

/** Slack's own word for why it refused a call, or null when it was no refusal. */
export function refusalOf(error: unknown): string | null {
  const isRefusal = error instanceof Error && (error as Partial<WebAPIPlatformError>).code === ErrorCode.PlatformError;
  return isRefusal ? (error as WebAPIPlatformError).data.error : null;
}

/** Why a message cannot stand where it was asked for; the person who asked can still be told. */
const NO_ACCESS = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'no_permission',
  'cannot_reply_to_message',
]);

export const isNoAccess = (error: unknown): boolean => NO_ACCESS.has(refusalOf(error) ?? '');
