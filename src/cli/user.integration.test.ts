import { Command } from 'commander';
import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { SETTINGS } from '~/tests/support/workspaces';
import { isPasswordOf } from '@/server/password';
import { findCredentials } from '@/store/users';
import { ensureWorkspace, listWorkspacesOf } from '@/store/workspaces';
import { registerUser } from './user';

onEveryDatabase('the user command', (get) => {
  async function run(args: readonly string[], password: string): Promise<string> {
    let said = '';
    const program = new Command().exitOverride();
    const terminal = { readPassword: () => Promise.resolve(`${password}\n`), out: (line: string) => void (said += line) };
    registerUser(program, () => Promise.resolve({ db: get().db }), terminal);
    await program.parseAsync(['user', ...args], { from: 'user' });
    return said;
  }

  it('creates an account that can sign in and opens the workspace named', async () => {
    const { db } = get();
    await ensureWorkspace(db, 'shop', SETTINGS);
    await run(['Ann@Example.com', '--workspace', 'shop', '--role', 'analyst'], 'correct horse battery');
    const found = await findCredentials(db, 'ann@example.com');
    expect(await isPasswordOf(found?.passwordHash ?? '', 'correct horse battery')).toBe(true);
    expect((await listWorkspacesOf(db, found?.id ?? '')).map(({ workspace, role }) => [workspace.slug, role])).toEqual([
      ['shop', 'analyst'],
    ]);
  });

  it.each([
    ['an address that is none', ['ann', '-w', 'shop'], 'correct horse battery', /not an e-mail address/],
    ['a role there is not', ['a@example.com', '-w', 'shop', '--role', 'boss'], 'correct horse battery', /not a role/],
    ['a short password', ['a@example.com', '-w', 'shop'], 'short', /shorter than/],
    ['a workspace there is not', ['a@example.com', '-w', 'nowhere'], 'correct horse battery', /no workspace/],
  ])('refuses %s and creates nothing', async (_title, args, password, message) => {
    await expect(run(args, password)).rejects.toThrow(message);
    expect(await findCredentials(get().db, 'a@example.com')).toBeNull();
  });
});
