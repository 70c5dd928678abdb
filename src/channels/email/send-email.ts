import { newArtifact, type Artifact } from '@/core/artifact/artifact';
import type { MessageContent } from '@/core/message/message';
import type { Vault } from '@/platform/vault';
import { renderEmail, type RenderedEmail } from '@/render/email/render-email';
import type { Outgoing, SendMessage } from '../channel';
import type { MailServer } from './mail-server';
import { UNSUBSCRIBE_PAGE, UNSUBSCRIBE_ROUTE, unsubscribeToken } from './unsubscribe';

export interface EmailDeps {
  /** Null: there is none, and messages are kept to be read in the interface. */
  server: MailServer | null;
  vault: Vault;
  /** Where the product is reached from outside, without a slash at the end. */
  publicUrl: string;
}

type Written = Pick<Outgoing, 'workspace' | 'subject' | 'content'>;

/** Sends messages by e-mail. */
export function emailSender(deps: EmailDeps): SendMessage {
  return async (message) => {
    if (!deps.server) return 'kept';
    const { id, recipient, createdAt, workspace, content } = message;
    const { subject, html, text, attachments } = await writeEmail(deps, message);
    const token = unsubscribeToken(deps.vault, workspace.id, content);
    await deps.server.send({
      id,
      to: recipient,
      subject,
      html,
      text,
      inline: attachments,
      date: createdAt,
      unsubscribeUrl: token === null ? null : `${deps.publicUrl}${UNSUBSCRIBE_ROUTE}?token=${token}`,
    });
    return 'sent';
  };
}

/** A message as an e-mail: the same each time it is made. */
export function writeEmail(
  { vault, publicUrl }: Omit<EmailDeps, 'server'>,
  { workspace, subject, content }: Written,
): Promise<RenderedEmail> {
  const token = unsubscribeToken(vault, workspace.id, content);
  const { reason, settingsPath, preheader } = content;
  return renderEmail({
    subject,
    preheader,
    sections: sectionsOf(content),
    footer: {
      reason,
      links: [
        { label: 'Change it', href: settingsPath },
        ...(token === null ? [] : [{ label: 'Unsubscribe', href: `${UNSUBSCRIBE_PAGE}?token=${token}` }]),
      ],
    },
    locale: workspace.locale,
    baseUrl: publicUrl,
    brand: workspace.name,
  });
}

function sectionsOf({ notes, answers }: MessageContent): Artifact[] {
  return [...(notes.length > 0 ? [newArtifact('answer', 'Not up to date', notes.join(' '))] : []), ...answers];
}

/** The e-mail as a page of its own: its pictures, which a mail carries beside it, are put into it. */
export function toPage({ html, attachments }: Pick<RenderedEmail, 'html' | 'attachments'>): string {
  return attachments.reduce(
    (page, { cid, contentType, content }) =>
      page.replaceAll(`cid:${cid}`, `data:${contentType};base64,${Buffer.from(content).toString('base64')}`),
    html,
  );
}
