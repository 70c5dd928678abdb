import { expect, it } from 'vitest';
import { hashPassword, isPasswordOf } from './password';

it('accepts the right password and no other', async () => {
  const hash = await hashPassword('demo1234');
  expect(await isPasswordOf(hash, 'demo1234')).toBe(true);
  expect(await isPasswordOf(hash, 'demo1235')).toBe(false);
  expect(await isPasswordOf(hash, '')).toBe(false);
});

it('salts: the same password gives two different hashes', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

it('treats composed and decomposed letters of a password as the same', async () => {
  expect(await isPasswordOf(await hashPassword('caf\u00e9'), 'cafe\u0301')).toBe(true);
});

it('never matches a hash it cannot read', async () => {
  expect(await isPasswordOf('', 'x')).toBe(false);
  expect(await isPasswordOf('plain', 'plain')).toBe(false);
  expect(await isPasswordOf('scrypt$1073741824$8$1$AAAA$AAAA', 'x')).toBe(false);
});
