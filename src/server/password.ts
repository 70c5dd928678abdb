import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * scrypt parameters (OWASP password storage: N 2^17, r 8, p 1 is the first choice; 2^15 with p 3 equals it in cost and
 * needs 32 MB instead of 128, which matters on the small machines people host shops on).
 */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Node refuses scrypt above maxmem: 128 * N * r bytes, doubled for headroom. */
const MAX_MEMORY = 256 * COST.N * COST.r;

interface Parameters {
  N: number;
  r: number;
  p: number;
}

function derive(password: string, salt: Buffer, cost: Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A salted hash with its parameters, as stored: `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** True when the password belongs to the hash. Compares in constant time; a hash it cannot read never matches. */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  if (expected.length !== KEY_BYTES || !(cost.N <= COST.N && cost.r <= COST.r && cost.p <= COST.p)) return false;
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), cost), expected);
}
