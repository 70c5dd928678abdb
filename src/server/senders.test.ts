import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dkimVerify } from 'mailauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '@/platform/env';
import { startSmtpServer, type TestSmtpServer } from '~/tests/support/smtp-server';
import { mailServerFromEnv } from './senders';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('a signature in the name of the domain (DKIM, RFC 6376)', () => {
  let server: TestSmtpServer;
  let folder: string;
  beforeEach(async () => {
    server = await startSmtpServer();
    folder = mkdtempSync(path.join(os.tmpdir(), 'dkim-'));
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const keyFile = (content: string | Buffer): string => {
    const file = path.join(folder, 'key.pem');
    writeFileSync(file, content);
    return file;
  };
  const environment = (key: string) => ({
    SMTP_URL: server.url,
    SHOPIQ_MAIL_FROM: 'Shop <reports@shop.example.com>',
    SHOPIQ_DKIM_DOMAIN: 'shop.example.com',
    SHOPIQ_DKIM_SELECTOR: 'shopiq',
    SHOPIQ_DKIM_KEY: key,
  });

  /** What a receiver finds who looks the key up in the DNS of the domain. */
  async function verified(raw: string) {
    const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
    const resolver = async (name: string): Promise<string[][]> => {
      if (name !== 'shopiq._domainkey.shop.example.com') throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [[record]];
    };
    const { results } = await dkimVerify(raw, { resolver });
    return results[0];
  }

  it('stands on every message and covers the headers that end it with one click', async () => {
    const mails = mailServerFromEnv(readEnv(environment(keyFile(privateKey.export({ type: 'pkcs8', format: 'pem' })))));
    await mails?.send({
      id: 'a1',
      to: 'ann@example.com',
      subject: 'Umsätze: 1.234,56 €',
      html: '<p>1.234,56 €</p>',
      text: '1.234,56 €',
      inline: [{ cid: 'c1', filename: 'chart.png', contentType: 'image/png', content: new Uint8Array([137, 80, 78, 71]) }],
      unsubscribeUrl: `https://shop.example.com/api/unsubscribe?token=${'t'.repeat(120)}`,
      date: new Date('2026-03-02T08:00:00Z'),
    });
    mails?.close();
    const raw = server.received[0]?.raw ?? '';
    expect(await verified(raw)).toMatchObject({ signingDomain: 'shop.example.com', selector: 'shopiq', status: { result: 'pass' } });
    const covered = /^DKIM-Signature:(?:.|\r\n[ \t])*/m.exec(raw)?.[0].replaceAll(/\s/g, '') ?? '';
    expect(/;h=([^;]*)/.exec(covered)?.[1]?.toLowerCase().split(':')).toEqual(
      expect.arrayContaining(['from', 'subject', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
    const tampered = await verified(raw.replace('t'.repeat(120), 'x'.repeat(120)));
    expect(tampered?.status.result).not.toBe('pass');
  });

  it('is not left out in silence: a part that is missing, or a file that holds no key, is named', () => {
    for (const name of ['SHOPIQ_DKIM_DOMAIN', 'SHOPIQ_DKIM_SELECTOR', 'SHOPIQ_DKIM_KEY'])
      expect(() => readEnv({ ...environment('key.pem'), [name]: '' })).toThrow(`${name} is missing`);
    expect(() => mailServerFromEnv(readEnv(environment(path.join(folder, 'nothing.pem'))))).toThrow('could not be read');
    expect(() => mailServerFromEnv(readEnv(environment(keyFile('no key'))))).toThrow('is no private key');
  });
});
