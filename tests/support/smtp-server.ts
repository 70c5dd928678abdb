import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  /** As it came over the wire. */
  raw: string;
  mail: ParsedMail;
}

export interface TestSmtpServer {
  /** For SMTP_URL, with user and password. */
  url: string;
  received: ReceivedMail[];
  /** Answer the next messages with these codes instead of taking them. */
  refuse(codes: readonly number[]): void;
  close(): Promise<void>;
}

const USER = 'shop@example.com';
const PASSWORD = 'let-me-in';

/** A mail server on loopback that wants a password and keeps what it is sent. */
export async function startSmtpServer(): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  let refusals: number[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === USER && password === PASSWORD ? done(null, { user: USER }) : done(new Error('wrong user or password')),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const code = refusals.shift();
        if (code !== undefined) {
          done(Object.assign(new Error('not now'), { responseCode: code }));
          return;
        }
        const raw = Buffer.concat(chunks).toString('utf8');
        simpleParser(raw).then(
          (mail) => {
            received.push({ raw, mail });
            done();
          },
          (error: Error) => done(error),
        );
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://${encodeURIComponent(USER)}:${PASSWORD}@127.0.0.1:${port}`,
    received,
    refuse: (codes) => {
      refusals = [...codes];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
