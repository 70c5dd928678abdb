import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVault } from './vault';

const SECRET = 'a secret of at least thirty-two characters';

describe('a vault', () => {
  it('gives back what it sealed, and never the same text twice', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (plain, context) => {
        const vault = createVault(SECRET);
        const sealed = vault.seal(plain, context);
        expect(vault.open(sealed, context)).toBe(plain);
        expect(vault.seal(plain, context)).not.toBe(sealed);
      }),
    );
  });

  it('does not show the secret in the sealed text', () => {
    const sealed = createVault(SECRET).seal('shpat_1234567890', 'shop');
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('shpat');
  });

  it('opens nothing for another connection, nor what was changed by one byte', () => {
    const vault = createVault(SECRET);
    const sealed = vault.seal('token', 'workspace 1');
    expect(() => vault.open(sealed, 'workspace 2')).toThrow('belongs to something else');
    const [version, id, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => vault.open([version, id, changed.toString('base64url')].join('.'), 'workspace 1')).toThrow('cannot be opened');
    }
  });

  it('opens what a former secret sealed, says that it is old, and opens nothing of a secret it does not know', () => {
    const sealed = createVault(SECRET).seal('token', 'c');
    const rotated = createVault('another secret of thirty-two characters!', [SECRET]);
    expect(rotated.open(sealed, 'c')).toBe('token');
    expect([rotated.isOld(sealed), rotated.isOld(rotated.seal('token', 'c'))]).toEqual([true, false]);
    expect(() => createVault('another secret of thirty-two characters!').open(sealed, 'c')).toThrow('not known');
  });
});
