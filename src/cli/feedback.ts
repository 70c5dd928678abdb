import type { Command } from 'commander';
import type { Container } from '@/server/container';
import { exportFeedback } from '@/server/feedback-export';
import { getWorkspaceOrThrow } from '@/store/workspaces';

/** Add `shopiq feedback export`: down-voted answers as draft eval cases, one JSON object a line. */
export function registerFeedback(program: Command, open: () => Promise<Container>): void {
  program
    .command('feedback')
    .description('What people said about answers.')
    .command('export')
    .description('Print down-voted answers as draft eval cases (JSON lines); the expected answer is left open.')
    .requiredOption('-w, --workspace <slug>', 'workspace to export')
    .action(async ({ workspace: slug }: { workspace: string }) => {
      const container = await open();
      const workspace = await getWorkspaceOrThrow(container.db, slug);
      process.stdout.write(await exportFeedback(container.db, workspace));
    });
}
