import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import { hashPassword } from '@/server/password';
import { ensureMembership, ensureUser, ROLES, type Role } from '@/store/users';
import type { Database } from '@/store/client';
import { getWorkspaceOrThrow } from '@/store/workspaces';

const SHORTEST_PASSWORD = 10;

/**
 * Add `shopiq user`: an account for a native PostgreSQL, where the demo account does not exist. The password comes on
 * standard input, so that it is in no history and no process list.
 */
export function registerUser(
  program: Command,
  open: () => Promise<{ db: Database }>,
  terminal: { readPassword(): Promise<string>; out(line: string): void } = {
    readPassword: () => text(process.stdin),
    out: (line) => process.stdout.write(line),
  },
): void {
  program
    .command('user')
    .description('Create an account, or give an existing one a workspace. Reads the password from standard input.')
    .argument('<email>')
    .requiredOption('-w, --workspace <slug>', 'workspace the person may open')
    .option('--role <role>', ROLES.join(', '), 'owner')
    .option('--name <name>', 'how the person is called')
    .action(async (given: string, flags: { workspace: string; role: string; name?: string }) => {
      const email = z.email().safeParse(given.trim().toLowerCase());
      if (!email.success)
        throw new AppError('invalid_input', `"${given}" is not an e-mail address.`, {
          field: 'email',
          remedy: 'Write it like name@example.com.',
        });
      const role = ROLES.find((known): known is Role => known === flags.role);
      if (!role)
        throw new AppError('invalid_input', `"${flags.role}" is not a role.`, {
          field: 'role',
          remedy: `Choose one of ${ROLES.join(', ')}.`,
        });
      const password = (await terminal.readPassword()).trim();
      if (password.length < SHORTEST_PASSWORD)
        throw new AppError('invalid_input', `The password is shorter than ${SHORTEST_PASSWORD} characters.`, {
          field: 'password',
          remedy: 'Pipe it in: shopiq user name@example.com -w demo < password.txt.',
        });
      const { db } = await open();
      const workspace = await getWorkspaceOrThrow(db, flags.workspace);
      const user = await ensureUser(db, {
        email: email.data,
        name: flags.name ?? email.data,
        passwordHash: await hashPassword(password),
      });
      await ensureMembership(db, user.id, { workspaceId: workspace.id, role });
      terminal.out(`${email.data} can open ${workspace.name} as ${role}.\n`);
    });
}
