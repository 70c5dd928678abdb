import { clip } from '@/render/slack-text';

/** Longer questions are no questions (the web takes as many). */
const MOST_QUESTION = 4000;

/**
 * What somebody wrote, as plain words: Slack's own notation undone (docs.slack.dev/messaging/formatting-message-text), the
 * mention of the app taken out, names and labels in place of ids and addresses.
 */
export function toQuestion(text: string, botUserId: string | undefined): string {
  const plain = text
    .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_match, id: string, name?: string) => (id === botUserId ? ' ' : `@${name ?? id}`))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!([^>|]*)(?:\|([^>]*))?>/g, (_match, name: string, label?: string) => label ?? name)
    .replace(/<([^>|]+)\|([^>]+)>/g, '$2')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return clip(plain.replace(/\s+/g, ' ').trim(), MOST_QUESTION);
}
