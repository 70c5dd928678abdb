import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '@/core/errors';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals secrets for the database. A sealed text opens only where it was sealed for. */
export interface Vault {
  /** @param context what the secret belongs to; it is not part of the sealed text, and must be given again to open it. */
  seal(plain: string, context: string): string;
  /** @throws AppError internal when the text was changed, is of another place, or of a key that is not known. */
  open(sealed: string, context: string): string;
  /** True when it was sealed with a former key, and should be sealed again. */
  isOld(sealed: string): boolean;
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce and the context as additional data; the key is derived from the
 * secret of the installation (HKDF-SHA-256, RFC 5869), so that one secret serves sessions and vault without either
 * telling of the other.
 * @param former secrets of before a rotation: what they sealed can still be opened.
 */
export function createVault(secret: string, former: readonly string[] = []): Vault {
  const [current, ...others] = [secret, ...former].map(keyOf);
  if (!current) throw new Error('a vault needs a secret');
  const keys = new Map([current, ...others].map((key) => [idOf(key), key]));
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${idOf(current)}.${sealed.toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, id = '', body = ''] = sealed.split('.');
      const key = keys.get(id);
      if (version !== 'v1' || !key) throw unreadable('it was sealed with a key that is not known here');
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        throw unreadable('it was changed, or belongs to something else');
      }
    },
    isOld: (sealed) => sealed.split('.')[1] !== idOf(current),
  };
}

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'shopiq connection secrets', 32));

const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

const unreadable = (why: string): AppError =>
  new AppError('internal', `A stored secret cannot be opened: ${why}.`, {
    field: 'SHOPIQ_SECRET',
    remedy: 'Set SHOPIQ_SECRET as it was, or name it in SHOPIQ_SECRET_FORMER; or connect the account again.',
  });
