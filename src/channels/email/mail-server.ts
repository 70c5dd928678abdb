import { createTransport } from 'nodemailer';
import { AppError } from '@/core/errors';

/** What is given to a mail server. */
export interface Mail {
  /** Of the message: the part of its Message-ID before the @, the same each time it is tried. */
  id: string;
  to: string;
  subject: string;
  html: string;
  /** For those who read without pictures and markup: the same numbers. */
  text: string;
  inline: readonly { cid: string; filename: string; contentType: string; content: Uint8Array }[];
  /** Address that ends these messages with one POST (RFC 8058); null: they cannot be ended. */
  unsubscribeUrl: string | null;
  date: Date;
}

export interface MailServer {
  /** @throws AppError source_unavailable: later, or never when the server refuses it for good. */
  send(mail: Mail): Promise<void>;
  /** Whether the server answers and takes our name. @throws AppError source_unavailable. */
  check(): Promise<void>;
  close(): void;
}

export interface MailSettings {
  /** smtp:// or smtps:// with user and password. */
  url: string;
  /** "Name <address>". */
  from: string;
  /** Signs each message in the name of the domain (RFC 6376); most servers do it themselves. */
  dkim?: { domain: string; selector: string; privateKey: string } | undefined;
}

/** Server answers from here on mean "never": 5yz (RFC 5321, 4.2.1). */
const PERMANENT = 500;
/** A server that says nothing for so long is not waited for. */
const PATIENCE_MS = 20_000;
/** Signed beside the usual ones, as RFC 8058 section 4 asks for. */
const SIGNED_HEADERS =
  'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:List-Unsubscribe-Post';

/** Open a mail server by its URL. Connections are kept for the next message. */
export function openMailServer({ url, from, dkim }: MailSettings): MailServer {
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim
      ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey, headerFieldNames: SIGNED_HEADERS } }
      : {}),
  });
  return {
    async send(mail) {
      const { to, subject, html, text, date } = mail;
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          html,
          text,
          date,
          messageId: `<${mail.id}@${domain}>`,
          headers: headersOf(mail),
          attachments: mail.inline.map(({ content, ...part }) => ({
            ...part,
            content: Buffer.from(content),
            contentDisposition: 'inline',
          })),
        });
      } catch (error) {
        throw toAppError(error);
      }
    },
    async check() {
      try {
        await transport.verify();
      } catch (error) {
        throw toAppError(error, 'The mail server cannot be used');
      }
    },
    close: () => transport.close(),
  };
}

/** Each on one line: mail programs read no folded ones. Whoever is away is not to answer to it (RFC 3834). */
function headersOf({ unsubscribeUrl }: Mail): Record<string, string | { prepared: true; value: string }> {
  const ends =
    unsubscribeUrl === null
      ? {}
      : {
          'List-Unsubscribe': { prepared: true as const, value: `<${unsubscribeUrl}>` },
          'List-Unsubscribe-Post': { prepared: true as const, value: 'List-Unsubscribe=One-Click' },
        };
  return { 'Auto-Submitted': 'auto-generated', ...ends };
}

function toAppError(error: unknown, what = 'The mail server did not take the message'): AppError {
  const { responseCode, message } = error as { responseCode?: number; message?: string };
  const isPermanent = responseCode !== undefined && responseCode >= PERMANENT;
  const why = (message ?? 'it did not answer').split('\n')[0]?.slice(0, 200).replace(/\.$/, '') ?? '';
  return new AppError('source_unavailable', `${what}: ${why}.`, {
    field: 'SMTP_URL',
    remedy: isPermanent
      ? 'Correct the address, or what the server refuses, and have it sent again.'
      : 'Check SMTP_URL with `npx shopiq doctor`. It is tried again.',
    cause: error,
    retry: isPermanent ? 'never' : 'later',
  });
}
